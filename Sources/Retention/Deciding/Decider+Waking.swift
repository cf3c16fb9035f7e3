internal import Commerce
internal import Streaming

// What happens to cases by the passing of time, and by the answers of the keeper of the money.
extension Decider {
    /// The most steps that one waking takes: a bound that no policy reaches.
    private static let stepsMax = CustomerMemory.casesMax * (RetentionPolicy.Step.max + 2) * 4 + Comparison.max

    /// Looks at every case whose time has come by `time`, the earliest first.
    mutating func wake(at time: EventTime) {
        for _ in 0..<Self.stepsMax {
            let due = memory.cases.filter { $0.dueAt <= time }
                .min { ($0.dueAt, $0.trigger.orderID) < ($1.dueAt, $1.trigger.orderID) }
            let ended = memory.comparisons.filter { $0.horizonAt <= time }
                .min { ($0.horizonAt, $0.orderID) < ($1.horizonAt, $1.orderID) }
            if let ended, due.map({ ended.horizonAt <= $0.dueAt }) ?? true {
                endComparing(ended)
                continue
            }
            guard let due, let file = memory.takeCase(of: due.trigger.orderID) else { return }
            look(at: file)
        }
    }

    private mutating func look(at file: Case) {
        let now = max(file.dueAt, file.trigger.occurredAt)
        memory.latest = max(memory.latest, now)
        guard file.stage != .outcome, file.dueAt < file.horizonAt || file.isHeld else { return endWaiting(file) }
        var file = file
        if file.stage == .nextStep { file.step += 1 }
        guard let rule = policy.rules.first(where: { $0.name == file.rule }), file.step < rule.steps.count else {
            return drop(file, at: now, "The policy has no such step any more.")
        }
        if file.stage == .budget {
            return drop(file, at: now, "The keeper of the money did not answer in time.")
        }
        let unmet = rule.condition.unmet(by: file.trigger, in: situation(of: file.trigger))
        // A ladder goes on whether an incident began or ended meanwhile: what may not be sent during one waits by itself.
        guard let unmet, unmet != "incident" || file.actionID == nil else {
            return attempt(file, by: rule, at: now, startsAt: now)
        }
        if file.actionID == nil, let other = firstMatch(file.trigger) {
            file.rule = other.name
            file.step = 0
            return attempt(file, by: other, at: now, startsAt: now)
        }
        drop(file, at: now, "Its rule does not apply any more: \(unmet).")
    }

    /// The first rule with steps that matches `trigger` now.
    func firstMatch(_ trigger: Trigger) -> RetentionPolicy.Rule? {
        let situation = situation(of: trigger)
        let rule = policy.rules.first { $0.condition.unmet(by: trigger, in: situation) == nil }
        return rule.flatMap { $0.steps.isEmpty ? nil : $0 }
    }

    /// Does nothing more for `file`, and waits for its outcome.
    mutating func drop(_ file: Case, at now: EventTime, _ reason: String) {
        var file = file
        var decision = decision(file.trigger, .expired, "", rule: file.rule)
        decision.step = file.step
        decision.occurredAt = now
        conclude(&file, decision, .expired, reason)
        file.request = nil
        guard file.arm != nil || file.actionID != nil else { return }
        (file.stage, file.dueAt) = (.outcome, file.horizonAt)
        memory.cases.append(file)
    }

    /// Goes on with the case that asked; money that nobody waits for any more is given back.
    mutating func take(_ answer: BudgetAnswer, at time: EventTime) {
        guard let file = memory.openCase(of: answer.request.orderID), file.request?.id == answer.request.id,
            let rule = policy.rules.first(where: { $0.name == file.rule }), file.step < rule.steps.count
        else {
            if answer.isGranted { giveBack(answer.request) }
            return
        }
        _ = memory.takeCase(of: answer.request.orderID)
        let asked = file.isDecided ? time : file.trigger.occurredAt
        attempt(file, by: rule, at: max(memory.latest, time), startsAt: asked, answer: answer)
    }
}
