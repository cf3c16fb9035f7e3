/// By what the records of a source topic are keyed.
public enum SourceKey: String, CaseIterable, Sendable {
    /// By order id, with the partitioner that is configured: the events of an order lie in one partition number.
    case orderID = "order-id"
    /// By something else, a payment id for example, or not at all.
    case other
}
