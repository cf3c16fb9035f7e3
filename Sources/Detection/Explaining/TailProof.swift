internal import Commerce

/// The tail test of an alert made again from its numbers.
struct TailProof {
    let evidence: Evidence
    /// How many windows were tested: the p-value of the alert is the least tail times their number.
    let windows: Int

    init(_ evidence: Evidence, windows: Int) {
        self.evidence = evidence
        self.windows = windows
    }

    /// The steps from the counts to the p-value that the alert tells.
    var steps: [AlertProof.Step] {
        let isKnown = evidence.expected > 0 && evidence.dispersion >= 1 && evidence.relativeVariance > 0
        guard isKnown, evidence.observed >= 0, evidence.trials >= 0 else {
            return [
                stored, .init("made again", "the alert lacks φ, τ² or μ, without which its test cannot be made again"),
            ]
        }
        switch evidence.test {
        case "beta-binomial": return betaBinomial
        case "negative-binomial": return negativeBinomial
        default: return [stored, .init("made again", "this version does not know the test")]
        }
    }

    private var stored: AlertProof.Step {
        .init("told", "p = \(ProofNumber.text(evidence.pValue)), as the alert says")
    }

    private var phi: Double { evidence.dispersion }
    private var tauSquared: Double { evidence.relativeVariance }
    private var observed: Double { (Double(evidence.observed) / phi).rounded(.down) }

    private var betaBinomial: [AlertProof.Step] {
        let (k, n) = (evidence.observed, evidence.trials)
        let trials = max(observed, (Double(n) / phi).rounded(.up))
        let mean = evidence.expected / Double(max(n, k))
        let test = BetaBinomial(trials: trials, mean: mean, relativeVariance: tauSquared)
        let tail = test.upperTail(observed)
        let (phi, m) = (ProofNumber.text(phi), ProofNumber.text(mean))
        let (a, b) = (test.alpha, test.beta)
        // Not `sf`, which is one minus a sum and loses a tail this small.
        let range = "range(\(whole(observed)), \(whole(trials + 1)))"
        let call = "betabinom.pmf(\(range), \(whole(trials)), \(a), \(b)).sum()"
        return [
            .init("k'", "⌊k/φ⌋ = ⌊\(k)/\(phi)⌋ = \(whole(observed))"),
            .init("n'", "⌈n/φ⌉ = ⌈\(n)/\(phi)⌉ = \(whole(trials))"),
            .init("rate", "m = μ/n = \(ProofNumber.text(evidence.expected))/\(max(n, k)) = \(m)"),
            .init(
                "shapes",
                "s = (1 - m)/(τ²m) - 1, at least 1/m and 1/(1 - m), = \(ProofNumber.text(a + b)); "
                    + "a = m·s = \(ProofNumber.text(a)), b = (1 - m)·s = \(ProofNumber.text(b))"
            ),
            .init("tail", "P(X ≥ k') = \(ProofNumber.text(tail)) for X beta-binomial (n', a, b)"),
        ] + comparison(tail, by: call)
    }

    private var negativeBinomial: [AlertProof.Step] {
        let k = evidence.observed
        let (mean, shape) = (evidence.expected / phi, 1 / tauSquared)
        let isDeficit = Double(k) < evidence.expected
        let test = NegativeBinomial(mean: mean, shape: shape)
        let count = isDeficit ? (Double(k) / phi).rounded(.up) : observed
        let tail = isDeficit ? max(0, 1 - test.upperTail(count + 1)) : test.upperTail(count)
        let share = shape / (shape + mean)
        let call =
            isDeficit
            ? "nbinom.cdf(\(whole(count)), \(shape), \(share))" : "nbinom.sf(\(whole(count - 1)), \(shape), \(share))"
        let (phi, sign) = (ProofNumber.text(phi), isDeficit ? "≤" : "≥")
        let brackets = isDeficit ? ("⌈", "⌉") : ("⌊", "⌋")
        return [
            .init("k'", "\(brackets.0)k/φ\(brackets.1) = \(brackets.0)\(k)/\(phi)\(brackets.1) = \(whole(count))"),
            .init("M", "μ/φ = \(ProofNumber.text(evidence.expected))/\(phi) = \(ProofNumber.text(mean))"),
            .init(
                "shape",
                "r = 1/τ² = \(ProofNumber.text(shape)); the share is r/(r + M) = \(ProofNumber.text(share))"
            ),
            .init("tail", "P(X \(sign) k') = \(ProofNumber.text(tail)) for X negative binomial (r, M)"),
        ] + comparison(tail, by: call)
    }

    /// The tail made a p-value and held against the one that the alert tells, and how to check the tail elsewhere.
    private func comparison(_ tail: Double, by call: String) -> [AlertProof.Step] {
        let again = min(1, Double(windows) * tail)
        let isSame = (again - evidence.pValue).magnitude <= 1e-6 * max(again, evidence.pValue)
        let distribution = call.prefix { $0 != "." }
        let verdict = isSame ? "the same" : "\(ProofNumber.text(evidence.pValue / again)) times as much"
        return [
            .init(
                "p-value",
                "\(windows) \(windows == 1 ? "window" : "windows")·P = \(ProofNumber.text(again)); the alert says "
                    + "\(ProofNumber.text(evidence.pValue)), \(verdict)",
                holds: isSame
            ),
            .init("by hand", "python3 -c 'from scipy.stats import \(distribution); print(\(call))'"),
        ]
    }

    private func whole(_ number: Double) -> String { ProofNumber.text(number) }
}
