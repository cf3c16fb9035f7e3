/// The test of one count against its expectation: gates and p-value, as `detection.md` gives them.
struct TailTest {
    /// Whether bad outcomes are among the trials (beta-binomial) or are counted against an exposure (negative binomial).
    var isProportion: Bool
    /// What an excess must be to alert.
    var gates: EffectGates
    /// For the signal `volume`, whose lower tail is tested: how much must be missing, or be too much.
    var volume: VolumeLimits?

    /// The test's name in an alert's evidence.
    var name: String { isProportion ? "beta-binomial" : "negative-binomial" }

    /// Whether the excess is large enough for its noise to be worth a p-value: the first and the last gate.
    func isSuspicious(_ counts: WindowCounts, _ noise: Noise) -> Bool {
        if let volume { return volume.isPassed(by: counts) }
        guard counts.failures >= Double(gates.failuresMin), counts.expected > 0 else { return false }
        let variance = noise.dispersion * counts.expected + noise.relativeVariance * counts.expected * counts.expected
        return counts.excess > 0
            && counts.excess * counts.excess >= gates.deviationsMin * gates.deviationsMin * variance
    }

    /// Whether a suspicious excess may also alert: the ratio and the excess gate.
    func passesGates(_ counts: WindowCounts) -> Bool {
        if let volume { return volume.isPassed(by: counts) }
        return counts.failures >= gates.ratioMin * counts.expected && counts.excess >= gates.excessMin
    }

    /// P(at least the observed), in one window; 0 to 1.
    ///
    /// Counts are divided by φ and rounded to the cautious side: bad outcomes down, trials up.
    func pValue(_ counts: WindowCounts, _ noise: Noise) -> Double {
        let count = counts.failures / noise.dispersion
        let observed = count.rounded(.down)
        guard isProportion else {
            let law = NegativeBinomial(mean: counts.expected / noise.dispersion, shape: 1 / noise.relativeVariance)
            let isMissing = volume != nil && counts.excess < 0
            return isMissing ? law.lowerTail(through: count.rounded(.up)) : law.upperTail(observed)
        }
        let trials = max(observed, (counts.trials / noise.dispersion).rounded(.up))
        let mean = counts.expected / max(counts.trials, counts.failures)
        return BetaBinomial(trials: trials, mean: mean, relativeVariance: noise.relativeVariance).upperTail(observed)
    }
}

/// How many events must be missing, or be too many.
struct VolumeLimits {
    /// Least number that was expected.
    var expectedMin: Double
    /// Greatest share of it at which there is silence.
    var shareMax: Double
    /// Least number of times as many at which there is a flood.
    var floodMin: Double

    func isPassed(by counts: WindowCounts) -> Bool {
        counts.expected >= expectedMin
            && (counts.failures <= shareMax * counts.expected || counts.failures >= floodMin * counts.expected)
    }
}
