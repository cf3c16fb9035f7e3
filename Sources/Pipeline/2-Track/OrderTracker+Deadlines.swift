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

    mutating func due(_ timer: TimerQueue.Timer, in context: inout TrackContext) {
        let (time, key, rules) = (timer.deadline, timer.key & ~1, context.rules)
        switch Deadline(rawValue: timer.key & 1) {
        case .confirm:
            let slot = orders.slot(of: key) { $0.confirmBy(rules) == time && $0.forgetAt >= time }
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
            guard orders[slot].facts.isDisjoint(with: [.delivered, .cancelled, .returned]) else { return }
            raise(.delayed, .promiseMissed, slot, at: time, &context)
        case nil: preconditionFailure("a bit is one of two deadlines")
        }
    }

    private mutating func confirmationDue(_ slot: Int, at time: EventTime, _ context: inout TrackContext) {
        let order = orders[slot]
        context.trial(.unconfirmed, at: time, order.facets)
        guard order.facts.isDisjoint(with: [.confirmed, .cancelled]) else { return }
        let id = Array(texts.string(order.id).utf8)
        context.failure(
            .unconfirmed,
            at: time,
            order.facets,
            id: id.span,
            amountMinor: order.totalMinor,
            currency: order.currency
        )
        // One that is paid, or owed to the customer, is the shop's to confirm: there is nothing to remind of.
        guard order.facts.isDisjoint(with: [.paid, .outOfStock]), order.totalMinor >= 0 else { return }
        raise(.unconfirmed, .noPayment, slot, at: time, &context)
    }

    // MARK: Forgetting

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
