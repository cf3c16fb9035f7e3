internal import Commerce
internal import Streaming

extension Decider {
    /// Carries out the step of `file`, which is not among the memory's cases while this lasts, as far as the guard rails
    /// allow it, and puts it back when there is something left to wait for.
    ///
    /// - Parameter startsAt: when the step was due.
    mutating func attempt(
        _ file: Case,
        by rule: RetentionPolicy.Rule,
        at now: EventTime,
        startsAt: EventTime,
        answer: BudgetAnswer? = nil
    ) {
        var file = file
        file.request = nil
        let isNew = file.arm == nil
        if rule.isMeasured, isNew {
            file.arm = memory.comparison(of: file.trigger.orderID)?.arm ?? policy.arm(of: file.trigger.customerID)
        }
        var attempt = Attempt(
            rule,
            of: policy,
            for: file,
            memory: memory,
            incidents: incidents,
            at: now,
            startsAt: startsAt,
            answer: answer
        )
        let permission = attempt.run()
        var decision = decision(of: file, by: rule, at: startsAt)
        decision.guardRails = attempt.answers
        if let answer, answer.isGranted, !permission.usesMoney { giveBack(answer.request) }
        switch permission {
        case .granted(let grant):
            act(&file, by: rule, with: grant, at: now, decision)
        case .heldOut:
            conclude(&file, decision, .heldOut, "The customer is in the hold-out arm of the policy.")
            waitForOwed(file, by: rule, after: now)
        case .held(let stage, var end, let reason):
            if stage == .incident {
                // A hold that goes on ends when it was to end.
                if file.stage == .incident { end = file.holdEndsAt }
                guard end > now else { return drop(file, at: now, "The incident lasts longer than the action.") }
                file.holdEndsAt = end
            }
            decision.heldUntil = end
            conclude(&file, decision, .held, reason)
            file.horizonAt = max(file.horizonAt, end)
            wait(file, for: stage, until: end)
        case .asks(let request):
            file.request = request
            verdict.requests.append(request)
            wait(file, for: .budget, until: now.advanced(by: rule.steps[file.step].plan.expires))
        case .refused(let outcome, let reason):
            conclude(&file, decision, outcome, reason)
            // A ladder goes on when an offer or an hour was refused, not when nothing may be done for the customer at all.
            let isRefusedAtAll = attempt.isRefusedAtAll && isNew
            guard file.actionID != nil || rule.isMeasured && !isRefusedAtAll else { return }
            goOn(file, by: rule, after: now)
        }
    }

    private mutating func act(
        _ file: inout Case,
        by rule: RetentionPolicy.Rule,
        with grant: Grant,
        at now: EventTime,
        _ draft: Decision
    ) {
        let action = policy.action(file, rule, grant, at: draft.occurredAt, memory)
        file.actionID = action.id
        file.channel = grant.channel
        file.openUntil = grant.expiresAt
        var decision = draft
        decision.actionID = action.id
        decision.channel = grant.channel
        if let offer = grant.offer, OfferKind(rawValue: offer.kind)?.isOfValue == true {
            if let limit = offer.costLimitMinor, let currency = offer.currency {
                decision.cost = Money(currency: currency, amountMinor: limit)
                file.costMinor = file.costMinor.addingReportingOverflow(limit).partialValue
            }
            if offer.kind == OfferKind.voucher.rawValue {
                memory.voucherAt = max(memory.voucherAt ?? .distantPast, action.occurredAt)
            }
        }
        memory.countAction(at: action.occurredAt, in: policy.zone(of: file.trigger, memory))
        memory.noteAction(of: file, costing: decision.cost?.amountMinor ?? 0)
        if !policy.isDryRun { verdict.actions.append(action) }
        conclude(&file, decision, policy.isDryRun ? .dryRun : .acted, reason(rule, grant, file.trigger))
        goOn(file, by: rule, after: now)
    }

    private func reason(_ rule: RetentionPolicy.Rule, _ grant: Grant, _ trigger: Trigger) -> String {
        var reason = "Rule \(rule.name) answers with \(grant.message.kind.rawValue)"
        if rule.condition.incidentFiring == true, let incident = incidents.firing(for: trigger).first {
            reason += " while incident \(incident.id) is firing"
        }
        if let withheld = grant.withheld { reason += ", without its offer: \(withheld)" }
        return reason + "."
    }

    // MARK: Waiting

    /// Waits for the next step of the ladder after the one that ended at `now`, or for the outcome.
    mutating func goOn(_ file: Case, by rule: RetentionPolicy.Rule, after now: EventTime) {
        var file = file
        guard file.step + 1 < rule.steps.count else {
            file.horizonAt = max(file.horizonAt, file.openUntil)
            return wait(file, for: .outcome, until: file.horizonAt)
        }
        let next = rule.steps[file.step + 1]
        let due = now.advanced(by: next.after)
        file.horizonAt = max(file.horizonAt, due.advanced(by: next.plan.expires))
        wait(file, for: .nextStep, until: due)
    }

    /// Waits for the next step that held-out customers get too, if there is one. Without it nothing is open for the order:
    /// its fate is waited for whether there is a case or not.
    private mutating func waitForOwed(_ file: Case, by rule: RetentionPolicy.Rule, after now: EventTime) {
        let further = rule.steps.indices.dropFirst(file.step + 1)
        guard let owed = further.first(where: { !rule.steps[$0].isMeasured }) else { return }
        var file = file
        let after = rule.steps[file.step + 1...owed].reduce(0) { $0 + $1.after.rawValue }
        let due = now.advanced(by: Milliseconds(after))
        file.step = owed - 1
        file.horizonAt = max(file.horizonAt, due.advanced(by: rule.steps[owed].plan.expires))
        wait(file, for: .nextStep, until: due)
    }

    private mutating func wait(_ file: Case, for stage: Case.Stage, until time: EventTime) {
        var file = file
        file.stage = stage
        file.dueAt = time
        if memory.cases.count >= CustomerMemory.casesMax, let index = memory.cases.firstIndex(where: { !$0.isHeld }) {
            var oldest = memory.cases.remove(at: index)
            sayAtLast(&oldest)
            tell(.unknown, of: oldest, at: memory.latest, "The customer has too many cases to wait for this one.")
        }
        memory.cases.append(file)
    }

    mutating func giveBack(_ request: BudgetRequest) { verdict.requests.append(request.givenBack) }
}

extension Permission {
    /// Whether money that was granted is needed.
    fileprivate var usesMoney: Bool {
        guard case .granted(let grant) = self, let kind = grant.offer.flatMap({ OfferKind(rawValue: $0.kind) }) else {
            return false
        }
        return kind.isOfValue
    }
}
