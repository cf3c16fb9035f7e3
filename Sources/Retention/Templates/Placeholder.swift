/// What a template may put into its text, written in braces: `{order_id}`.
///
/// There is none for the provider, the method or the reason of a decline: a text cannot name what is down or accuse.
enum Placeholder: String, CaseIterable, Sendable {
    case orderID = "order_id"
    case sku
    /// The order's value.
    case amount
    /// The percentage of the offer.
    case percent
    /// The most that the offer may cost.
    case limit

    /// Whether it needs an offer that says it.
    var isOfOffer: Bool { self == .percent || self == .limit }
}
