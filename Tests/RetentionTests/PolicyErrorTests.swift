import Commerce
import Retention
import Testing

@Suite("A policy is refused with file, line and remedy")
struct PolicyErrorTests {
    static let refusals: [BadRule] = [
        BadRule(
            "unknown key",
            "- name: a\n  when: {trigger: delayed, tiers: [vip]}\n  do: {let_go: no}",
            says: "rules[0].when does not know the key `tiers`",
            remedy: "Use one of: trigger, cause, tier,"
        ),
        BadRule(
            "unknown trigger",
            "- name: a\n  when: {trigger: late}\n  do: {let_go: no}",
            says: "rules[0].when.trigger does not know `late`",
            remedy: "Use one of: payment_failed, unconfirmed,"
        ),
        BadRule(
            "settled",
            "- name: a\n  when: {trigger: settled}\n  do: {let_go: no}",
            says: "settled is news and no danger",
            remedy: "Remove this rule"
        ),
        BadRule(
            "cause of another trigger",
            "- name: a\n  when: {trigger: delayed, cause: [funds]}\n  do: {let_go: no}",
            says: "delayed never has the cause funds",
            remedy: "Use one of: promise_missed"
        ),
        BadRule(
            "empty list",
            "- name: a\n  when: {trigger: delayed, tier: []}\n  do: {let_go: no}",
            says: "rules[0].when.tier is an empty list",
            remedy: "Leave `tier` out"
        ),
        BadRule(
            "word twice",
            "- name: a\n  when: {trigger: delayed, tier: [vip, vip]}\n  do: {let_go: no}",
            says: "says `vip` twice",
            remedy: "Keep one of them"
        ),
        BadRule(
            "incident of no payment",
            "- name: a\n  when: {trigger: delayed, incident: firing}\n  do: {let_go: no}",
            says: "delayed does not depend on payment incidents",
            remedy: "Remove `incident`"
        ),
        BadRule(
            "no currency",
            "- name: a\n  when: {trigger: delayed, value_at_least: {yuan: 1}}\n  do: {let_go: no}",
            says: "`yuan` is no currency",
            remedy: "ISO 4217"
        ),
        BadRule(
            "no name",
            "- when: {trigger: delayed}\n  do: {let_go: no}",
            line: 5,
            says: "rules[0] has no `name`",
            remedy: "Add a line `name: …`"
        ),
        BadRule(
            "name twice",
            "- name: payments\n  when: {trigger: delayed, tier: vip}\n  do: {let_go: no}",
            line: 27,
            says: "two rules are called payments, the other in line 5",
            remedy: "Give each rule its own name"
        ),
        BadRule(
            "unknown action",
            "- name: a\n  when: {trigger: delayed, tier: vip}\n  do: {action: beg, template: thank, expires: 1h}",
            line: 7,
            says: "rules[0].do.action does not know `beg`",
            remedy: "Use one of: offer_other_method,"
        ),
        BadRule(
            "no deadline",
            "- name: a\n  when: {trigger: delayed, tier: vip}\n  do: {action: thank, template: thank}",
            line: 7,
            says: "rules[0].do has no `expires`",
            remedy: "Add a line `expires: …`"
        ),
        BadRule(
            "no length of time",
            "- name: a\n  when: {trigger: delayed, tier: vip}\n  do: {action: thank, template: thank, expires: 2}",
            line: 7,
            says: "rules[0].do.expires is not a length of time",
            remedy: "for example 2h"
        ),
        BadRule(
            "too long",
            "- name: a\n  when: {trigger: delayed, tier: vip}\n  do: {action: thank, template: thank, expires: 8d}",
            line: 7,
            says: "rules[0].do.expires is out of bounds",
            remedy: "Write a length from 1m to 7d"
        ),
        BadRule(
            "channel",
            "- name: a\n  when: {trigger: delayed, tier: vip}\n"
                + "  do: {action: thank, template: thank, expires: 1h, channel: fax}",
            line: 7,
            says: "rules[0].do.channel can only be `agent`",
            remedy: "Remove it"
        ),
        BadRule(
            "lets go and acts",
            "- name: a\n  when: {trigger: delayed, tier: vip}\n  do: {let_go: no, action: thank}",
            line: 7,
            says: "lets go and acts",
            remedy: "Keep `let_go` alone"
        ),
        BadRule(
            "unknown template",
            "- name: a\n  when: {trigger: delayed, tier: vip}\n  do: {action: thank, template: thx, expires: 1h}",
            line: 5,
            says: "rule a names the template thx, which does not exist in en",
            remedy: "Add thx to the templates of en"
        ),
        BadRule(
            "text without its offer",
            "- name: a\n  when: {trigger: delayed, tier: vip}\n  do: {action: thank, template: voucher, expires: 1h}",
            line: 5,
            says: "rule a does not offer what its text voucher in en speaks of",
            remedy: "Name a template without {percent} and {limit}"
        ),
        BadRule(
            "promise without offer",
            "- name: a\n  when: {trigger: delayed, tier: vip}\n  do: {action: voucher, template: voucher, expires: 1h}",
            line: 7,
            says: "voucher promises something that nothing limits",
            remedy: "Add `offer: {kind: voucher"
        ),
        BadRule(
            "unbounded offer",
            "- name: a\n  when: {trigger: delayed, tier: vip}\n  do:\n    action: voucher\n    template: voucher\n"
                + "    expires: 1h\n    offer: {kind: voucher, percent: 5}",
            line: 11,
            says: "the offer voucher has no limit to its cost",
            remedy: "Add `cost_limit_minor"
        ),
        BadRule(
            "percent out of bounds",
            "- name: a\n  when: {trigger: delayed, tier: vip}\n  do:\n    action: voucher\n    template: voucher\n"
                + "    expires: 1h\n    offer: {kind: voucher, percent: 101, cost_limit_minor: {CNY: 1}}",
            line: 11,
            says: "rules[0].do.offer.percent is not a whole number from 1 to 100",
            remedy: "Write a number of that range"
        ),
        BadRule(
            "substitute in vain",
            "- name: a\n  when: {trigger: delayed, tier: vip}\n"
                + "  do: {action: thank, template: thank, expires: 1h, without_offer: {action: thank}}",
            line: 7,
            says: "stands without an offer",
            remedy: "Remove it, or add `offer`"
        ),
        BadRule(
            "offer on fraud",
            "- name: a\n  when: {trigger: payment_failed}\n"
                + "  do: {action: review, template: review, expires: 1h, offer: {kind: substitute}}",
            line: 5,
            says: "rule a makes an offer where fraud is suspected",
            remedy: "Put a rule for the cause fraud before it"
        ),
        BadRule(
            "another action on fraud",
            "- name: a\n  when: {trigger: cancelled}\n  do: {action: thank, template: thank, expires: 1h}",
            line: 5,
            says: "rule a answers fraud with thank",
            remedy: "with the action review or with let_go"
        ),
        BadRule(
            "revealing text",
            "- name: a\n  when: {trigger: payment_failed, cause: fraud, tier: vip}\n"
                + "  do: {action: review, template: accuse, expires: 1h}",
            line: 8,
            says: "the text accuse answers fraud and says `fraud`",
            remedy: "Write a neutral text"
        ),
        BadRule(
            "back to what is down",
            "- name: a\n  when: {trigger: payment_failed, cause: details}\n"
                + "  do: {action: correct_details, template: other, expires: 1h}",
            line: 5,
            says: "rule a asks for correct_details while an incident may be firing",
            remedy: "Add `incident: none`"
        ),
        BadRule(
            "retry after a technical failure",
            "- name: a\n  when: {trigger: payment_failed, cause: technical, incident: none}\n"
                + "  do: {action: retry_payment, template: other, expires: 1h}",
            line: 5,
            says: "rule a asks for retry_payment after a technical failure",
            remedy: "Answer the cause technical with offer_other_method"
        ),
    ]

