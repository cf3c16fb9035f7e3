internal import Commerce
internal import Streaming

// The records of what was decided.
extension Decider {
    mutating func publish(_ decision: Decision) { verdict.decisions.append(decision) }

    /// Completes `decision` and publishes it.
    mutating func conclude(_ file: inout Case, _ decision: Decision, _ outcome: Decision.Outcome, _ reason: String) {
        var decision = decision
        decision.outcome = outcome
        decision.reason = reason
        // What is decided about a trigger first is known by the trigger alone.
        if file.isDecided {
            let time = "\(decision.occurredAt.milliseconds)"
            decision.id = StableID.make("dec", file.trigger.id, "\(file.step)", outcome.rawValue, time)
        }
        file.isDecided = true
        publish(decision)
    }

    /// The decision about a step of `file`, to be completed.
    func decision(of file: Case, by rule: RetentionPolicy.Rule, at time: EventTime) -> Decision {
        var decision = decision(file.trigger, .acted, "", rule: rule.name)
        decision.step = file.step
        decision.occurredAt = max(time, file.trigger.occurredAt)
        if !file.isDecided { decision.considered = considered(before: rule, file.trigger) }
        return decision
    }

    /// A decision about `trigger` itself.
    func decision(
        _ trigger: Trigger,
        _ outcome: Decision.Outcome,
        _ reason: String,
        rule: String? = nil,
        actionID: String? = nil
    ) -> Decision {
        var decision = Decision(
            id: StableID.make("dec", trigger.id),
            triggerID: trigger.id,
            orderID: trigger.orderID,
            customerID: trigger.customerID,
            trigger: trigger.kind,
            cause: trigger.cause,
            occurredAt: trigger.occurredAt,
            outcome: outcome,
            reason: reason,
            policy: policy.identity,
            rule: rule,
            actionID: actionID
        )
        decision.tier = trigger.order.tier
        decision.worth = trigger.worth
        if let known = memory.comparison(of: trigger.orderID), known.triggerID == trigger.id {
            decision.rule = rule ?? known.rule
            decision.arm = known.arm
            decision.channel = known.channel
        }
        return decision
    }

    /// Tells what became of `file`: the last that is said of its trigger. Of a danger that is compared that is told as the
    /// fate of its order; only what was offered since then is told here.
    mutating func tell(_ outcome: Decision.Outcome, of file: Case, at time: EventTime, _ reason: String) {
        let isOfferedLater = file.costMinor > 0 && memory.comparison(of: file.trigger.orderID) == nil
        guard !file.isCompared || isOfferedLater else { return }
        var decision = decision(file.trigger, outcome, reason, rule: file.rule, actionID: file.actionID)
        decision.id = StableID.make("out", file.trigger.id)
        decision.occurredAt = max(time, file.trigger.occurredAt)
        decision.step = file.step
        decision.channel = file.channel
        if file.costMinor > 0 {
            decision.cost = Money(currency: file.trigger.order.currency, amountMinor: file.costMinor)
        }
        publish(decision)
    }
}
