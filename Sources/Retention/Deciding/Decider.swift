internal import Commerce
internal import Streaming

/// Decides about one customer: what is remembered, and what comes of it.
struct Decider {
    let policy: RetentionPolicy
    let incidents: Incidents
    var memory: CustomerMemory
    var verdict = Verdict()

    init(policy: RetentionPolicy, incidents: Incidents, memory: CustomerMemory) {
        self.policy = policy
        self.incidents = incidents
        self.memory = memory
    }

    // MARK: Hearing

    /// Decides `trigger`.
    mutating func take(_ trigger: Trigger) {
        guard !trigger.customerID.isEmpty else {
            guard trigger.kind.isDanger || trigger.kind == .settled else { return }
            return publish(decision(trigger, .noRule, "It has no customer id, so nobody can be reached."))
        }
        let now = memory.observe(trigger)
        switch trigger.kind {
        case .settled: return settle(trigger)
        case .placed: return placed(trigger)
        case .replied: return replied(trigger, at: now)
        default: break
        }
        if memory.isOver(trigger) {
            let reason =
                trigger.kind == .backInStock
                ? "The customer does not wait any more: the order was kept, given up or placed again."
                : "The danger was over before it was heard of: the order was paid, confirmed or delivered since."
            return publish(decision(trigger, .expired, reason))
        }
        draw(trigger)
        if let open = memory.openCase(of: trigger.orderID) {
            let isGraver = Gravity(trigger.kind, trigger.cause) > Gravity(open.trigger.kind, open.trigger.cause)
            guard isGraver || !open.isOpen(at: now) else {
                let reason = "The order has the open action of \(open.rule) already."
                return publish(decision(trigger, .alreadyOpen, reason, actionID: open.actionID))
            }
            replace(open, with: trigger)
        }
        answer(trigger, at: now)
    }

    /// The customer said why: what is open for their cancellation makes way for the answer to that reason, by the rules
    /// as they were when they cancelled. Whoever has nothing open, or says what was known, is not answered twice.
    private mutating func replied(_ reply: Trigger, at now: EventTime) {
        guard let open = memory.openCase(of: reply.orderID), open.trigger.kind == .cancelled,
            reply.cause != open.trigger.cause
        else { return }
        var trigger = open.trigger
        trigger.order.cancelledAt = trigger.order.cancelledAt ?? trigger.occurredAt
        trigger.id = reply.id
        trigger.cause = reply.cause
        trigger.occurredAt = max(reply.occurredAt, trigger.occurredAt)
        draw(trigger)
        replace(open, with: reply)
        answer(trigger, at: now)
    }

    /// Answers `trigger` by the first rule that matches.
    mutating func answer(_ trigger: Trigger, at now: EventTime) {
        let situation = situation(of: trigger)
        let rule = policy.rules.first { $0.condition.unmet(by: trigger, in: situation) == nil }
        guard let rule else {
            var decision = decision(trigger, .noRule, "No rule of the policy matches.")
            decision.considered = considered(before: nil, trigger)
            return publish(decision)
        }
        if case .letGo(let reason) = rule.response {
            var decision = decision(trigger, .letGo, "Let go by \(rule.name): \(reason)", rule: rule.name)
            decision.considered = considered(before: rule, trigger)
            return publish(decision)
        }
        var file = Case(trigger, rule: rule.name, horizonAt: trigger.occurredAt.advanced(by: policy.horizon))
        file.isCompared = rule.isMeasured && memory.comparison(of: trigger.orderID) != nil
        attempt(file, by: rule, at: now, startsAt: trigger.occurredAt)
    }

    /// The rules for the danger of `trigger` before `rule`, and what of each is not met.
    func considered(before rule: RetentionPolicy.Rule?, _ trigger: Trigger) -> [Consideration] {
        let situation = situation(of: trigger)
        return policy.rules.prefix { $0.name != rule?.name }.compactMap { other in
            guard other.condition.trigger == trigger.kind else { return nil }
            return other.condition.unmet(by: trigger, in: situation)
                .map { Consideration(rule: other.name, unmet: $0) }
        }
    }

    /// What the conditions of rules are held against.
    func situation(of trigger: Trigger) -> Situation {
        let order = trigger.order
        return Situation(
            isIncidentFiring: trigger.kind.isAboutPayment && !incidents.firing(for: trigger).isEmpty,
            isInsideWindow: policy.cancellation.includes(
                order.cancelledAt ?? trigger.occurredAt,
                placedAt: order.placedAt,
                category: order.category
            ),
            orders: memory.orders.count,
            cancelled: memory.orders.count(where: \.isCancelled)
        )
    }
}
