/// RETAIN asks for money of the day, or gives back what it was granted and does not need.
///
/// Customers are shared out among tasks, a budget is one: so one task keeps it, and the others ask.
public struct BudgetRequest: Hashable, Sendable {
    /// Deterministic: the same step of the answer to the same trigger asks with the same id.
    public var id: String
    /// The policy's name.
    public var policy: String
    /// The day of event time: whole days since 1970-01-01 in UTC.
    public var day: Int64
    /// What the offer costs at most, and in which currency; below zero what is given back.
    public var amount: Money
    /// What the policy allows on a day, in minor units.
    public var limitMinor: Int64
    /// The customer whose case waits.
    public var customerID: String
    /// The order of the case.
    public var orderID: String
    /// The partition of the notices' topic that hears the answer; set by the task that asks.
    public var partition: Int32 = 0
    /// How far the task that asks had read its triggers; set by it.
    public var position: Int64 = 0

    /// A request with these values.
    public init(
        id: String,
        policy: String,
        day: Int64,
        amount: Money,
        limitMinor: Int64,
        customerID: String,
        orderID: String
    ) {
        self.id = id
        self.policy = policy
        self.day = day
        self.amount = amount
        self.limitMinor = limitMinor
        self.customerID = customerID
        self.orderID = orderID
    }

    /// The same money, given back.
    public var givenBack: BudgetRequest {
        var other = self
        other.id += "-back"
        other.amount.amountMinor = -amount.amountMinor
        return other
    }
}

/// What the keeper of the money says to a ``BudgetRequest``.
public struct BudgetAnswer: Hashable, Sendable {
    /// What was asked.
    public var request: BudgetRequest
    /// Whether the money is there, and now belongs to the case.
    public var isGranted: Bool

    /// The answer to `request`.
    public init(_ request: BudgetRequest, isGranted: Bool) {
        self.request = request
        self.isGranted = isGranted
    }
}
