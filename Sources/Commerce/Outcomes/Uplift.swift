/// What actions add: the difference between the shares of orders saved with and without them, and how sure that is.
///
/// The interval is Newcombe's hybrid score interval: Wilson's interval (l, u) of each share p, joined by
///
///     low  = d − √((p₁ − l₁)² + (u₂ − p₂)²)        d = p₁ − p₂
///     high = d + √((u₁ − p₁)² + (p₂ − l₂)²)
///
/// It holds for small and very unequal groups, where the usual ± 1.96 standard errors do not, and never leaves −1 … 1.
/// Orders count as independent; of a customer with many orders it is a little too narrow.
///
/// Source: R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in
/// Medicine 17 (1998), 873–890, method 10. Wilson's interval: E. B. Wilson, Journal of the American Statistical
/// Association 22 (1927), 209–212.
public struct Uplift: Hashable, Sendable {
    /// The share saved of the treated, less that of those held out: 0.04 is four orders of a hundred.
    public let difference: Double
    /// What contains the true difference in 95 of 100 such comparisons.
    public let interval: ClosedRange<Double>

    /// What the comparison says.
    public enum Verdict: String, CaseIterable, Sendable {
        /// The whole interval lies above zero.
        case helps
        /// The whole interval lies below zero: fewer orders are saved with the actions than without.
        case harms
        /// The interval spans zero, or nobody is held out, or nobody treated.
        case notEnough = "not_enough"
    }

    /// The quantile of the normal distribution that 2.5 % exceed.
    private static let quantile = 1.959963984540054

    /// The uplift of `saved` of `orders` treated over `heldOutSaved` of `heldOut`; `nil` when either group is empty.
    public init?(saved: Int, of orders: Int, heldOutSaved: Int, of heldOut: Int) {
        guard orders > 0, heldOut > 0 else { return nil }
        let (treated, control) = (Self.share(saved, of: orders), Self.share(heldOutSaved, of: heldOut))
        let (first, second) = (Self.wilson(saved, of: orders), Self.wilson(heldOutSaved, of: heldOut))
        difference = treated - control
        let below = Self.length(treated - first.lowerBound, second.upperBound - control)
        let above = Self.length(first.upperBound - treated, control - second.lowerBound)
        interval = max(-1, difference - below)...min(1, difference + above)
    }

    /// What it says.
    public var verdict: Verdict {
        if interval.lowerBound > 0 { return .helps }
        return interval.upperBound < 0 ? .harms : .notEnough
    }

    /// Wilson's 95 % interval of the share that `count` of `whole` shows.
    ///
    /// - Precondition: 0 ≤ `count` ≤ `whole`, and `whole` > 0.
    public static func wilson(_ count: Int, of whole: Int) -> ClosedRange<Double> {
        let (share, number) = (Self.share(count, of: whole), Double(whole))
        let square = quantile * quantile
        let middle = share + square / (2 * number)
        let half = quantile * (share * (1 - share) / number + square / (4 * number * number)).squareRoot()
        let scale = 1 + square / number
        // Rounding must not put the share itself outside.
        let low = count == 0 ? 0 : (middle - half) / scale
        let high = count == whole ? 1 : (middle + half) / scale
        return min(low, share)...max(high, share)
    }

    private static func share(_ count: Int, of whole: Int) -> Double {
        precondition(whole > 0 && (0...whole).contains(count), "a part is not more than its whole")
        return Double(count) / Double(whole)
    }

    private static func length(_ first: Double, _ second: Double) -> Double {
        (first * first + second * second).squareRoot()
    }
}
