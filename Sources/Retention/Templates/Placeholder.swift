/// What a template may put into its text, written in braces: `{order_id}`.
///
/// There is none for the provider, the method or the reason of a decline: a text cannot name what is down or accuse.
/// `{method}` is another one, which works.
enum Placeholder: String, CaseIterable, Sendable {
    case orderID = "order_id"
    case sku
    /// The order's value.
    case amount
    /// The percentage of the offer.
    case percent
    /// The most that the offer may cost.
    case limit
    /// The moment until which the action holds, by the customer's clock.
    case until
    /// The first other way to pay that works.
    case method
    /// The amount of the fee.
    case fee
    /// Why there is a fee, in the words of the policy.
    case feeReason = "fee_reason"
}
