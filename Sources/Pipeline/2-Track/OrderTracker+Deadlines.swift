internal import Commerce
internal import Streaming

// What becomes of an order when nothing more is heard of it.
extension OrderTracker {
    /// What a deadline is for. An order is forgotten without one: it does not count any more, and is removed some time.
    enum Deadline: UInt64 {
        case confirm
        case promise
    }

    func set(_ deadline: Deadline, at time: EventTime, for key: UInt64, _ context: inout TrackContext) {
        context.timers.add(TimerQueue.Timer(deadline: time, key: key | deadline.rawValue))
    }

    /// Sets the deadline of the confirmation, if it is known and has not passed. One that was set before and is another
    /// does nothing any more.
    func setConfirmation(_ slot: Int, for event: Event, _ context: inout TrackContext) {
        guard let deadline = orders[slot].confirmBy(context.deadlines),
            !orders[slot].facts.contains(.confirmationPast)
        else { return }
        set(.confirm, at: deadline, for: Self.key(of: event), &context)
    }

    mutating func due(_ timer: TimerQueue.Timer, in context: inout TrackContext) {
        let (time, key, deadlines) = (timer.deadline, timer.key & ~1, context.deadlines)
        switch Deadline(rawValue: timer.key & 1) {
        case .confirm:
            let slot = orders.slot(of: key) {
                $0.confirmBy(deadlines) == time && !$0.facts.contains(.confirmationPast) && $0.forgetAt >= time
            }
            guard let slot else { return }
            orders[slot].facts.insert(.confirmationPast)
            orders.noteChange(of: slot)
            confirmationDue(slot, at: time, &context)
        case .promise:
            guard let slot = orders.slot(of: key, where: { $0.promisedAt == time && $0.forgetAt >= time }) else {
                return
            }
            orders[slot].facts.insert(.promisePast)
            orders.noteChange(of: slot)
            guard !orders[slot].life.isOver else { return }
            raise(.delayed, .promiseMissed, slot, at: time, &context)
        case nil: preconditionFailure("a bit is one of two deadlines")
        }
    }

    private mutating func confirmationDue(_ slot: Int, at time: EventTime, _ context: inout TrackContext) {
        let order = orders[slot]
        context.trial(.unconfirmed, at: time, order.facets)
        // What is shipped was confirmed, whoever forgot to say so.
        guard order.facts.isDisjoint(with: [.confirmed, .shipped]), !order.life.isOver else { return }
        // What follows from a payment or a reservation that failed was counted where it failed.
        if !order.isPaymentFailed, !order.facts.contains(.outOfStock) {
            let id = Array(texts.string(order.id).utf8)
            var facets = order.facets
            facets[.cause] = context.vocabulary[unconfirmed: order.facts.contains(.paid)]
            context.failure(
                .unconfirmed,
                at: time,
                facets,
                id: id.span,
                amountMinor: order.totalMinor,
                currency: order.currency
            )
        }
        // One that is paid, or owed to the customer, is the shop's to confirm: there is nothing to remind of.
        guard order.facts.isDisjoint(with: [.paid, .outOfStock]), order.totalMinor >= 0 else { return }
        raise(.unconfirmed, .noPayment, slot, at: time, &context)
    }

    // MARK: Forgetting

    /// Takes the customer off every order of theirs. Such an order is still counted, and nobody can be told of it. Looks
    /// at all orders, about a tenth of a second for a million.
    mutating func forget(customer id: String) {
        let bytes = Array(id.utf8)
        cancelling.forget(StableHash.of(bytes.span))
        for slot in orders.slots where orders.holds(slot) && texts.holds(orders[slot].customer, bytes.span) {
            texts.release(orders[slot].customer)
            orders[slot].customer = .empty
            orders[slot].facts.insert(.forgotten)
            orders.noteChange(of: slot)
        }
    }

    /// Forgets the order in `slot`.
    mutating func remove(_ slot: Int) {
        texts.release(orders[slot])
        orders.remove(at: slot)
    }

    /// The panes in which all orders are looked at once for those that are forgotten: three hours by default.
    private static let tidyPanes = 1024

    mutating func tidy(in context: inout TrackContext) {
        for _ in 0...orders.slots.count / Self.tidyPanes {
            tidied = tidied + 1 < orders.slots.count ? tidied + 1 : 0
            if orders.holds(tidied), orders[tidied].forgetAt <= context.watermark { remove(tidied) }
        }
    }
}
