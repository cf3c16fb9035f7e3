internal import Commerce
internal import Streaming

/// Reads what the rules of a policy file do: actions, their offers and fees, and ladders of them.
struct PlanReader {
    typealias Policy = RetentionPolicy

    /// Which triggers the rule is for.
    let condition: Policy.Condition

    /// The answer that `value` says.
    func response(_ value: YAMLValue) throws(PolicyError) -> Policy.Response {
        let mapping = try YAMLMapping(value, PolicyLanguage.answer)
        if let reason = mapping.optional("let_go") {
            guard mapping.all.count == 1 else {
                throw value.refused("\(value.path) lets go and acts", "Keep `let_go` alone, or remove it")
            }
            return .letGo(reason: try reason.text())
        }
        var steps = [Policy.Step(after: .zero, plan: try plan(mapping, isFirst: true))]
        if let further = mapping.optional("then") {
            for element in try further.elements(max: Policy.Step.max - 1) { steps.append(try step(element)) }
        }
        return .act(steps)
    }

    private func step(_ value: YAMLValue) throws(PolicyError) -> Policy.Step {
        let mapping = try YAMLMapping(value, PolicyLanguage.step)
        let after = try mapping.required("after").duration(in: PolicyLanguage.step.durations("after"))
        let isMeasured = try mapping.flag("measured") ?? true
        return Policy.Step(after: after, plan: try plan(mapping, isFirst: false), isMeasured: isMeasured)
    }

    private func plan(_ mapping: YAMLMapping, isFirst: Bool) throws(PolicyError) -> Policy.Plan {
        let offer = try mapping.optional("offer").map { value throws(PolicyError) in try offerPlan(value) }
        let instead = mapping.optional("without_offer")
        if let instead, offer == nil {
            throw instead.refused("\(instead.path) stands without an offer", "Remove it, or add `offer`")
        }
        let expires = try mapping.required("expires")
        let plan = Policy.Plan(
            message: try message(mapping, offers: offer.map { [$0.kind] } ?? []),
            expires: try expires.duration(in: PolicyLanguage.response.durations("expires")),
            toAgent: try isForAgent(mapping.optional("channel")),
            offer: offer,
            withoutOffer: try instead.map { value throws(PolicyError) in
                try message(try YAMLMapping(value, PolicyLanguage.instead), offers: [])
            },
            isForAnyHour: try mapping.flag("at_any_hour") ?? false,
            waitsForIncident: try waits(mapping.optional("hold"), isFirst: isFirst),
            fee: try mapping.optional("fee").map { value throws(PolicyError) in try fee(value) }
        )
        return plan
    }

    private func message(_ mapping: YAMLMapping, offers: [OfferKind]) throws(PolicyError) -> Policy.Message {
        let action = try mapping.required("action")
        let kind = try action.word(Action.Kind.self)
        if let needed = kind.requiredOffer, !offers.contains(needed) {
            throw action.refused(
                "\(kind.rawValue) promises something that nothing limits",
                "Add `offer: {kind: \(needed.rawValue), cost_limit_minor: {…}}`, or take another action"
            )
        }
        return Policy.Message(kind: kind, template: try mapping.required("template").text())
    }

    private func isForAgent(_ value: YAMLValue?) throws(PolicyError) -> Bool {
        guard let value else { return false }
        guard try value.text() == Policy.Plan.agentChannel else {
            throw value.refused(
                "\(value.path) can only be `agent`",
                "Remove it: which of `defaults.channels` is used, the customer decides"
            )
        }
        return true
    }

    private func waits(_ value: YAMLValue?, isFirst: Bool) throws(PolicyError) -> Bool {
        guard let value else { return false }
        _ = try value.word(HoldReason.self)
        guard condition.trigger.isAboutPayment else {
            throw value.refused(
                "\(condition.trigger.rawValue) does not depend on payment incidents",
                "Remove `hold` from this rule"
            )
        }
        guard !isFirst || condition.incidentFiring != false else {
            throw value.refused(
                "\(value.path) waits for an incident where the rule asks for none",
                "Remove `hold`, or `incident: none`"
            )
        }
        return true
    }

    private func fee(_ value: YAMLValue) throws(PolicyError) -> Policy.FeePlan {
        let mapping = try YAMLMapping(value, PolicyLanguage.fee)
        guard condition.trigger == .cancelled, condition.isInsideWindow == false else {
            throw value.refused(
                "\(value.path) is for cancellations after their window",
                "Add `inside_window: false` to a rule for the trigger cancelled, or remove `fee`"
            )
        }
        let percent = try mapping.required("percent").integer(in: PolicyLanguage.fee.numbers("percent"))
        return Policy.FeePlan(percent: Int(percent), reason: try mapping.required("reason").text())
    }

    private func offerPlan(_ value: YAMLValue) throws(PolicyError) -> Policy.OfferPlan {
        let mapping = try YAMLMapping(value, PolicyLanguage.offer)
        let kind = try mapping.required("kind").word(OfferKind.self)
        let percent = mapping.optional("percent")
        if let percent, !kind.takesPercent {
            throw percent.refused("\(kind.rawValue) is no percentage", "Remove `percent`")
        }
        let limits = try mapping.amounts("cost_limit_minor")
        if kind.isOfValue && limits == nil {
            throw value.refused(
                "the offer \(kind.rawValue) has no limit to its cost",
                "Add `cost_limit_minor: {CNY: …}` with a limit for each currency"
            )
        }
        return Policy.OfferPlan(kind: kind, percent: try mapping.number("percent"), costLimits: limits ?? [])
    }
}
