internal import Commerce
internal import Streaming

/// Reads the rules of a policy file: for whom they are. ``PlanReader`` reads what they do.
enum RuleReader {
    typealias Policy = RetentionPolicy

    /// The rules that `value` lists, each with a name of its own; those that are refused are noted and left out.
    static func rules(_ value: YAMLValue, _ faults: inout Faults) -> [Policy.Rule] {
        var rules: [Policy.Rule] = []
        let elements = faults.noting { () throws(PolicyError) in try value.elements(max: PolicyLanguage.rulesMax) }
        for element in elements ?? [] {
            guard let rule = faults.noting({ () throws(PolicyError) in try rule(element) }) else { continue }
            if let twin = rules.first(where: { $0.name == rule.name }) {
                faults.note(
                    element.refused(
                        "two rules are called \(rule.name), the other in line \(twin.line)",
                        "Give each rule its own name"
                    )
                )
            }
            rules.append(rule)
        }
        return rules
    }

    private static func rule(_ value: YAMLValue) throws(PolicyError) -> Policy.Rule {
        let mapping = try YAMLMapping(value, PolicyLanguage.rule)
        let name = try mapping.required("name").text()
        let condition = try condition(mapping.required("when"))
        return Policy.Rule(
            name: name,
            line: value.line,
            condition: condition,
            response: try PlanReader(condition: condition).response(mapping.required("do")),
            isMeasured: try mapping.flag("measured") ?? true
        )
    }

    private static func condition(_ value: YAMLValue) throws(PolicyError) -> Policy.Condition {
        let mapping = try YAMLMapping(value, PolicyLanguage.condition)
        let trigger = try trigger(mapping.required("trigger"))
        return Policy.Condition(
            trigger: trigger,
            causes: try causes(mapping.optional("cause"), of: trigger),
            tiers: try mapping.optional("tier").map { value throws(PolicyError) in
                try value.words(CustomerTier.self)
            },
            valueAtLeast: try mapping.amounts("value_at_least"),
            incidentFiring: try incident(mapping.optional("incident"), of: trigger),
            countries: try mapping.texts("country"),
            categories: try mapping.texts("category"),
            customMade: try mapping.flag("custom_made"),
            isInsideWindow: try window(mapping.optional("inside_window"), of: trigger),
            history: try mapping.optional("history").map { value throws(PolicyError) in try history(value) }
        )
    }

    private static func trigger(_ value: YAMLValue) throws(PolicyError) -> Trigger.Kind {
        let kind = try value.word(Trigger.Kind.self)
        guard kind.isDanger else {
            throw value.refused("\(kind.rawValue) is news and no danger", "Remove this rule")
        }
        return kind
    }

    private static func causes(_ value: YAMLValue?, of trigger: Trigger.Kind) throws(PolicyError) -> [Cause] {
        guard let value else { return trigger.causes }
        let causes = try value.words(Cause.self)
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

    private static func window(_ value: YAMLValue?, of trigger: Trigger.Kind) throws(PolicyError) -> Bool? {
        guard let value else { return nil }
        guard trigger == .cancelled else {
            throw value.refused(
                "\(trigger.rawValue) does not depend on the cancellation window",
                "Remove `inside_window` from this rule"
            )
        }
        return try value.boolean()
    }

    private static func history(_ value: YAMLValue) throws(PolicyError) -> Policy.Condition.History {
        let mapping = try YAMLMapping(value, PolicyLanguage.history)
        var history = Policy.Condition.History()
        history.ordersAtLeast = try mapping.number("orders_at_least")
        history.ordersAtMost = try mapping.number("orders_at_most")
        history.cancelledAtLeast = try mapping.number("cancelled_at_least")
        history.cancelledAtMost = try mapping.number("cancelled_at_most")
        guard history != Policy.Condition.History() else {
            throw value.refused("\(value.path) has no bound", "Add one, for example `cancelled_at_least: 2`")
        }
        guard history.isPossible else {
            throw value.refused("no customer is within the bounds of \(value.path)", "Lower what is `at_least`")
        }
        return history
    }
}

extension RetentionPolicy.Condition.History {
    /// Whether anybody can be within the bounds.
    fileprivate var isPossible: Bool {
        let orders = ordersAtMost ?? CustomerMemory.ordersMax
        return ordersAtLeast ?? 0 <= orders
            && cancelledAtLeast ?? 0 <= min(orders, cancelledAtMost ?? orders)
    }
}
