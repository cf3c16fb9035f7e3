internal import Commerce
internal import Streaming

// Who is compared with whom. Nothing here asks what was done for an order, so both arms are treated alike.
extension Decider {
    /// Draws the order of `trigger`, if a measured rule answers it and the order was not drawn before: whatever is open for
    /// it, and whatever the guard rails say then.
    mutating func draw(_ trigger: Trigger) {
        guard policy.isEnabled, !memory.wasCompared(trigger.orderID), let rule = firstMatch(trigger), rule.isMeasured
        else { return }
        if memory.comparisons.count >= Comparison.max {
            let oldest = memory.comparisons[0]
            end(oldest)
            tell(.unknown, of: oldest, at: memory.latest, "The customer has too many orders to wait for this one.")
        }
        memory.compare(
            Comparison(
                trigger,
                policy: policy.identity,
                rule: rule.name,
                wish: rule.wish(of: trigger),
                channel: policy.channel(of: rule.steps[0].plan, for: memory),
                arm: policy.arm(of: trigger.customerID),
                horizonAt: trigger.occurredAt.advanced(by: policy.horizon)
            ),
            trigger
        )
    }

    /// The order of `trigger` was paid, confirmed, delivered, returned or refunded.
    mutating func settleComparison(_ trigger: Trigger) {
        guard let known = memory.comparison(of: trigger.orderID),
            trigger.occurredAt >= known.endangeredAt || known.danger.endsByOldNews,
            let outcome = known.danger.outcome(when: trigger.cause)
        else { return }
        end(known)
        tell(outcome, of: known, at: trigger.occurredAt, "The order is \(trigger.cause.rawValue).")
    }

    /// The customer placed an order: the newest one that was lost is placed again. Returns which, where it was compared.
    mutating func placedComparison(_ trigger: Trigger) -> String? {
        let lost = memory.comparisons.filter { known in
            known.danger.isMadeGoodByAnOrder && known.orderID != trigger.orderID
                && known.occurredAt < trigger.occurredAt && trigger.occurredAt <= known.horizonAt
                && known.wish.isFulfilled(by: trigger)
        }
        let newest = lost.max { ($0.occurredAt, $0.triggerID) < ($1.occurredAt, $1.triggerID) }
        guard let newest else { return nil }
        end(newest)
        memory.endWait(of: newest.orderID, at: trigger.occurredAt)
        tell(.saved, of: newest, at: trigger.occurredAt, "The customer placed order \(trigger.orderID).")
        return newest.orderID
    }

    /// `known` was waited for long enough. What is still open for its danger is closed; what is open for a later one goes on.
    mutating func endComparing(_ known: Comparison) {
        end(known)
        memory.cases.removeAll { $0.trigger.id == known.triggerID && $0.isCompared }
        let days = policy.horizon.rawValue / Milliseconds.days(1).rawValue
        if known.cancelledAt != nil {
            return tell(.lost, of: known, at: known.horizonAt, "The order was cancelled and not placed again.")
        }
        guard known.kind.isKeptBySilence else {
            let reason = "Nothing was heard until the horizon of the policy (\(days) days)."
            return tell(.unknown, of: known, at: known.horizonAt, reason)
        }
        tell(.saved, of: known, at: known.horizonAt, "The customer kept the order.")
    }

    /// Compares `known` no more. Whoever was drawn has a decision that says so, before the one that says how it ended.
    private mutating func end(_ known: Comparison) {
        if let index = memory.cases.firstIndex(where: { $0.trigger.orderID == known.orderID && $0.isCompared }) {
            var file = memory.cases[index]
            sayAtLast(&file)
            // What was offered until now is told with the fate of the order.
            file.costMinor = 0
            memory.cases[index] = file
        }
        memory.endComparison(of: known.orderID)
    }

    /// Says of `file` that it was over before the keeper of the money answered, if nothing was said of it yet.
    mutating func sayAtLast(_ file: inout Case) {
        guard !file.isDecided else { return }
        var decision = decision(file.trigger, .expired, "", rule: file.rule)
        decision.step = file.step
        conclude(&file, decision, .expired, "The danger was over before the keeper of the money answered.")
    }

    private mutating func tell(_ outcome: Decision.Outcome, of known: Comparison, at time: EventTime, _ reason: String)
    {
        var decision = Decision(
            id: StableID.make("out", known.triggerID),
            triggerID: known.triggerID,
            orderID: known.orderID,
            customerID: known.customerID,
            trigger: known.kind,
            cause: known.cause,
            occurredAt: max(time, known.occurredAt),
            outcome: outcome,
            reason: reason,
            policy: known.policy,
            rule: known.rule,
            actionID: known.actionID
        )
        decision.step = known.step
        decision.arm = known.arm
        decision.tier = known.tier
        decision.channel = known.channel
        decision.worth = known.worth
        if known.costMinor > 0, let currency = known.worth?.currency {
            decision.cost = Money(currency: currency, amountMinor: known.costMinor)
        }
        publish(decision)
    }
}

extension RetentionPolicy {
    /// The arm of a customer: drawn by the policy's name, so that a new version draws the same.
    func arm(of customerID: String) -> Arm {
        Spread.isHeldOut(customerID, of: name, percent: holdOutPercent) ? .heldOut : .treated
    }

    /// How a step of `plan` reaches the customer; `nil` where no channel that the policy has is welcome.
    func channel(of plan: Plan, for memory: CustomerMemory) -> String? {
        if plan.toAgent { return Plan.agentChannel }
        guard let wanted = memory.preferences?.channels, !wanted.isEmpty else { return defaults.channels.first }
        return wanted.first(where: defaults.channels.contains)
    }
}
