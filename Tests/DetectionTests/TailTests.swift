import Testing

@testable import Detection

/// Literal values by mpmath 1.3 with 50 digits: sums of the mass for the beta-binomial, the regularised incomplete beta
/// function for the negative binomial, I(r/(r+M); r, k+1) for its lower tail.
@Suite("The tail")
struct TailTests {
    struct BetaCase: Sendable {
        var trials: Double
        var alpha: Double
        var beta: Double
        var count: Double
        var tail: Double
    }

    struct NegativeCase: Sendable {
        var mean: Double
        var shape: Double
        var count: Double
        var tail: Double
    }

    static let betaCases: [BetaCase] = [
        .init(trials: 1, alpha: 2, beta: 8, count: 1, tail: 0.2),
        .init(trials: 1, alpha: 1, beta: 1, count: 1, tail: 0.5),
        .init(trials: 5, alpha: 3, beta: 30, count: 5, tail: 4.817_651_876_475_405_9e-5),
        .init(trials: 9, alpha: 4.2, beta: 41.5, count: 7, tail: 2.783_448_561_656_684_6e-5),
        .init(trials: 30, alpha: 3.7, beta: 40, count: 12, tail: 0.000_597_046_581_303_342_22),
        .init(trials: 120, alpha: 40, beta: 900, count: 42, tail: 1.112_421_359_959_23e-21),
        .init(trials: 120, alpha: 5, beta: 57.5, count: 3, tail: 0.954_777_721_128_566_09),
        .init(trials: 1000, alpha: 4, beta: 46, count: 300, tail: 6.004_890_159_084_692_4e-5),
        .init(trials: 1000, alpha: 40, beta: 460, count: 60, tail: 0.924_258_986_355_285_89),
        .init(trials: 1000, alpha: 44.4, beta: 511, count: 95, tail: 0.154_838_112_126_405_94),
        .init(trials: 10000, alpha: 400, beta: 4600, count: 900, tail: 0.019_257_697_360_904_261),
        .init(trials: 10000, alpha: 44, beta: 510, count: 2500, tail: 9.032_469_676_396_326_7e-25),
        .init(trials: 100000, alpha: 20.5, beta: 8000.25, count: 700, tail: 3.465_754_352_047_068_8e-8),
        .init(trials: 100000, alpha: 1, beta: 1, count: 50000, tail: 0.500_004_999_950_000_5),
        .init(trials: 200000, alpha: 400, beta: 40000, count: 2600, tail: 6.324_140_528_397_021e-8),
        .init(trials: 1_000_000, alpha: 100, beta: 10000, count: 14000, tail: 0.000_101_871_598_755_180_01),
        .init(trials: 10_000_000, alpha: 400, beta: 4600, count: 1_100_000, tail: 6.235_322_870_009_087_9e-13),
        .init(trials: 10_000_000, alpha: 44.4, beta: 399.6, count: 1_800_000, tail: 1.020_860_190_877_801_3e-6),
        .init(trials: 10_000_000, alpha: 1.5, beta: 3000, count: 40000, tail: 2.442_581_299_678_770_6e-5),
        .init(trials: 10_000_000, alpha: 399, beta: 39_900_000, count: 190, tail: 1.753_471_835_588_674_7e-12),
    ]

    static let negativeCases: [NegativeCase] = [
        .init(mean: 0.001, shape: 6.25, count: 3, tail: 2.549_169_137_335_578_1e-10),
        .init(mean: 0.5, shape: 44.4, count: 4, tail: 0.001_932_560_267_179_255_6),
        .init(mean: 5.1, shape: 44.4, count: 42, tail: 1.535_476_390_909_254_3e-19),
        .init(mean: 20, shape: 6.25, count: 15, tail: 0.697_939_016_291_223_11),
        .init(mean: 100, shape: 400, count: 160, tail: 6.854_397_588_928_357_6e-7),
        .init(mean: 1000, shape: 44.4, count: 1700, tail: 5.850_165_123_028_261_5e-5),
        .init(mean: 1000, shape: 44.4, count: 700, tail: 0.983_889_499_225_666_89),
        .init(mean: 20000, shape: 400, count: 24000, tail: 9.139_150_608_980_198_5e-5),
        .init(mean: 1_000_000, shape: 44.4, count: 1_900_000, tail: 6.663_638_174_969_446_3e-7),
        .init(mean: 1_000_000, shape: 44.4, count: 600000, tail: 0.998_982_373_572_802_51),
    ]

