import Commerce
import Retention
import Testing

@Suite("A look at a policy")
struct AllFaultsTests {
    private static let templates = [SourceText(file: "t.yaml", yaml: templateText)]

    private func read(_ yaml: String, _ templates: [SourceText] = templates) -> PolicyReading {
        RetentionPolicy.read(SourceText(file: "p.yaml", yaml: yaml), templates: templates)
    }

    @Test("tells every fault of files that cannot be taken, in their order")
    func all() {
        let rules = """
              - name: a
                when: {trigger: late}
                do: {let_go: no}
              - name: b
                when: {trigger: delayed, tier: vip}
                do: {action: beg, template: thank, expires: 1h}
            """
        let yaml = policyText(rules: rules, caps: "hold_out: 51").replacing("name: test", with: "nome: test")
        let reading = read(yaml, [SourceText(file: "t.yaml", yaml: templateText + "  bad: \"{x}\"\n  worse: \"}\"\n")])
        #expect(reading.policy == nil)
        #expect(
            reading.faults.map { "\($0.file):\($0.line)" } == [
                "p.yaml:1", "p.yaml:1", "p.yaml:3", "p.yaml:6", "p.yaml:10", "t.yaml:9", "t.yaml:10",
            ]
        )
        #expect(reading.faults.allSatisfy { !$0.remedy.isEmpty })
    }

    @Test("tells every rule that does not fit the others or the texts, once each is sound by itself")
    func across() {
        let rules = """
              - name: a
                when: {trigger: delayed}
                do: {action: thank, template: thx, expires: 1h}
              - name: b
                when: {trigger: delayed, tier: vip}
                do: {let_go: no}
            """
        let reading = read(policyText(rules: rules))
        #expect(reading.faults.map(\.line) == [5, 8, 23])
        #expect(reading.faults.map(\.problem.ruleName) == ["a", "b", "any-delayed"])
    }

    @Test("finds nothing wrong with a sound policy")
    func sound() {
        let reading = read(policyText(rules: ""))
        #expect(reading.policy?.identity == "test@7")
        #expect(reading.faults == [])
        let builtIn = RetentionPolicy.read(BuiltInPolicy.policy, templates: BuiltInPolicy.templates)
        #expect(builtIn.policy == .builtIn)
    }

    static let labels = ["name: a b", "name: a@b", "name: \"a+1\"", "name: \"a\\tb\""]

    @Test("refuses names that an identity cannot carry", arguments: labels)
    func label(name: String) {
        let faults = read(policyText(rules: "").replacing("name: test", with: name)).faults
        #expect(faults.map(\.line) == [1])
        #expect(faults.first?.problem == "name has a space, `@` or `+`")
    }
}

extension String {
    /// The name of the rule that a problem begins with.
    fileprivate var ruleName: Substring { split(separator: " ")[1] }
}
