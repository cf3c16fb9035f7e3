public import Commerce
public import Streaming

/// One record of a source topic, as the shop sends it.
public struct ShopEvent: Hashable, Sendable {
    /// What happened.
    public var type: EventType
    /// The record's key: the order id, the sku or the customer id, as its topic wants it.
    public var key: [UInt8]
    /// When it happened.
    public var occurredAt: EventTime
    /// When the broker has it: the same instant or a later one.
    public var arrivesAt: EventTime
    /// The event in JSON.
    public var value: [UInt8]

    /// The topic it belongs to.
    public var topic: SourceTopic { SourceTopic(of: type) }

    /// A record.
    public init(type: EventType, key: [UInt8], occurredAt: EventTime, arrivesAt: EventTime, value: [UInt8]) {
        self.type = type
        self.key = key
        self.occurredAt = occurredAt
        self.arrivesAt = arrivesAt
        self.value = value
    }
}
