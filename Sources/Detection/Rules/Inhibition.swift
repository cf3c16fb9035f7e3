public import Commerce

/// A rule by which incidents of one kind keep those of another from being told: a cause its consequences.
///
/// The source must have begun, and may be over for as long as its consequences take. Between signals there are no cycles,
/// because a source is judged before what it explains.
public struct Inhibition: Sendable, Hashable {
    /// The incidents that explain.
    public var source: IncidentMatcher
    /// The incidents that are explained.
    public var target: IncidentMatcher
    /// Dimensions in which both must have the same value, or both none.
    public var equal: [Dimension]
    /// Whether the two slices must be able to share orders: no dimension has different values in them.
    public var isOverlapping: Bool
    /// How long after its end a source still explains, in minutes.
    public var afterMinutes: Int
    /// How many times its own orders at risk a source explains at most; `nil` for any number.
    ///
    /// A hundred failed payments do not explain a thousand cancellations: those are told. All sources of a target are
    /// added up.
    public var reach: Double?

    /// A rule; the defaults are those of a rule that a user writes.
    public init(
        _ source: IncidentMatcher,
        _ target: IncidentMatcher,
        equal: [Dimension] = [],
        isOverlapping: Bool = false,
        afterMinutes: Int = 60,
        reach: Double? = nil
    ) {
        self.source = source
        self.target = target
        self.equal = equal
        self.isOverlapping = isOverlapping
        self.afterMinutes = afterMinutes
        self.reach = reach
    }

    /// Whether it makes an incident of `source` explain one of `target`.
    func covers(_ source: (Signal, Slice), _ target: (Signal, Slice)) -> Bool {
        self.source.matches(source.0, source.1) && self.target.matches(target.0, target.1)
            && equal.allSatisfy { source.1.value(of: $0) == target.1.value(of: $0) }
            && (!isOverlapping || source.1.canShareOrders(with: target.1))
    }

    /// What a shop's signals do to each other: orders whose payment or reservation fails are cancelled, at once or when their
    /// time to pay is over, a day as a rule; where nothing is heard of payments, orders are not confirmed.
    ///
    /// Cancellations of these reasons are counted by reason and at no place, and an order whose payment or reservation failed is
    /// not counted as unconfirmed: so a place where more is cancelled, or less confirmed, has a cause of its own.
    public static let builtIn: [Inhibition] = {
        func cause(_ source: Signal, _ target: Signal, _ reason: CancelReason? = nil, after hours: Int) -> Inhibition {
            let slice = reason.map { Slice([.init(.reason, $0.rawValue)]) } ?? .all
            return Inhibition(
                IncidentMatcher(source),
                IncidentMatcher(target, slice: slice),
                isOverlapping: true,
                afterMinutes: hours * 60,
                reach: 1.5
            )
        }
        return [
            cause(.paymentFailure, .cancellation, .paymentFailed, after: 26),
            cause(.paymentFailure, .cancellation, .paymentMethod, after: 2),
            cause(.stockout, .cancellation, .outOfStock, after: 2),
            cause(.volume, .unconfirmed, after: 2),
            cause(.volume, .cancellation, .paymentFailed, after: 26),
        ]
    }()
}
