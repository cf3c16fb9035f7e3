public import Commerce

/// A topic of source events. What belongs together shares a key, so that it shares a partition.
public enum SourceTopic: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// Keyed by order id.
    case orders
    /// Keyed by order id.
    case payments
    /// Keyed by sku.
    case inventory
    /// Keyed by order id.
    case fulfilment
    /// Keyed by customer id.
    case feedback
    /// Keyed by customer id.
    case customers

    /// The default name, for example `commerce.orders.v1`.
    public var defaultName: String {
        switch self {
        case .orders: "commerce.orders.v1"
        case .payments: "commerce.payments.v1"
        case .inventory: "commerce.inventory.v1"
        case .fulfilment: "commerce.fulfilment.v1"
        case .feedback: "commerce.feedback.v1"
        case .customers: "commerce.customers.v1"
        }
    }

    /// The topic that carries events of `type`: the one its name begins with.
    public init(of type: EventType) {
        switch type {
        case .orderPlaced, .orderConfirmed, .orderCancelled, .orderShipped, .orderDelivered, .orderReturned:
            self = .orders
        case .paymentAuthorized, .paymentCaptured, .paymentFailed, .paymentRefunded: self = .payments
        case .inventoryLevelChanged, .inventoryReservationFailed: self = .inventory
        case .fulfilmentMisShipped: self = .fulfilment
        case .feedbackReceived: self = .feedback
        case .customerPreferencesChanged: self = .customers
        }
    }
}
