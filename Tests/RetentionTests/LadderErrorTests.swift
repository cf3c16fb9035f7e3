import Commerce
import Retention
import Testing

@Suite("What a rule does over time is refused with file, line and remedy")
struct LadderErrorTests {
    private static let vip = "- name: a\n  when: {trigger: delayed, tier: vip}\n"
    private static let unpaid = "- name: a\n  when: {trigger: unconfirmed, tier: vip, incident: none}\n"
    private static let late = "- name: a\n  when: {trigger: cancelled, cause: other, inside_window: false}\n"

    static let refusals: [BadRule] = [
        BadRule(
            "step without its wait",
            vip + "  do: {action: thank, template: thank, expires: 1h, then: [{action: thank, template: thank}]}",
            line: 7,
            says: "rules[0].do.then[0] has no `after`",
            remedy: "Add a line `after: …`"
        ),
        BadRule(
            "step that waits too short",
            vip + "  do:\n    action: thank\n    template: thank\n    expires: 1h\n"
                + "    then: [{after: 59s, action: thank, template: thank, expires: 1h}]",
            line: 11,
            says: "rules[0].do.then[0].after is out of bounds",
            remedy: "Write a length from 1m to 31d"
        ),
        BadRule(
            "ladder in a ladder",
            vip + "  do:\n    action: thank\n    template: thank\n    expires: 1h\n    then:\n"
                + "      - {after: 1h, action: thank, template: thank, expires: 1h, then: []}",
            line: 12,
            says: "rules[0].do.then[0] does not know the key `then`",
            remedy: "Use one of: after, action,"
        ),
        BadRule(
            "too many steps",
            vip + "  do:\n    action: thank\n    template: thank\n    expires: 1h\n    then:\n"
                + String(repeating: "      - {after: 1h, action: thank, template: thank, expires: 1h}\n", count: 8),
            line: 19,
            says: "rules[0].do.then has 8 elements",
            remedy: "Keep 7 at most"
        ),
        BadRule(
            "ladder beyond the horizon",
            vip + "  do:\n    action: thank\n    template: thank\n    expires: 1h\n"
                + "    then: [{after: 8d, action: thank, template: thank, expires: 1h}]",
            line: 5,
            says: "rule a has a ladder of 8d, longer than 7d",
            remedy: "Raise `outcome_horizon`"
        ),
        BadRule(
            "ladder beyond all bounds",
            "- name: a\n  measured: false\n  when: {trigger: delayed, tier: vip}\n"
                + "  do:\n    action: thank\n    template: thank\n    expires: 1h\n    then:\n"
                + String(repeating: "      - {after: 31d, action: thank, template: thank, expires: 1h}\n", count: 2),
            line: 5,
            says: "rule a has a ladder of 62d, longer than 60d",
            remedy: "Shorten the ladder"
        ),
        BadRule(
            "later step back to what may be down",
            unpaid + "  do:\n    action: remind_to_pay\n    template: other\n    expires: 1h\n"
                + "    then: [{after: 2h, action: remind_to_pay, template: other, expires: 1h}]",
            line: 5,
            says: "rule a asks for remind_to_pay in step 2, when an incident may have begun",
            remedy: "Add `hold: incident` to that step"
        ),
        BadRule(
            "fraud answered late",
            "- name: a\n  when: {trigger: payment_failed, cause: fraud, tier: vip}\n"
                + "  do:\n    action: review\n    template: review\n    expires: 1h\n"
                + "    then: [{after: 1h, action: review, template: review, expires: 1h, offer: {kind: substitute}}]",
            line: 5,
            says: "rule a makes an offer where fraud is suspected",
            remedy: "Put a rule for the cause fraud before it"
        ),
        BadRule(
            "text of a step that is not there",
            vip + "  do:\n    action: thank\n    template: thank\n    expires: 1h\n"
                + "    then: [{after: 2h, action: thank, template: thx, expires: 1h}]",
            line: 5,
            says: "rule a names the template thx, which does not exist in en",
            remedy: "Add thx to the templates of en"
        ),
        BadRule(
            "wait for no incident",
            unpaid + "  do: {action: remind_to_pay, template: other, expires: 1h, hold: incident}",
            line: 7,
            says: "rules[0].do.hold waits for an incident where the rule asks for none",
            remedy: "Remove `hold`, or `incident: none`"
        ),
        BadRule(
            "wait for an incident of no payment",
            vip + "  do: {action: thank, template: thank, expires: 1h, hold: incident}",
            line: 7,
            says: "delayed does not depend on payment incidents",
            remedy: "Remove `hold`"
        ),
        BadRule(
            "wait for something else",
            unpaid + "  do: {action: remind_to_pay, template: other, expires: 1h, hold: moon}",
            line: 7,
            says: "rules[0].do.hold does not know `moon`",
            remedy: "Use one of: incident"
        ),
        BadRule(
            "fee inside the window",
            "- name: a\n  when: {trigger: cancelled, cause: other}\n"
                + "  do: {action: thank, template: thank, expires: 1h, fee: {percent: 10, reason: it is made for you}}",
            line: 7,
            says: "rules[0].do.fee is for cancellations after their window",
            remedy: "Add `inside_window: false`"
        ),
        BadRule(
            "fee without a reason",
            late + "  do: {action: thank, template: thank, expires: 1h, fee: {percent: 10}}",
            line: 7,
            says: "rules[0].do.fee has no `reason`",
            remedy: "Add a line `reason: …`"
        ),
        BadRule(
            "window of something else",
            "- name: a\n  when: {trigger: delayed, inside_window: true}\n  do: {let_go: no}",
            says: "delayed does not depend on the cancellation window",
            remedy: "Remove `inside_window`"
        ),
        BadRule(
            "history without a bound",
            "- name: a\n  when: {trigger: delayed, history: {}}\n  do: {let_go: no}",
            says: "rules[0].when.history has no bound",
            remedy: "Add one"
        ),
        BadRule(
            "history of nobody",
            "- name: a\n  when: {trigger: delayed, history: {orders_at_most: 2, cancelled_at_least: 3}}\n"
                + "  do: {let_go: no}",
            says: "no customer is within the bounds of rules[0].when.history",
            remedy: "Lower what is `at_least`"
        ),
        BadRule(
            "longer memory than there is",
            "- name: a\n  when: {trigger: delayed, history: {orders_at_least: 17}}\n  do: {let_go: no}",
            says: "orders_at_least is not a whole number from 0 to 16",
            remedy: "Write a number of that range"
        ),
        BadRule(
            "measured by half",
            "- name: a\n  measured: half\n  when: {trigger: delayed, tier: vip}\n  do: {let_go: no}",
            says: "rules[0].measured is neither true nor false",
            remedy: "Write true or false"
        ),
    ]

