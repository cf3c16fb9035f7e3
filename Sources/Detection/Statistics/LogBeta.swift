/// The logarithm of Euler's beta function, B(a, b) = Γ(a)Γ(b) / Γ(a + b).
///
/// Every binomial coefficient and every beta density is a quotient of such B, so nothing needs log-gamma itself: for
/// n = 10⁷ that is a number near 1.5·10⁸, whose differences lose eight digits. Here the large parts cancel on paper.
enum LogBeta {
    /// ln B(a, b), for positive finite `a` and `b`; relative error near 1e-14.
    ///
    /// Arguments below 8 are raised by B(a, b) = B(a + 1, b) · (a + b) / a, then Stirling's series is used as in
    /// Didonato & Morris, ACM TOMS 18 (1992), algorithm 708, `BETALN`.
    static func value(_ first: Double, _ second: Double) -> Double {
        var small = min(first, second)
        var large = max(first, second)
        var raised = 1.0
        while small < stirlingMin {
            raised *= (small + large) / small
            small += 1
        }
        while large < stirlingMin {
            raised *= (small + large) / large
            large += 1
        }
        if small > large { swap(&small, &large) }
        let quotient = small / large
        let correction = remainder(small) + remainder(large) - remainder(small + large)
        let share = -(small - 0.5) * Mathematics.log(quotient / (1 + quotient))
        let rest = large * Mathematics.log1p(quotient)
        return Mathematics.log(raised) - 0.5 * Mathematics.log(large) + halfLogTwoPi + correction - share - rest
    }

    /// From here on the series is exact to the last digit.
    private static let stirlingMin = 10.0
    private static let halfLogTwoPi = 0.918_938_533_204_672_74

    /// ln Γ(x) - (x - ½)ln x + x - ½ln 2π for x of at least ``stirlingMin``: Stirling's series.
    private static func remainder(_ value: Double) -> Double {
        let inverse = 1 / value
        let square = inverse * inverse
        let tail = 1.0 / 1188 - square * (691.0 / 360_360)
        return inverse
            * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square * tail))))
    }
}
