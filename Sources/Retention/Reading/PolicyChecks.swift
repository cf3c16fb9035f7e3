internal import Commerce

/// The checks of a policy that concern more than one of its values.
///
/// Which rule gets which trigger is followed cell by cell (cause, tier, incident, custom-made, window: closed lists);
/// within a cell a rule is shadowed by one earlier rule that is at least as open in country, category, value and
/// history. Several earlier rules that only together shadow one by these are not noticed.
struct PolicyChecks {
    typealias Rule = RetentionPolicy.Rule

    let policy: RetentionPolicy
    let file: String
    let rulesLine: Int

    /// Runs them all, and notes one fault of each rule.
    func run(_ faults: inout Faults) {
        for (index, rule) in policy.rules.enumerated() {
            _ = faults.noting { () throws(PolicyError) in try check(rule, at: index) }
        }
        _ = faults.noting { () throws(PolicyError) in try checkCoverage() }
    }

    private func check(_ rule: Rule, at index: Int) throws(PolicyError) {
        let cells = reachableCells(index)
        guard !cells.isEmpty else { throw unreachable(index) }
        try checkFraud(rule, cells)
        try checkIncident(rule, cells)
        try checkBudgets(rule)
        try checkLadder(rule)
        try TemplateChecks(policy: policy, file: file).run(rule)
    }

    private func refused(_ rule: Rule, _ problem: String, _ remedy: String) -> PolicyError {
        PolicyError(file: file, line: rule.line, problem: "rule \(rule.name) \(problem)", remedy: remedy)
    }

    private func reachableCells(_ index: Int) -> [Cell] {
        policy.rules[index].condition.cells.filter { shadow(of: index, in: $0) == nil }
    }

    private func shadow(of index: Int, in cell: Cell) -> Rule? {
        let condition = policy.rules[index].condition
        return policy.rules[..<index].first { earlier in
            earlier.condition.trigger == condition.trigger && earlier.condition.covers(cell)
                && earlier.condition.isAsOpen(as: condition)
        }
    }

    private func unreachable(_ index: Int) -> PolicyError {
        let rule = policy.rules[index]
        var earlier: [Rule] = []
        for cell in rule.condition.cells {
            guard let shadow = shadow(of: index, in: cell), !earlier.contains(shadow) else { continue }
            earlier.append(shadow)
        }
        let names = earlier.map { "\($0.name) (line \($0.line))" }.joined(separator: ", ")
        return refused(
            rule,
            "is unreachable: all that it matches goes to \(names)",
            "Move it before that, or remove it"
        )
    }

    private func checkFraud(_ rule: Rule, _ cells: [Cell]) throws(PolicyError) {
        guard cells.contains(where: { $0.cause == .fraud }) else { return }
        for step in rule.steps { try checkFraud(rule, step.plan) }
    }

    private func checkFraud(_ rule: Rule, _ plan: RetentionPolicy.Plan) throws(PolicyError) {
        let remedy = "Put a rule for the cause fraud before it, with the action review or with let_go"
        guard plan.offer == nil else { throw refused(rule, "makes an offer where fraud is suspected", remedy) }
        guard plan.message.kind == .review else {
            throw refused(rule, "answers fraud with \(plan.message.kind.rawValue)", remedy)
        }
        for language in policy.templates.languages {
            guard let template = language.templates[plan.message.template],
                let word = RevealingWords.first(in: template.source)
            else { continue }
            throw PolicyError(
                file: language.file,
                line: template.line,
                problem: "the text \(template.name) answers fraud and says `\(word)`",
                remedy: "Write a neutral text: it must not tell why the order is looked at"
            )
        }
    }

    private func checkIncident(_ rule: Rule, _ cells: [Cell]) throws(PolicyError) {
        guard rule.condition.trigger.isAboutPayment else { return }
        for (index, step) in rule.steps.enumerated() where !step.plan.waitsForIncident {
            guard let kind = step.plan.messages.map(\.kind).first(where: \.returnsToMethod) else { continue }
            guard index == 0 else {
                throw refused(
                    rule,
                    "asks for \(kind.rawValue) in step \(index + 1), when an incident may have begun",
                    "Add `hold: incident` to that step"
                )
            }
            try checkReturn(rule, kind, cells)
        }
    }

    private func checkReturn(_ rule: Rule, _ kind: Action.Kind, _ cells: [Cell]) throws(PolicyError) {
        guard !cells.contains(where: \.incidentFiring) else {
            throw refused(
                rule,
                "asks for \(kind.rawValue) while an incident may be firing",
                "Add `incident: none` to it and a rule with `incident: firing` that offers another method, "
                    + "or `hold: incident`"
            )
        }
        guard rule.condition.trigger != .paymentFailed || !cells.contains(where: { $0.cause == .technical }) else {
            throw refused(
                rule,
                "asks for \(kind.rawValue) after a technical failure",
                "Answer the cause technical with offer_other_method, or with `hold: incident`"
            )
        }
    }

    private func checkBudgets(_ rule: Rule) throws(PolicyError) {
        for offer in rule.steps.compactMap(\.plan.offer) where offer.kind.isOfValue {
            let limited = offer.costLimits.map(\.currency)
            guard !policy.budgets.contains(where: { limited.contains($0.currency) }) else { continue }
            throw refused(
                rule,
                "offers \(offer.kind.rawValue), for which no money is set apart",
                "Add `budget_per_day` with \(limited.joined(separator: ", ")) to the policy"
            )
        }
    }

    private func checkLadder(_ rule: Rule) throws(PolicyError) {
        let longest = rule.isMeasured ? policy.horizon : RetentionPolicy.horizonMax
        guard rule.length <= longest else {
            let remedy =
                rule.isMeasured
                ? "Raise `outcome_horizon`, shorten the ladder, or say `measured: false`" : "Shorten the ladder"
            throw refused(
                rule,
                "has a ladder of \(LengthText.of(rule.length)), longer than \(LengthText.of(longest))",
                remedy
            )
        }
    }

    private func checkCoverage() throws(PolicyError) {
        var missing: [String] = []
        for kind in Trigger.Kind.allCases where kind.isDanger {
            for cause in kind.causes where !isCovered(kind, cause) {
                missing.append("\(kind.rawValue)/\(cause.rawValue)")
            }
        }
        guard missing.isEmpty else {
            throw PolicyError(
                file: file,
                line: rulesLine,
                problem: "no rule is sure to answer \(missing.joined(separator: ", "))",
                remedy: "Add a rule for each without further conditions, at the end"
            )
        }
    }

    private func isCovered(_ kind: Trigger.Kind, _ cause: Cause) -> Bool {
        Cell.all(of: cause).allSatisfy { cell in
            policy.rules.contains { rule in
                rule.condition.trigger == kind && rule.condition.isOpen && rule.condition.covers(cell)
            }
        }
    }
}