    @Test("when it is wrong", arguments: refusals)
    func rule(bad: BadRule) throws {
        let indented = bad.rule.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        let error = try refusal(policyText(rules: indented))
        #expect(error.line == bad.line, "\(error)")
        #expect(error.problem.contains(bad.says), "\(error)")
        #expect(error.remedy.contains(bad.remedy), "\(error)")
    }

    static let settings: [(yaml: String, says: String)] = [
        ("hold_out: 51", "hold_out is not a whole number from 0 to 50"),
        ("enabled: perhaps", "enabled is neither true nor false"),
        ("dry_run: 1", "dry_run is neither true nor false"),
        ("margin: {percent: 101}", "margin.percent is not a whole number from 0 to 100"),
        ("margin: {by_category: {shoes: -1}}", "margin.by_category.shoes is not a whole number from 0 to 100"),
        ("margin: {ceiling: 1}", "margin does not know the key `ceiling`"),
        ("cancellation: {window: 31d}", "cancellation.window is out of bounds"),
        ("cancellation: {by_category: {shoes: soon}}", "cancellation.by_category.shoes is not a length of time"),
        ("express_lead: 1m", "express_lead is out of bounds"),
        ("release_over: 2d", "release_over is out of bounds"),
        ("outcome_horizon: 61d", "outcome_horizon is out of bounds"),
        ("methods: [{provider: alipay}]", "methods[0] has no `name`"),
        ("methods: [card, card]", "methods says `card` twice"),
        ("defaults: {quiet_hours: {start: \"22:00\"}}", "defaults.quiet_hours has no `end`"),
        ("defaults: {quiet_hours: {start: \"22:00\", end: \"24:00\"}}", "quiet_hours.end is not a time of day"),
        ("defaults: {quiet_hours: {start: \"8:00\", end: \"22:00\"}}", "quiet_hours.start is not a time of day"),
        ("defaults: {quiet_hours: {start: \"22:00\", end: \"22:00\"}}", "quiet_hours begins when it ends"),
        ("defaults: {quiet_hours: always}", "defaults.quiet_hours is not a mapping"),
        ("defaults: {time_zone: Asia/Shangai}", "does not know the time zone `Asia/Shangai`"),
        ("defaults: {time_zone: CST}", "does not know the time zone `CST`"),
        ("defaults: {time_zone: GMT+8}", "does not know the time zone `GMT+8`"),
    ]

