/// Sums the upper tail of a unimodal distribution on the integers, from above its mean, in bounded work.
///
/// Narrow distributions are summed term by term by their recurrence. Wide ones (a standard deviation of a thousand
/// and more: a slice with hundreds of thousands of trials in the window) are smooth, so the sum is an integral with
/// Euler and Maclaurin's first correction, taken by Gauss and Legendre panel by panel: a few hundred densities, however
/// large the counts.
enum UpperTail {
    /// Terms that are added one by one at most; what is left out then is below the last term times the rest.
    static let termsMax = 50_000
    /// Above this standard deviation the tail is an integral.
    static let summedDeviationMax = 1000.0
    /// Panels of half a standard deviation at most.
    private static let panelsMax = 200
    private static let precision = 1e-16

    /// Σ mass(j) for j from `start`, where `mass(start)` is `first` and `ratio(j)` is mass(j + 1) / mass(j).
    ///
    /// `last` is the greatest possible j. Ends early once the rest, bounded by a geometric series, no longer counts.
    static func sum(from start: Double, to last: Double, first: Double, ratio: (Double) -> Double) -> Double {
        var term = first
        var total = first
        var index = start
        var terms = 1
        while index < last, terms < termsMax {
            let step = ratio(index)
            term *= step
            total += term
            index += 1
            terms += 1
            if step < 1, term <= precision * total * (1 - step) { break }
        }
        return min(1, total)
    }

    /// The same sum for a wide distribution, from the logarithm of its mass at any real point.
    static func integral(
        from start: Double,
        to last: Double,
        deviation: Double,
        logMass: (Double) -> Double
    ) -> Double {
        let end = last + 0.5
        var left = start - 0.5
        let slope = logMass(start) - logMass(start - 1)
        var total = Mathematics.exp(logMass(left)) * slope / 24
        for _ in 0..<panelsMax where left < end {
            let right = min(end, left + deviation / 2)
            let part = panel(from: left, to: right, logMass: logMass)
            total += part
            left = right
            if part <= precision * total { break }
        }
        return min(1, max(0, total))
    }

    /// ∫ exp(logMass) over one panel, by the eight points of Gauss and Legendre (Abramowitz & Stegun, table 25.4).
    private static func panel(from left: Double, to right: Double, logMass: (Double) -> Double) -> Double {
        let centre = (left + right) / 2
        let half = (right - left) / 2
        var total = 0.0
        for (point, weight) in zip(points, weights) {
            let low = Mathematics.exp(logMass(centre - half * point))
            let high = Mathematics.exp(logMass(centre + half * point))
            total += weight * (low + high)
        }
        return total * half
    }

    private static let points = [
        0.183_434_642_495_649_8, 0.525_532_409_916_329, 0.796_666_477_413_626_7, 0.960_289_856_497_536_2,
    ]
    private static let weights = [
        0.362_683_783_378_362, 0.313_706_645_877_887_3, 0.222_381_034_453_374_5, 0.101_228_536_290_376_3,
    ]
}
