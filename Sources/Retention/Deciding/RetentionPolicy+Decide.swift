public import Commerce
internal import Streaming

extension RetentionPolicy {
    /// Decides what is done about `trigger`: one right action, or none for a reason that is said.
    ///
    /// In this order: a trigger without a customer is not answered; `settled` closes what is open for the order; a
    /// danger that was over before we heard of it is `expired`; where an action is open for the order, a graver danger
    /// supersedes it (fraud, then wrong shipment, then cancelled, then the others) and any other is `already_open`; the
    /// first rule that matches says what to do; the deadline, the caps, the customer's channels and consent allow it or
    /// not.
    ///
    /// Consent is for offers of value (``OfferKind/isOfValue``). A customer who refused it still gets what concerns the
    /// order that they placed: a payment that failed, an apology, a delay. The rule's `without_offer` is sent then.
    ///
    /// Pure: the same arguments give the same verdict, ids included. Days are those of event time in UTC.
    ///
    /// - Parameters:
    ///   - trigger: The danger. All times come from it and from `memory`.
    ///   - memory: What is remembered of the customer of `trigger`; changed by the decision. Nothing is changed when
    ///     the trigger names no customer.
    ///   - incidents: The incidents as of now.
    public func decide(_ trigger: Trigger, memory: inout CustomerMemory, incidents: Incidents) -> Verdict {
        guard !trigger.customerID.isEmpty else {
            return Verdict(decision: decision(trigger, .noRule, "It has no customer id, so nobody can be reached."))
        }
        let now = memory.observe(trigger)
        if trigger.kind == .settled { return settle(trigger, &memory) }
        if memory.isOver(trigger) {
            let reason = "The danger was over before it was heard of: the order was paid, confirmed or delivered since."
            return Verdict(decision: decision(trigger, .expired, reason))
        }
        var superseded: [Decision] = []
        if let open = memory.openAction(of: trigger.orderID) {
            guard Gravity(trigger.kind, trigger.cause) > Gravity(open.trigger, open.cause) else {
                let reason = "The order has the open action of \(open.rule) already."
                return Verdict(decision: decision(trigger, .alreadyOpen, reason, actionID: open.actionID))
            }
            memory.close(trigger.orderID)
            superseded = [self.superseded(open, by: trigger)]
        }
        var verdict = answer(trigger, at: now, &memory, incidents)
        verdict.alsoDecided = superseded
        return verdict
    }

    private func answer(
        _ trigger: Trigger,
        at now: EventTime,
        _ memory: inout CustomerMemory,
        _ incidents: Incidents
    ) -> Verdict {
        let firing = trigger.kind.isAboutPayment ? incidents.firing(for: trigger) : []
        let situation = Situation(
            isIncidentFiring: !firing.isEmpty,
            isInsideWindow: cancellation.includes(
                trigger.occurredAt,
                placedAt: trigger.order.placedAt,
                category: trigger.order.category
            ),
            orders: memory.orders.count,
            cancelled: memory.orders.count(where: \.isCancelled)
        )
        guard let rule = rules.first(where: { $0.condition.unmet(by: trigger, in: situation) == nil }) else {
            return Verdict(decision: decision(trigger, .noRule, "No rule of the policy matches."))
        }
        switch rule.response {
        case .letGo(let reason):
            return Verdict(decision: decision(trigger, .letGo, "Let go by \(rule.name): \(reason)", rule: rule))
        case .act(let steps):
            switch permit(steps[0].plan, trigger, at: now, memory) {
            case .refused(let outcome, let reason):
                return Verdict(decision: decision(trigger, outcome, reason, rule: rule))
            case .granted(let grant):
                let action = action(trigger, rule, grant, memory)
                memory.remember(action)
                let reason = Self.reason(rule, grant, firing)
                return Verdict(
                    decision: decision(trigger, .acted, reason, rule: rule, actionID: action.id),
                    action: action
                )
            }
        }
    }

    private func settle(_ trigger: Trigger, _ memory: inout CustomerMemory) -> Verdict {
        guard let open = memory.settle(trigger) else {
            let reason = "The order is \(trigger.cause.rawValue); nothing was open for it."
            return Verdict(decision: decision(trigger, .closed, reason))
        }
        let reason = "The order is \(trigger.cause.rawValue): the action of \(open.rule) is closed."
        return Verdict(decision: decision(trigger, .closed, reason, actionID: open.actionID))
    }

    private static func reason(_ rule: Rule, _ grant: Grant, _ firing: [Incident]) -> String {
        var reason = "Rule \(rule.name) answers with \(grant.message.kind.rawValue)"
        if rule.condition.incidentFiring == true, let incident = firing.first {
            reason += " while incident \(incident.id) is firing"
        }
        if let withheld = grant.withheld { reason += ", without its offer: \(withheld)" }
        return reason + "."
    }

    private func decision(
        _ trigger: Trigger,
        _ outcome: Decision.Outcome,
        _ reason: String,
        rule: Rule? = nil,
        actionID: String? = nil
    ) -> Decision {
        Decision(
            id: StableID.make("dec", trigger.id),
            triggerID: trigger.id,
            orderID: trigger.orderID,
            customerID: trigger.customerID,
            trigger: trigger.kind,
            cause: trigger.cause,
            occurredAt: trigger.occurredAt,
            outcome: outcome,
            reason: reason,
            policy: identity,
            rule: rule?.name,
            actionID: actionID
        )
    }

    private func superseded(_ open: OpenAction, by trigger: Trigger) -> Decision {
        Decision(
            id: StableID.make("dec", open.triggerID, "superseded", trigger.id),
            triggerID: open.triggerID,
            orderID: open.orderID,
            customerID: trigger.customerID,
            trigger: open.trigger,
            cause: open.cause,
            occurredAt: trigger.occurredAt,
            outcome: .superseded,
            reason: "A graver danger of the order took its place: \(trigger.kind.rawValue).",
            policy: identity,
            rule: open.rule,
            actionID: open.actionID
        )
    }
}
