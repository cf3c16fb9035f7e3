internal import Commerce
internal import Streaming

// Whose customers still wait for a product that was not there.
extension CustomerMemory {
    /// Notes what `trigger` says of waiting.
    ///
    ///     stock is missing, or the order was cancelled because of it ──► waits, whatever is paid or paid back for it
    ///     confirmed, delivered, returned; cancelled for another reason; paid back without having been cancelled for
    ///     missing stock; placed again                                ──► waits no more
    mutating func noteWait(_ trigger: Trigger) {
        switch (trigger.kind, trigger.cause) {
        case (.unconfirmed, .stock), (.cancelled, .outOfStock): wait(for: trigger)
        case (.cancelled, _), (.settled, .confirmed), (.settled, .delivered), (.settled, .returned):
            endWait(of: trigger)
        case (.settled, .refunded):
            // The money of an order that the shop could not fill goes back: the wish stays.
            if known(trigger.orderID)?.isCancelledForStock != true { endWait(of: trigger) }
        default: break
        }
    }

    /// The order was placed again at `time`: the new one waits for itself.
    mutating func endWait(of orderID: String, at time: EventTime) {
        let order = Self.hash(orderID)
        guard let index = orders.firstIndex(where: { $0.order == order }) else { return }
        orders[index].waitOverAt = max(orders[index].waitOverAt ?? .distantPast, time)
    }

    private mutating func wait(for trigger: Trigger) {
        mark(trigger) { mark in
            if trigger.cause == .outOfStock { mark.isCancelledForStock = true }
            if let end = mark.waitOverAt, end <= trigger.occurredAt { mark.waitOverAt = nil }
        }
    }

    private mutating func endWait(of trigger: Trigger) {
        mark(trigger) { $0.waitOverAt = max($0.waitOverAt ?? .distantPast, trigger.occurredAt) }
    }
}
