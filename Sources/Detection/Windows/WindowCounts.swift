/// What a slice counted in a window, and what its baseline expected there.
struct WindowCounts: Equatable {
    /// Bad outcomes, Σk.
    var failures = 0.0
    /// Trials, Σn.
    var trials = 0.0
    /// Expected bad outcomes, Σμ, each minute by the baseline of that minute.
    var expected = 0.0

    /// Bad outcomes beyond the expected; negative when there were fewer.
    var excess: Double { failures - expected }

    /// Excess per trial.
    var excessRate: Double { excess / max(trials, 1) }

    /// Observed over expected.
    var lift: Double { failures / max(expected, 1e-9) }

    /// Kulldorff's gain: the log-likelihood, in nats, of "the rate is raised here" over "it is not", for Poisson counts
    /// (Commun. Statist. 26, 1997); 0 when there is no excess.
    func gain(phi: Double) -> Double {
        guard excess > 0, expected > 0 else { return 0 }
        return (failures * Mathematics.log(failures / expected) - excess) / phi
    }

    /// Adds what another minute or part counted.
    static func += (left: inout WindowCounts, right: WindowCounts) {
        left.failures += right.failures
        left.trials += right.trials
        left.expected += right.expected
    }

    /// The same with up to `excess` bad outcomes explained, as many as are too many.
    func explaining(_ excess: Double) -> WindowCounts {
        var rest = self
        rest.failures -= min(max(0, self.excess), max(0, excess))
        return rest
    }

    /// Takes a part away; nothing becomes negative.
    static func - (left: WindowCounts, right: WindowCounts) -> WindowCounts {
        WindowCounts(
            failures: max(0, left.failures - right.failures),
            trials: max(0, left.trials - right.trials),
            expected: max(0, left.expected - right.expected)
        )
    }
}