    @Test("and so is what concerns every rule", arguments: settings)
    func setting(yaml: String, says: String) throws {
        let error = try refusal(policyText(rules: "", caps: yaml))
        #expect(error.line == 3)
        #expect(error.problem.contains(says), "\(error)")
        #expect(!error.remedy.isEmpty)
    }

    @Test("when nobody set money apart for what it gives")
    func budget() throws {
        let rule = """
              - name: gift
                when: {trigger: delayed, tier: vip}
                do:
                  action: voucher
                  template: voucher
                  expires: 1h
                  offer: {kind: voucher, percent: 5, cost_limit_minor: {CNY: 900, USD: 100}}
            """
        let yaml = policyText(rules: rule)
        #expect(try parsed(yaml).budgets == [Money(currency: "CNY", amountMinor: 100_000)])
        for other in ["", "budget_per_day: {EUR: 100000}"] {
            let error = try refusal(yaml.replacing("budget_per_day: {CNY: 100000}", with: other))
            #expect(error.line == 5)
            #expect(error.problem == "rule gift offers voucher, for which no money is set apart")
            #expect(error.remedy == "Add `budget_per_day` with CNY, USD to the policy")
        }
    }

    static let shadowed: [(first: String, second: String, isShadowed: Bool)] = [
        ("history: {orders_at_least: 2}", "history: {orders_at_least: 3, cancelled_at_least: 1}", true),
        ("history: {orders_at_least: 3}", "history: {orders_at_least: 2}", false),
        ("history: {cancelled_at_most: 3}", "history: {cancelled_at_most: 2}", true),
        ("history: {cancelled_at_most: 2}", "history: {cancelled_at_most: 3}", false),
        ("history: {orders_at_most: 2}", "tier: vip", false),
        ("tier: vip", "tier: vip, history: {orders_at_most: 2}", true),
        ("inside_window: true", "inside_window: true, tier: vip", true),
        ("inside_window: true", "inside_window: false", false),
        ("inside_window: true", "tier: vip", false),
    ]

    @Test("when an earlier rule takes all that it matches, in the window and by history", arguments: shadowed)
    func isUnreachable(first: String, second: String, isShadowed: Bool) throws {
        let rules = [("a", first), ("b", second)].map {
            "  - name: \($0)\n    when: {trigger: cancelled, cause: other, \($1)}\n    do: {let_go: no}"
        }
        let yaml = policyText(rules: rules.joined(separator: "\n"))
        guard isShadowed else {
            #expect(try parsed(yaml).rules.count == 11)
            return
        }
        #expect(try refusal(yaml).problem == "rule b is unreachable: all that it matches goes to a (line 5)")
    }

    @Test("and taken when two rules answer a cause on either side of the window")
    func coverage() throws {
        let inside = "  - name: a\n    when: {trigger: cancelled, cause: [\(Self.saveable)], inside_window: true}\n"
        let outside = "  - name: b\n    when: {trigger: cancelled, cause: [\(Self.saveable)], inside_window: false}\n"
        let both = policyText(
            rules: inside + "    do: {let_go: no}\n" + outside + "    do: {let_go: no}",
            without: .cancelled
        )
        #expect(try parsed(both).rules.count == 10)
        let one = policyText(rules: inside + "    do: {let_go: no}", without: .cancelled)
        #expect(try refusal(one).problem.hasPrefix("no rule is sure to answer cancelled/unknown, cancelled/other"))
    }

    private static let saveable = Trigger.Kind.cancelled.causes.filter { $0 != .fraud }.map(\.rawValue)
        .joined(separator: ", ")

    private func refusal(_ yaml: String) throws -> PolicyError {
        try #require(#expect(throws: PolicyError.self) { _ = try parsed(yaml) })
    }
}
