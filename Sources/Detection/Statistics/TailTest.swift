/// The test of one count against its expectation: gates and p-value, as `detection.md` gives them.
struct TailTest {
    /// Whether bad outcomes are among the trials (beta-binomial) or are counted against an exposure (negative binomial).
    var isProportion: Bool
    /// What an excess must be to alert.
    var gates: EffectGates

    /// The test's name in an alert's evidence.
    var name: String { isProportion ? "beta-binomial" : "negative-binomial" }

    /// Whether the excess is large enough for its noise to be worth a p-value: the first and the last gate.
    func isSuspicious(_ counts: WindowCounts, _ noise: Noise) -> Bool {
        guard counts.failures >= Double(gates.failuresMin), counts.expected > 0 else { return false }
        let variance = noise.dispersion * counts.expected + noise.relativeVariance * counts.expected * counts.expected
        return counts.excess > 0
            && counts.excess * counts.excess >= gates.deviationsMin * gates.deviationsMin * variance
    }

    /// Whether a suspicious excess may also alert: the ratio and the excess gate.
    func passesGates(_ counts: WindowCounts) -> Bool {
        counts.failures >= gates.ratioMin * counts.expected && counts.excess >= gates.excessMin
    }

    /// P(at least the observed), in one window; 0 to 1.
    ///
    /// Counts are divided by φ and rounded to the cautious side: bad outcomes down, trials up.
    func pValue(_ counts: WindowCounts, _ noise: Noise) -> Double {
        let observed = (counts.failures / noise.dispersion).rounded(.down)
        guard isProportion else {
            return NegativeBinomial(mean: counts.expected / noise.dispersion, shape: 1 / noise.relativeVariance)
                .upperTail(observed)
        }
        let trials = max(observed, (counts.trials / noise.dispersion).rounded(.up))
        let mean = counts.expected / max(counts.trials, counts.failures)
        return BetaBinomial(trials: trials, mean: mean, relativeVariance: noise.relativeVariance).upperTail(observed)
    }
}