    /// P(X ≤ count): what is missing when a provider falls silent.
    static let missingCases: [NegativeCase] = [
        .init(mean: 12.5, shape: 25, count: 0, tail: 3.960_212_804_236_609e-5),
        .init(mean: 6, shape: 100, count: 0, tail: 0.002_947_226_228_739_936_3),
        .init(mean: 40, shape: 16, count: 3, tail: 7.477_749_930_482_383_8e-7),
        .init(mean: 400, shape: 100, count: 100, tail: 3.100_866_835_340_874_9e-21),
        .init(mean: 30, shape: 400, count: 1, tail: 7.899_815_935_480_276_5e-12),
        .init(mean: 3000, shape: 4, count: 0, tail: 3.143_693_897_157_274_3e-12),
        .init(mean: 6000, shape: 4, count: 1100, tail: 0.006_797_326_093_229_157),
        .init(mean: 3000, shape: 100, count: 900, tail: 1.011_196_101_731_699_5e-22),
        .init(mean: 50, shape: 6.25, count: 49, tail: 0.544_007_209_033_845_74),
        .init(mean: 50, shape: 25, count: 60, tail: 0.810_309_556_131_170_13),
        .init(mean: 600000, shape: 16, count: 120000, tail: 2.895_356_053_564_948_4e-7),
        .init(mean: 900000, shape: 100, count: 1_000_000, tail: 0.865_512_662_314_718_88),
        .init(mean: 10_000_000, shape: 100, count: 4_999_999, tail: 3.200_864_270_278_592_8e-10),
    ]

    @Test("of the beta-binomial has six right digits from one trial to ten million", arguments: betaCases)
    func betaBinomial(known: BetaCase) {
        let tail = BetaBinomial(trials: known.trials, alpha: known.alpha, beta: known.beta).upperTail(known.count)
        #expect(abs(tail - known.tail) <= 1e-6 * known.tail, "\(known): \(tail)")
    }

    @Test("of the negative binomial has six right digits", arguments: negativeCases)
    func negativeBinomial(known: NegativeCase) {
        let tail = NegativeBinomial(mean: known.mean, shape: known.shape).upperTail(known.count)
        #expect(abs(tail - known.tail) <= 1e-6 * known.tail, "\(known): \(tail)")
    }

    @Test("below has six right digits, from six events to ten million", arguments: missingCases)
    func below(known: NegativeCase) {
        let tail = NegativeBinomial(mean: known.mean, shape: known.shape).lowerTail(through: known.count)
        #expect(abs(tail - known.tail) <= 1e-6 * known.tail, "\(known): \(tail)")
    }

    @Test("is a probability wherever it is asked")
    func probability() {
        for trials in [0.0, 1, 2, 10, 1000, 100_000, 10_000_000] {
            for mean in [0.0, 1e-9, 1e-3, 0.08, 0.5, 0.95, 1] {
                for tau in [0.05, 0.15, 0.4, 1.2] {
                    for share in [0.0, 0.01, 0.5, 1, 1.5] {
                        let count = (trials * share).rounded()
                        let law = BetaBinomial(trials: trials, mean: mean, relativeVariance: tau * tau)
                        let tail = law.upperTail(count)
                        #expect(tail >= 0 && tail <= 1, "\(trials) \(mean) \(tau) \(count): \(tail)")
                        let other = NegativeBinomial(mean: trials * mean, shape: 1 / (tau * tau)).upperTail(count)
                        #expect(other >= 0 && other <= 1, "\(trials) \(mean) \(tau) \(count): \(other)")
                    }
                }
            }
        }
    }

    @Test("falls as the count grows, also where the sum becomes an integral")
    func monotone() {
        var last = 1.0
        for count in stride(from: 800_000.0, to: 1_300_000, by: 10_000) {
            let tail = BetaBinomial(trials: 1e7, alpha: 400, beta: 4600).upperTail(count)
            #expect(tail <= last)
            last = tail
        }
    }

    @Test("of many hypotheses is cut where Benjamini and Hochberg cut it")
    func falseDiscovery() {
        let pValues = [0.039, 0.001, 0.041, 0.008, 0.042, 0.06, 0.074, 0.205]
        #expect(FalseDiscovery.cut(pValues, tests: 8, rate: 0.05) == 0.008)
        #expect(FalseDiscovery.cut(pValues, tests: 8, rate: 0.1) == 0.074)
        #expect(FalseDiscovery.cut([0.5], tests: 1, rate: 0.05) == nil)
        #expect(FalseDiscovery.cut([0], tests: 1000, rate: 0.05) == 0)
    }
}
