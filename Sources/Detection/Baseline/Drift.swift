/// The CUSUM of slow drift (Page, Biometrika 41, 1954): how much better the last minutes, however many, fit a rate that is
/// ``BaselineRules/driftLift`` times the one of the longest memory than that rate itself, in nats.
///
///     S = max(0, S + (k ln r - (r - 1) μ₀) / φ)        μ₀ = n·λ₀·g: expected by the memory of days
///
/// A rate that creeps up is within the noise of every window, and the shorter memories follow it. The sum does not: it
/// begins to grow as soon as the rate is (r - 1) / ln r times the old one, and from
/// ``BaselineRules/driftGuard`` on the slice learns nothing, so that the windows see how far it has come.
struct Drift {
    private let lift: Double
    private let logLift: Double
    private let guardNats: Double
    private let natsMax: Double

    /// The sum that `rules` ask for.
    init(rules: BaselineRules) {
        (lift, logLift) = (rules.driftLift, Mathematics.log(rules.driftLift))
        (guardNats, natsMax) = (rules.driftGuard, rules.driftMax)
    }

    /// S after a minute in which `failures` came where `expected` were expected by the longest memory.
    func sum(after sum: Float, failures: Double, expected: Double, phi: Double) -> Float {
        let evidence = (failures * logLift - (lift - 1) * expected) / phi
        return Float(min(natsMax, max(0, Double(sum) + evidence)))
    }

    /// Whether a slice with this sum is not to learn.
    func isGuarded(_ sum: Float) -> Bool { Double(sum) >= guardNats }
}
