public import Streaming

/// What a customer's memory keeps of an order after its actions.
public struct OrderMark: Sendable, Hashable {
    /// ``Streaming/StableHash`` of the order id.
    public var order: UInt64
    /// The newest event time at which the order was touched.
    public var touchedAt: EventTime
    /// Whether the customer cancelled it by choice and it was not paid, confirmed or delivered since.
    public var isCancelled: Bool
    /// Whether it was drawn for the comparison: an order is compared once.
    public var isCompared: Bool
    /// The newest event time at which it was paid, confirmed or delivered.
    public var paidAt: EventTime?
    /// The newest event time at which it was delivered or returned.
    public var deliveredAt: EventTime?
    /// Whether it was cancelled because the product was not there.
    public var isCancelledForStock: Bool
    /// Since when its customer does not wait for a product any more; `nil` while nothing says so.
    public var waitOverAt: EventTime?

    /// A mark with these values.
    public init(
        order: UInt64,
        touchedAt: EventTime,
        isCancelled: Bool = false,
        isCompared: Bool = false,
        paidAt: EventTime? = nil,
        deliveredAt: EventTime? = nil,
        isCancelledForStock: Bool = false,
        waitOverAt: EventTime? = nil
    ) {
        self.order = order
        self.touchedAt = touchedAt
        self.isCancelled = isCancelled
        self.isCompared = isCompared
        self.paidAt = paidAt
        self.deliveredAt = deliveredAt
        self.isCancelledForStock = isCancelledForStock
        self.waitOverAt = waitOverAt
    }
}
