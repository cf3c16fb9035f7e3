/// The number of bad outcomes among n trials whose common rate is itself drawn from a beta distribution (a, b).
struct BetaBinomial {
    /// Trials.
    let trials: Double
    /// First shape of the rate's distribution.
    let alpha: Double
    /// Second shape of the rate's distribution.
    let beta: Double

    /// `trials` trials (a whole number) whose rate has mean `mean` and relative variance `relativeVariance` (τ²).
    ///
    /// ρ = τ²m / (1 - m) and s = 1/ρ - 1. The shapes are kept at 1 or more, so that the rate's distribution has one
    /// peak: a τ² too large for its mean would make "all or nothing" normal.
    init(trials: Double, mean: Double, relativeVariance: Double) {
        let rate = min(max(mean, 1e-12), 1 - 1e-12)
        let strength = (1 - rate) / (relativeVariance * rate) - 1
        let size = max(strength, 1 / rate, 1 / (1 - rate))
        self.init(trials: trials, alpha: rate * size, beta: (1 - rate) * size)
    }

    /// `trials` trials (a whole number) and the shapes, both positive and finite.
    init(trials: Double, alpha: Double, beta: Double) {
        self.trials = trials
        self.alpha = alpha
        self.beta = beta
    }

    /// P(X ≥ `count`), between 0 and 1; `count` is a whole number.
    func upperTail(_ count: Double) -> Double {
        guard count > 0 else { return 1 }
        guard count <= trials else { return 0 }
        if count > mean { return tailAboveMean(count) }
        let mirrored = BetaBinomial(trials: trials, alpha: beta, beta: alpha)
        return max(0, 1 - mirrored.tailAboveMean(trials - count + 1))
    }

    private var mean: Double { trials * alpha / (alpha + beta) }

    private var deviation: Double {
        let total = alpha + beta
        return (mean * beta / total * (total + trials) / (total + 1)).squareRoot()
    }

    private func tailAboveMean(_ count: Double) -> Double {
        let spread = deviation
        if spread > UpperTail.summedDeviationMax {
            return UpperTail.integral(from: count, to: trials, deviation: spread, logMass: logMass)
        }
        return UpperTail.sum(from: count, to: trials, first: Mathematics.exp(logMass(count))) { index in
            (trials - index) * (alpha + index) / ((index + 1) * (trials - index - 1 + beta))
        }
    }

    /// ln of C(n, x) · B(x + a, n - x + b) / B(a, b), where C(n, x) = 1 / ((n + 1) · B(n - x + 1, x + 1)).
    private func logMass(_ count: Double) -> Double {
        LogBeta.value(count + alpha, trials - count + beta) - LogBeta.value(alpha, beta)
            - LogBeta.value(trials - count + 1, count + 1) - Mathematics.log(trials + 1)
    }
}
