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

    /// What it says, for the reference.
    var explanation: String {
        switch self {
        case .orderID: "The order."
        case .sku: "The product, or `unknown.sku`."
        case .amount: "The order's value, or `unknown.amount`."
        case .percent: "The percentage of the offer, which must have one."
        case .limit: "The most that the offer may cost; it must have a limit."
        case .until: "Until when the action holds, by the customer's clock."
        case .method: "The first other way to pay that works, by its name in `methods`, or `unknown.method`."
        case .fee: "The amount of the fee; the action must have one."
        case .feeReason: "Why there is a fee, as the policy says it, in no language but its own."
        }
    }
}