    @Test("when a rule is wrong", arguments: refusals)
    func rule(bad: BadRule) throws {
        let indented = bad.rule.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        let error = try refusal(policyText(rules: "\(indented)"))
        #expect(error.line == bad.line)
        #expect(error.problem.contains(bad.says), "\(error)")
        #expect(error.remedy.contains(bad.remedy), "\(error)")
        #expect(error.description.hasPrefix("\(error.file):\(error.line): "))
        #expect(error.file == (bad.testDescription == "revealing text" ? "t.yaml" : "p.yaml"))
    }

    static let shadowed: [(first: String, second: String)] = [
        ("{trigger: delayed}", "{trigger: delayed, tier: vip}"),
        ("{trigger: delayed, country: [CN, US]}", "{trigger: delayed, country: US, tier: vip}"),
        ("{trigger: delayed, value_at_least: {CNY: 10}}", "{trigger: delayed, value_at_least: {CNY: 20}}"),
        ("{trigger: cancelled, cause: [other, unknown]}", "{trigger: cancelled, cause: other, custom_made: true}"),
    ]

    @Test("when an earlier rule takes all that it matches", arguments: shadowed)
    func isUnreachable(first: String, second: String) throws {
        let error = try refusal(policyText(rules: Self.twoRules(first, second)))
        #expect(error.line == 8)
        #expect(error.problem == "rule b is unreachable: all that it matches goes to a (line 5)")
        #expect(error.remedy == "Move it before that, or remove it")
    }

