/// What the conditions of a rule are held against, beside the trigger itself.
struct Situation: Hashable {
    /// Whether an incident touches the order.
    var isIncidentFiring: Bool
    /// Whether the order can still be cancelled without more ado.
    var isInsideWindow: Bool
    /// How many of the customer's orders are remembered.
    var orders: Int
    /// How many of them the customer cancelled by choice.
    var cancelled: Int
}
