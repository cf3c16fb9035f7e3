public import Streaming

/// The wish that a customer is forgotten: the record of `orderkeeper.control.v1`, which every task reads that knows
/// customers.
public struct Forgetting: Hashable, Sendable {
    /// The customer, by the id that the tasks know: a pseudonym where there are pseudonyms.
    public var customerID: String
    /// When it was asked for.
    public var requestedAt: EventTime

    /// The wish that `customerID` is forgotten.
    public init(customerID: String, requestedAt: EventTime) {
        self.customerID = customerID
        self.requestedAt = requestedAt
    }
}
