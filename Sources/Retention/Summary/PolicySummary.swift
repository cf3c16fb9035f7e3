internal import Commerce
internal import Streaming

/// What a policy does, for a person who wants to know before it runs: who gets what, and what it can cost.
public struct PolicySummary: Sendable {
    let policy: RetentionPolicy

    /// The summary of `policy`.
    public init(_ policy: RetentionPolicy) { self.policy = policy }

    /// Some lines on the whole, then a line for each cause and tier.
    public var text: String {
        var lines = overview
        for kind in Trigger.Kind.allCases where kind.isDanger {
            if kind == .cancelled {
                lines += ["", "\(kind.rawValue), inside the window"] + rows(of: kind, inside: true)
                lines += ["", "\(kind.rawValue), after the window"] + rows(of: kind, inside: false)
            } else {
                lines += ["", kind.rawValue] + rows(of: kind, inside: false)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: The whole

    private var overview: [String] {
        let ladders = policy.rules.filter { $0.steps.count > 1 }
        let longest = ladders.max { $0.length < $1.length }
        var lines = [
            "\(policy.identity): \(policy.rules.count) rules, messages in \(policy.templates.locales.joined(separator: ", "))"
        ]
        if !policy.isEnabled { lines.append("switched off: nothing is done") }
        if policy.isDryRun { lines.append("dry run: decides and records, publishes no action") }
        if let longest {
            let steps = ladders.map(\.steps.count).max() ?? 0
            lines.append(
                "\(ladders.count) ladders, \(steps) steps at most; the longest takes "
                    + "\(LengthText.of(longest.length)) (\(longest.name), line \(longest.line))"
            )
        }
        let unmeasured = policy.rules.count { !$0.isMeasured }
        lines.append("\(policy.holdOutPercent) % of the customers are held out; \(unmeasured) rules are not measured")
        return lines + costs
    }

    private var costs: [String] {
        guard !policy.budgets.isEmpty else { return ["costs nothing: no offer of value is made"] }
        let budgets = policy.budgets.map { AmountText.of($0.amountMinor, $0.currency) }.joined(separator: ", ")
        var lines = ["costs at most, a day: \(budgets)"]
        let cases = policy.budgets.compactMap { budget -> String? in
            let dearest = policy.rules.max { cost(of: $0, in: budget.currency) < cost(of: $1, in: budget.currency) }
            guard let dearest, case let cost = cost(of: dearest, in: budget.currency), cost > 0 else { return nil }
            return "\(AmountText.of(cost, budget.currency)) (\(dearest.name); \(budget.amountMinor / cost) such a day)"
        }
        if !cases.isEmpty { lines.append("costs at most, one order: \(cases.joined(separator: ", "))") }
        return lines
    }

    /// The most that all steps of `rule` may give away for one order.
    private func cost(of rule: RetentionPolicy.Rule, in currency: String) -> Int64 {
        let limits = rule.steps.compactMap(\.plan.offer).filter(\.kind.isOfValue)
            .compactMap { $0.costLimits.first { $0.currency == currency }?.amountMinor }
        return limits.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    }

    // MARK: Who gets what

    private static let tiers: [CustomerTier] = [.new, .regular, .vip]

    /// For each cause its tiers and what they get; causes and tiers that get the same stand together.
    private func rows(of kind: Trigger.Kind, inside: Bool) -> [String] {
        var groups: [(causes: [Cause], lines: [String])] = []
        for cause in kind.causes {
            let lines = lines(of: kind, cause, inside: inside)
            if let index = groups.firstIndex(where: { $0.lines == lines }) {
                groups[index].causes.append(cause)
            } else {
                groups.append(([cause], lines))
            }
        }
        return groups.flatMap { group in
            let isAll = group.causes.count == kind.causes.count && group.causes.count > 1
            let causes = isAll ? "any cause" : group.causes.map(\.rawValue).joined(separator: ", ")
            return ["  \(causes)"] + group.lines.map { "    \($0)" }
        }
    }

    private func lines(of kind: Trigger.Kind, _ cause: Cause, inside: Bool) -> [String] {
        let usual = groups { cell(cause, $0, inside: inside) }
        var lines = tell(kind, usual, "")
        let others: [(String, (CustomerTier) -> Cell)] = [
            ("incident", { cell(cause, $0, inside: inside, firing: true) }),
            ("custom-made", { cell(cause, $0, inside: inside, made: true) }),
        ]
        for (name, cell) in others {
            lines += tell(kind, groups(cell).filter { group in !usual.contains { $0 == group } }, name)
        }
        return lines

        func groups(_ cell: (CustomerTier) -> Cell) -> [Group] {
            var groups: [Group] = []
            for tier in Self.tiers {
                let rules = rules(for: kind, cell(tier))
                if let index = groups.firstIndex(where: { $0.rules == rules }) {
                    groups[index].tiers.append(tier)
                } else {
                    groups.append(Group(tiers: [tier], rules: rules))
                }
            }
            return groups
        }
    }

    private struct Group: Hashable {
        var tiers: [CustomerTier]
        var rules: [RetentionPolicy.Rule]
    }

    private func cell(
        _ cause: Cause,
        _ tier: CustomerTier,
        inside: Bool,
        firing: Bool = false,
        made: Bool = false
    ) -> Cell {
        Cell(cause: cause, tier: tier, incidentFiring: firing, customMade: made, insideWindow: inside)
    }

    /// The rules that may answer triggers of `cell`, the last of which answers all that are left.
    private func rules(for kind: Trigger.Kind, _ cell: Cell) -> [RetentionPolicy.Rule] {
        let matching = policy.rules.filter { $0.condition.trigger == kind && $0.condition.covers(cell) }
        let last = matching.firstIndex(where: \.condition.isOpen) ?? matching.endIndex - 1
        return matching.isEmpty ? [] : Array(matching[...last])
    }

    private func tell(_ kind: Trigger.Kind, _ groups: [Group], _ circumstance: String) -> [String] {
        groups.flatMap { group in
            let isEverybody = group.tiers.count == Self.tiers.count
            let tiers = isEverybody ? "all" : group.tiers.map(\.rawValue).joined(separator: ", ")
            return group.rules.map { rule in
                let conditions = [circumstance] + rule.condition.openWords
                let suffix = conditions.filter { !$0.isEmpty }.joined(separator: ", ")
                return "\(tiers)\(suffix.isEmpty ? "" : " (\(suffix))"): \(rule.summary)"
            }
        }
    }
}

extension RetentionPolicy.Condition {
    /// The conditions that leave some out, as the policy language calls them.
    fileprivate var openWords: [String] {
        [
            countries.map { _ in "country" }, categories.map { _ in "category" },
            valueAtLeast.map { _ in "value_at_least" }, history.map { _ in "history" },
        ].compactMap { $0 }
    }
}

extension RetentionPolicy.Rule {
    /// `payment-funds: offer_other_method → 6h remind_to_pay`.
    fileprivate var summary: String {
        guard case .act(let steps) = response else { return "\(name): nothing" }
        let ladder = steps.map { step in
            let after = step.after > .zero ? "\(LengthText.of(step.after)) " : ""
            return "\(after)\(step.plan.summary)"
        }
        return "\(name): \(ladder.joined(separator: " → "))"
    }
}

extension RetentionPolicy.Plan {
    fileprivate var summary: String {
        var notes: [String] = []
        if toAgent { notes.append("agent") }
        if let offer {
            notes.append(offer.kind.rawValue + (offer.percent.map { " \($0) %" } ?? ""))
        }
        if let fee { notes.append("fee \(fee.percent) %") }
        return message.kind.rawValue + (notes.isEmpty ? "" : " [\(notes.joined(separator: ", "))]")
    }
}
