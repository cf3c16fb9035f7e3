internal import Commerce
internal import Streaming

/// Reads the rules of a policy file.
enum RuleReader {
    typealias Policy = RetentionPolicy

    /// The rule that `value` says.
    static func rule(_ value: YAMLValue) throws(PolicyError) -> Policy.Rule {
        let mapping = try YAMLMapping(value, allowed: ["name", "when", "do"])
        return Policy.Rule(
            name: try mapping.required("name").text(),
            line: value.line,
            condition: try condition(mapping.required("when")),
            response: try response(mapping.required("do"))
        )
    }

    /// A list of texts, each once.
    static func texts(_ value: YAMLValue) throws(PolicyError) -> [String] {
        var texts: [String] = []
        for element in try value.elements() {
            let text = try element.text()
            guard !texts.contains(text) else {
                throw element.refused("\(value.path) says `\(text)` twice", "Keep one of them")
            }
            texts.append(text)
        }
        return texts
    }

    private static func condition(_ value: YAMLValue) throws(PolicyError) -> Policy.Condition {
        let mapping = try YAMLMapping(
            value,
            allowed: [
                "trigger", "cause", "tier", "value_at_least", "incident", "country", "category", "custom_made",
            ]
        )
        let trigger = try trigger(mapping.required("trigger"))
        return Policy.Condition(
            trigger: trigger,
            causes: try causes(mapping.optional("cause"), of: trigger),
            tiers: try mapping.optional("tier").map { value throws(PolicyError) in
                try words(value, CustomerTier.self)
            },
            valueAtLeast: try mapping.optional("value_at_least").map { value throws(PolicyError) in
                try amounts(value)
            },
            incidentFiring: try incident(mapping.optional("incident"), of: trigger),
            countries: try mapping.optional("country").map { value throws(PolicyError) in try texts(value) },
            categories: try mapping.optional("category").map { value throws(PolicyError) in try texts(value) },
            customMade: try mapping.optional("custom_made").map { value throws(PolicyError) in try value.boolean() }
        )
    }

    private static func trigger(_ value: YAMLValue) throws(PolicyError) -> Trigger.Kind {
        let kind = try value.word(Trigger.Kind.self)
        guard kind.isDanger else {
            throw value.refused("\(kind.rawValue) only closes what is open", "Remove this rule")
        }
        return kind
    }

    private static func causes(_ value: YAMLValue?, of trigger: Trigger.Kind) throws(PolicyError) -> [Cause] {
        guard let value else { return trigger.causes }
        let causes = try words(value, Cause.self)
        for (element, cause) in zip(try value.elements(), causes) where !trigger.causes.contains(cause) {
            let known = trigger.causes.map(\.rawValue).joined(separator: ", ")
            throw element.refused(
                "\(trigger.rawValue) never has the cause \(cause.rawValue)",
                "Use one of: \(known)"
            )
        }
        return causes
    }

    private static func incident(_ value: YAMLValue?, of trigger: Trigger.Kind) throws(PolicyError) -> Bool? {
        guard let value else { return nil }
        guard trigger.isAboutPayment else {
            throw value.refused(
                "\(trigger.rawValue) does not depend on payment incidents",
                "Remove `incident` from this rule"
            )
        }
        return try value.word(IncidentState.self) == .firing
    }

    private static func words<Word>(_ value: YAMLValue, _: Word.Type) throws(PolicyError) -> [Word]
    where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
        _ = try texts(value)
        return try value.elements().map { element throws(PolicyError) in try element.word(Word.self) }
    }

    private static func amounts(_ value: YAMLValue) throws(PolicyError) -> [Money] {
        let mapping = try YAMLMapping(value, allowed: nil)
        var amounts: [Money] = []
        for (currency, value) in mapping.all {
            guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
                throw value.refused("`\(currency)` is no currency", "Use an ISO 4217 code, for example CNY")
            }
            amounts.append(Money(currency: currency, amountMinor: try value.integer(in: 1...1_000_000_000_000)))
        }
        guard !amounts.isEmpty else {
            throw value.refused("\(value.path) lists no currency", "Add one, for example CNY: 2000 (minor units)")
        }
        return amounts.sorted { $0.currency < $1.currency }
    }

    private static func response(_ value: YAMLValue) throws(PolicyError) -> Policy.Response {
        let mapping = try YAMLMapping(
            value,
            allowed: ["action", "template", "expires", "channel", "offer", "without_offer", "let_go"]
        )
        if let reason = mapping.optional("let_go") {
            guard mapping.all.count == 1 else {
                throw value.refused("\(value.path) lets go and acts", "Keep `let_go` alone, or remove it")
            }
            return .letGo(reason: try reason.text())
        }
        let offer = try mapping.optional("offer").map { value throws(PolicyError) in try offerPlan(value) }
        let instead = mapping.optional("without_offer")
        if let instead, offer == nil {
            throw instead.refused("\(instead.path) stands without an offer", "Remove it, or add `offer`")
        }
        let plan = Policy.Plan(
            message: try message(mapping, offers: offer.map { [$0.kind] } ?? []),
            expires: try mapping.required("expires").duration(in: .minutes(1)...Policy.Plan.longest),
            toAgent: try isForAgent(mapping.optional("channel")),
            offer: offer,
            withoutOffer: try instead.map { value throws(PolicyError) in
                try message(try YAMLMapping(value, allowed: ["action", "template"]), offers: [])
            }
        )
        return .act([Policy.Step(after: .zero, plan: plan)])
    }

    private static func message(_ mapping: YAMLMapping, offers: [OfferKind]) throws(PolicyError) -> Policy.Message {
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

    private static func isForAgent(_ value: YAMLValue?) throws(PolicyError) -> Bool {
        guard let value else { return false }
        guard try value.text() == Policy.Plan.agentChannel else {
            throw value.refused(
                "\(value.path) can only be `agent`",
                "Remove it: which of `defaults.channels` is used, the customer decides"
            )
        }
        return true
    }

    private static func offerPlan(_ value: YAMLValue) throws(PolicyError) -> Policy.OfferPlan {
        let mapping = try YAMLMapping(value, allowed: ["kind", "percent", "cost_limit_minor"])
        let kind = try mapping.required("kind").word(OfferKind.self)
        let percent = mapping.optional("percent")
        if let percent, !kind.takesPercent {
            throw percent.refused("\(kind.rawValue) is no percentage", "Remove `percent`")
        }
        let limits = mapping.optional("cost_limit_minor")
        if kind.isOfValue && limits == nil {
            throw value.refused(
                "the offer \(kind.rawValue) has no limit to its cost",
                "Add `cost_limit_minor: {CNY: …}` with a limit for each currency"
            )
        }
        return Policy.OfferPlan(
            kind: kind,
            percent: try percent.map { value throws(PolicyError) in Int(try value.integer(in: 1...100)) },
            costLimits: try limits.map { value throws(PolicyError) in try amounts(value) } ?? []
        )
    }
}

/// The words of `incident`.
fileprivate enum IncidentState: String, CaseIterable {
    case firing
    case none
}
