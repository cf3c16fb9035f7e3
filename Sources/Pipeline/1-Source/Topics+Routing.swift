internal import Commerce
internal import Streaming

extension Topics {
    /// The source topic of events of `type`.
    func topic(of type: EventType) -> String {
        switch type {
        case .orderPlaced, .orderConfirmed, .orderCancelled, .orderShipped, .orderDelivered, .orderReturned: orders
        case .paymentAuthorized, .paymentCaptured, .paymentFailed, .paymentRefunded: payments
        case .inventoryLevelChanged, .inventoryReservationFailed: inventory
        case .fulfilmentMisShipped: fulfilment
        case .feedbackReceived: feedback
        case .customerPreferencesChanged: customers
        }
    }
}

extension EventBatch {
    /// The key under which `event` lies in its source topic: order id, sku or customer id.
    func key(of event: Event, words: borrowing WordTable) -> [UInt8] {
        switch event.type {
        case .inventoryLevelChanged, .inventoryReservationFailed: Array(words.text(event.sku).utf8)
        case .feedbackReceived, .customerPreferencesChanged: Array(text[event.customerID.indices])
        default: Array(text[event.orderID.indices])
        }
    }
}