    @Test("when several earlier rules together take all that it matches")
    func isUnreachableTogether() throws {
        let rules =
            Self.twoRules("{trigger: delayed, tier: vip}", "{trigger: delayed, tier: [new, regular]}")
            + "\n  - name: c\n    when: {trigger: delayed, tier: [vip, new]}\n    do: {let_go: no}"
        let error = try refusal(policyText(rules: rules))
        #expect(error.line == 11)
        #expect(error.problem == "rule c is unreachable: all that it matches goes to b (line 8), a (line 5)")
    }

    static let lit: [(first: String, second: String)] = [
        ("{trigger: delayed, tier: vip}", "{trigger: delayed, country: CN}"),
        ("{trigger: delayed, country: US}", "{trigger: delayed, country: [CN, US]}"),
        ("{trigger: delayed, value_at_least: {CNY: 20}}", "{trigger: delayed, value_at_least: {CNY: 10}}"),
        ("{trigger: delayed, value_at_least: {CNY: 20}}", "{trigger: delayed, value_at_least: {USD: 30}}"),
        ("{trigger: delayed, category: a}", "{trigger: delayed, category: b}"),
    ]

    @Test("and taken when each rule has something of its own", arguments: lit)
    func isReachable(first: String, second: String) throws {
        #expect(try parsed(policyText(rules: Self.twoRules(first, second))).rules.count == 11)
    }

