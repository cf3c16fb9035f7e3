/// The source events of the contract, by their `type`.
public enum EventType: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case orderPlaced
    case orderConfirmed
    case orderCancelled
    case orderShipped
    case orderDelivered
    case orderReturned
    case paymentAuthorized
    case paymentCaptured
    case paymentFailed
    case paymentRefunded
    case inventoryLevelChanged
    case inventoryReservationFailed
    case fulfilmentMisShipped
    case feedbackReceived
    case customerPreferencesChanged

    /// The type's name in the contract, for example `order.placed`.
    public var name: String {
        switch self {
        case .orderPlaced: "order.placed"
        case .orderConfirmed: "order.confirmed"
        case .orderCancelled: "order.cancelled"
        case .orderShipped: "order.shipped"
        case .orderDelivered: "order.delivered"
        case .orderReturned: "order.returned"
        case .paymentAuthorized: "payment.authorized"
        case .paymentCaptured: "payment.captured"
        case .paymentFailed: "payment.failed"
        case .paymentRefunded: "payment.refunded"
        case .inventoryLevelChanged: "inventory.level_changed"
        case .inventoryReservationFailed: "inventory.reservation_failed"
        case .fulfilmentMisShipped: "fulfilment.mis_shipped"
        case .feedbackReceived: "feedback.received"
        case .customerPreferencesChanged: "customer.preferences_changed"
        }
    }

    /// The type named `name` in the contract.
    public init?(name: String) {
        guard let type = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = type
    }
}
