internal import Commerce
internal import Streaming

// How cases end: by what becomes of their orders.
extension Decider {
    /// The order of `trigger` was paid, confirmed, delivered, returned or refunded.
    mutating func settle(_ trigger: Trigger) {
        memory.settle(trigger)
        settleComparison(trigger)
        let known = memory.openCase(of: trigger.orderID)
        if let known, trigger.occurredAt < known.trigger.occurredAt, !known.trigger.kind.endsByOldNews {
            let reason = "The order was \(trigger.cause.rawValue) before: that is no answer to \(known.rule)."
            return publish(decision(trigger, .closed, reason))
        }
        guard var file = memory.takeCase(of: trigger.orderID) else {
            return publish(
                decision(trigger, .closed, "The order is \(trigger.cause.rawValue); nothing was open for it.")
            )
        }
        sayAtLast(&file)
        if let outcome = file.trigger.kind.outcome(when: trigger.cause) {
            tell(outcome, of: file, at: trigger.occurredAt, "The order is \(trigger.cause.rawValue).")
        } else {
            // News that does not decide how it ends. Nothing more is sent, and its end is still waited for.
            (file.stage, file.dueAt, file.openUntil) = (.outcome, file.horizonAt, .distantPast)
            file.request = nil
            memory.cases.append(file)
        }
        let reason = "The order is \(trigger.cause.rawValue): the action of \(file.rule) is closed."
        publish(decision(trigger, .closed, reason, actionID: file.actionID))
    }

    /// The customer placed an order: the newest one that was lost is placed again.
    mutating func placed(_ trigger: Trigger) {
        memory.place(trigger)
        if let orderID = placedComparison(trigger) {
            return memory.takeCase(of: orderID).map { save($0, by: trigger) } ?? ()
        }
        let lost = memory.cases.indices.filter { index in
            let file = memory.cases[index]
            return file.trigger.kind.isMadeGoodByAnOrder && file.trigger.orderID != trigger.orderID
                && file.trigger.occurredAt < trigger.occurredAt
                && memory.comparison(of: file.trigger.orderID) == nil && isWished(trigger, by: file)
        }
        let newest = lost.max { one, other in
            let (one, other) = (memory.cases[one].trigger, memory.cases[other].trigger)
            return (one.occurredAt, one.id) < (other.occurredAt, other.id)
        }
        guard let newest else { return }
        save(memory.cases.remove(at: newest), by: trigger)
    }

    /// Whether the order of `trigger` may be that of `file`, placed again. Who was not satisfied and comes back is kept,
    /// whatever they order.
    private func isWished(_ trigger: Trigger, by file: Case) -> Bool {
        guard file.trigger.kind != .feedback, let rule = policy.rules.first(where: { $0.name == file.rule }) else {
            return true
        }
        return rule.wish(of: file.trigger).isFulfilled(by: trigger)
    }

    /// The order of `file` was placed again, as the order of `trigger`.
    private mutating func save(_ file: Case, by trigger: Trigger) {
        var file = file
        sayAtLast(&file)
        memory.endWait(of: file.trigger.orderID, at: trigger.occurredAt)
        tell(.saved, of: file, at: trigger.occurredAt, "The customer placed order \(trigger.orderID).")
    }

    /// Another danger takes the place of `file`. Of an order that is compared this is no end: what becomes of it is told as
    /// the outcome of the danger as which it was drawn.
    mutating func replace(_ file: Case, with trigger: Trigger) {
        _ = memory.takeCase(of: trigger.orderID)
        var file = file
        sayAtLast(&file)
        let reason =
            trigger.kind == .replied
            ? "The customer said why: \(trigger.cause.rawValue)."
            : "Another danger of the order took its place: \(trigger.kind.rawValue)."
        guard !file.isCompared else {
            var decision = decision(file.trigger, .superseded, "", rule: file.rule, actionID: file.actionID)
            decision.step = file.step
            decision.occurredAt = max(trigger.occurredAt, file.trigger.occurredAt)
            return conclude(&file, decision, .superseded, reason)
        }
        guard trigger.kind == .cancelled, file.trigger.kind.isLostByCancelling else {
            return tell(.superseded, of: file, at: trigger.occurredAt, reason)
        }
        tell(.lost, of: file, at: trigger.occurredAt, "The order was cancelled.")
    }

    /// `file` was waited for long enough.
    mutating func endWaiting(_ file: Case) {
        let days = policy.horizon.rawValue / Milliseconds.days(1).rawValue
        guard file.trigger.kind.isKeptBySilence else {
            let reason = "Nothing was heard until the horizon of the policy (\(days) days)."
            return tell(.unknown, of: file, at: file.horizonAt, reason)
        }
        tell(.saved, of: file, at: file.horizonAt, "The customer kept the order.")
    }
}

extension Trigger.Kind {
    /// How a danger of this kind ends when `news` comes of its order; `nil` when the end is still open.
    func outcome(when news: Cause) -> Decision.Outcome? {
        if news == .returned || news == .refunded { return .lost }
        return switch self {
        case .paymentFailed, .unconfirmed, .cancelled, .backInStock: .saved
        case .wrongShipment, .delayed: news == .delivered ? .saved : nil
        case .feedback, .settled, .placed, .replied: nil
        }
    }

    /// Whether news that is older than the danger, and only heard of now, shows that there was none. A payment that was made
    /// before an order was cancelled saves nothing.
    var endsByOldNews: Bool {
        switch self {
        case .paymentFailed, .unconfirmed, .delayed, .backInStock: true
        case .cancelled, .wrongShipment, .feedback, .settled, .placed, .replied: false
        }
    }

    /// Whether the customer makes up for it by placing another order.
    var isMadeGoodByAnOrder: Bool {
        switch self {
        case .paymentFailed, .unconfirmed, .cancelled, .feedback, .backInStock: true
        case .wrongShipment, .delayed, .settled, .placed, .replied: false
        }
    }

    /// Whether it has failed when the order is cancelled.
    var isLostByCancelling: Bool {
        switch self {
        case .paymentFailed, .unconfirmed, .delayed, .wrongShipment, .feedback, .backInStock: true
        case .cancelled, .settled, .placed, .replied: false
        }
    }

    /// Whether no news is good news: the order was neither returned nor refunded.
    var isKeptBySilence: Bool { self == .wrongShipment || self == .delayed }
}