    @Test("when a cause has no rule that is sure to match")
    func coverage() throws {
        let yaml = BuiltInPolicy.policy.yaml
            .replacing("{trigger: back_in_stock, cause: replenished}", with: "{trigger: back_in_stock, country: CN}")
            .replacing("cause: [other, unknown]", with: "cause: other")
        let error = #expect(throws: PolicyError.self) {
            _ = try RetentionPolicy.parse(yaml: yaml, file: "p.yaml", templates: .builtIn)
        }
        #expect(error?.problem == "no rule is sure to answer cancelled/unknown, back_in_stock/replenished")
        #expect(error?.remedy == "Add a rule for each without further conditions, at the end")
    }

    static let documents: [(yaml: String, line: Int, says: String)] = [
        ("", 1, "the file is empty"),
        ("- a", 1, "the document is not a mapping"),
        ("name: a\nname: b", 1, "the key name is there twice"),
        ("name: a\nversion: [1", 2, "this is not YAML"),
        ("name: \"a\nversion: 1\nrules: []\n", 1, "this is not YAML"),
        ("name: a\nversion: 1\nrule: []", 3, "does not know the key `rule`"),
        ("name: a\nversion: 1\nrules: []", 3, "rules is an empty list"),
        ("name: a\nversion: 1\n", 1, "has no `rules`"),
    ]

    @Test("when the document is wrong", arguments: documents)
    func document(yaml: String, line: Int, says: String) throws {
        let error = try refusal(yaml)
        #expect(error.problem.contains(says), "\(error)")
        if !says.contains("not YAML") { #expect(error.line == line) }
        #expect(!error.remedy.isEmpty)
    }

    static let limits: [(caps: String, says: String)] = [
        ("caps: {actions_per_day: -1}", "caps.actions_per_day is not a whole number from 0 to 100"),
        ("caps: {voucher_every: 1h}", "caps.voucher_every is out of bounds"),
        ("caps: {serial_canceller: {cancelled: 6, of_last: 5}}", "cancelled is not a whole number from 1 to 5"),
        ("defaults: {unknown_consent: perhaps}", "unknown_consent does not know `perhaps`"),
    ]

    @Test("when a cap or a default is wrong", arguments: limits)
    func limit(caps: String, says: String) throws {
        let error = try refusal(policyText(rules: "", caps: caps))
        #expect(error.line == 3)
        #expect(error.problem.contains(says), "\(error)")
    }

    static let texts: [(yaml: String, line: Int, says: String)] = [
        (
            "locale: en\nunknown: {sku: a, amount: b}\ntemplates:\n  a: Pay {provider}.", 4,
            "unknown placeholder {provider}"
        ),
        ("locale: en\nunknown: {sku: a, amount: b}\ntemplates:\n  a: By {method}.", 4, "the text a has {method}"),
        ("locale: en\nmethods: {card: []}\nunknown: {sku: a, amount: b}\ntemplates: {a: b}", 2, "methods.card is not"),
        ("locale: en\nunknown: {sku: a, amount: b}\ntemplates:\n  a: Pay {amount", 4, "a brace without its partner"),
        ("locale: en\nunknown: {sku: a, amount: b}\ntemplates:\n  a: Pay amount}", 4, "a brace without its partner"),
        ("locale: en\nunknown: {sku: a}\ntemplates:\n  a: Pay", 2, "unknown has no `amount`"),
        ("locale: en\ntexts:\n  a: Pay", 2, "does not know the key `texts`"),
        ("unknown: {sku: a, amount: b}\ntemplates:\n  a: Pay", 1, "has no `locale`"),
    ]

    @Test("when a template is wrong", arguments: texts)
    func template(yaml: String, line: Int, says: String) throws {
        let error = try #require(
            #expect(throws: PolicyError.self) {
                _ = try TemplateCatalog.parse([SourceText(file: "t.yaml", yaml: yaml)])
            }
        )
        #expect(error.file == "t.yaml")
        #expect(error.line == line)
        #expect(error.problem.contains(says), "\(error)")
    }

    @Test("when two files are in one language")
    func twins() throws {
        let error = #expect(throws: PolicyError.self) {
            _ = try TemplateCatalog.parse([
                SourceText(file: "a.yaml", yaml: templateText), SourceText(file: "b.yaml", yaml: templateText),
            ])
        }
        #expect(error?.description == "b.yaml:1: a.yaml is in en too. Move the texts of one language into one file.")
    }

    private static func twoRules(_ first: String, _ second: String) -> String {
        "  - name: a\n    when: \(first)\n    do: {let_go: no}\n  - name: b\n    when: \(second)\n    do: {let_go: no}"
    }

    private func refusal(_ yaml: String) throws -> PolicyError {
        try #require(#expect(throws: PolicyError.self) { _ = try parsed(yaml) })
    }
}
