/// A count whose Poisson mean is itself drawn from a gamma distribution with mean M and shape r = 1/τ².
struct NegativeBinomial {
    /// Expected count M, positive.
    let mean: Double
    /// Shape r, positive; the variance is M + M²/r.
    let shape: Double

    /// P(X ≥ `count`), between 0 and 1; `count` is a whole number.
    func upperTail(_ count: Double) -> Double {
        guard count > 0 else { return 1 }
        guard mean > 0 else { return 0 }
        if count > mean { return tailAboveMean(count) }
        return max(0, 1 - lowerTail(count - 1))
    }

    /// P(X ≤ `count`), between 0 and 1; `count` is a whole number.
    func lowerTail(through count: Double) -> Double {
        guard count >= 0, mean > 0 else { return count >= 0 ? 1 : 0 }
        return count < mean ? lowerTail(count) : max(0, 1 - upperTail(count + 1))
    }

    private var deviation: Double { (mean + mean * mean / shape).squareRoot() }

    private func tailAboveMean(_ count: Double) -> Double {
        let spread = deviation
        if spread > UpperTail.summedDeviationMax {
            return UpperTail.integral(from: count, to: .greatestFiniteMagnitude, deviation: spread, logMass: logMass)
        }
        let scale = mean / (shape + mean)
        return UpperTail.sum(
            from: count,
            to: .greatestFiniteMagnitude,
            first: Mathematics.exp(logMass(count))
        ) { index in (shape + index) / (index + 1) * scale }
    }

    /// P(X ≤ `count`) for a `count` below the mean, summed downwards from it; few terms are, however wide the distribution: it is
    /// not smooth where it ends.
    private func lowerTail(_ count: Double) -> Double {
        let spread = deviation
        if min(spread, count) > UpperTail.summedDeviationMax {
            return UpperTail.integral(from: -count, to: 0, deviation: spread) { logMass(-$0) }
        }
        let scale = (shape + mean) / mean
        return UpperTail.sum(from: -count, to: 0, first: Mathematics.exp(logMass(count))) { index in
            -index / (shape - index - 1) * scale
        }
    }

    /// ln of C(x + r - 1, x) · (r/(r+M))^r · (M/(r+M))^x, where C(x + r - 1, x) = 1 / ((x + r) · B(r, x + 1)).
    private func logMass(_ count: Double) -> Double {
        -Mathematics.log(count + shape) - LogBeta.value(shape, count + 1)
            - shape * Mathematics.log1p(mean / shape) - count * Mathematics.log1p(shape / mean)
    }
}
