internal import Commerce

/// The policy language for people and for editors, printed from the table that the parser reads.
public enum PolicyReference {
    /// The JSON Schema of a policy file: `Schemas/policy.schema.json`.
    public static var schema: String { schema(of: PolicyLanguage.document, file: "policy") }

    /// The JSON Schema of a file of templates: `Schemas/templates.schema.json`.
    public static var templatesSchema: String { schema(of: TemplateLanguage.document, file: "templates") }

    /// The reference: `Config/policies/README.md`.
    public static var markdown: String {
        ([introduction] + PolicyLanguage.document.parts.map(section) + [actions, offers, refusals, texts])
            .joined(separator: "\n\n") + "\n"
    }

    private static func schema(of document: LanguagePart, file: String) -> String {
        guard case .object(let members) = document.schema else { return "" }
        let head: [(name: String, value: SchemaNode)] = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("$id", .text("https://orderkeeper.example/schemas/v1/\(file).schema.json")),
        ]
        let parts = document.parts.dropFirst().map { (name: $0.definition, value: $0.schema) }
        return SchemaNode.object(head + members + [("$defs", .object(parts))]).json
    }

    private static let introduction = """
        # The policy language

        What the shop does for an endangered order. `default.yaml` is the built-in policy and the place to start from;
        `templates` has its messages, one file per language. Copy both, change them, and name them in the configuration:

        ```yaml
        retain:
          policy: policies/shop.yaml
          templates: policies/templates
        ```

        `orderkeeper check policy FILE --templates DIRECTORY` refuses what cannot be right, with line and remedy, and sums
        up the rest. A running `orderkeeper run` takes changed files over by itself, or at once after SIGHUP.

        The first rule that matches a trigger decides. Its first action is taken at once; the ladder under `then` goes on
        as long as the danger lasts and the customer has not answered. Lengths of time are whole numbers with `s`, `m`,
        `h` or `d`; amounts are in minor units (`CNY: 5000` is 50 yuan).

        This page is printed from the table that the parser reads: `orderkeeper check policy --reference`. The first line
        of `default.yaml` lets editors complete and check by `Schemas/policy.schema.json` (`--schema`).
        """

    private static func section(_ part: LanguagePart) -> String {
        let title = part.name.prefix(1).uppercased() + part.name.dropFirst()
        var lines = ["## \(title)", "", "`\(part.place)`: \(part.meaning)", "", "| key | takes | default | meaning |"]
        lines.append("| --- | --- | --- | --- |")
        for key in part.keys {
            let standard = key.isRequired ? "must be there" : key.standard
            lines.append("| `\(key.name)` | \(key.value.words) | \(standard) | \(key.meaning) |")
        }
        return lines.joined(separator: "\n")
    }

    private static var actions: String {
        let rows = Action.Kind.allCases.map { "| `\($0.rawValue)` | \($0.explanation) |" }
        return "## Actions\n\n| action | what the shop's own systems do |\n| --- | --- |\n"
            + rows.joined(separator: "\n")
    }

    private static var offers: String {
        let rows = OfferKind.allCases.map { kind in
            "| `\(kind.rawValue)` | \(kind.isOfValue ? "yes" : "no") | \(kind.takesPercent ? "yes" : "no") |"
        }
        return """
            ## Offers

            What costs money is withheld from those who refused offers, from serial cancellers and after a suspicion of \
            fraud; it needs a limit, a budget and a margin. The rest serves the order and is always allowed, except in \
            answer to fraud.

            | offer | costs money | takes `percent` |
            | --- | --- | --- |

            """ + rows.joined(separator: "\n")
    }

    private static let refusals = """
        ## What is refused

        Beside unknown keys and words, and what is out of bounds:

        * a cause of some trigger for which no rule is sure to match, and a rule that earlier ones leave nothing;
        * in answer to fraud: an offer, any action but `review`, a text that tells why;
        * an action that sends back to the method that was tried while an incident may be firing, or after a technical
          failure: the rule needs `incident: none`, or the step `hold: incident`; a later step always needs the latter;
        * what costs money without `cost_limit_minor`, or with limits in no currency of `budget_per_day`;
        * a ladder longer than `outcome_horizon` (60 days where the rule has `measured: false`);
        * a fee that its text does not say, or inside the window of cancellation;
        * a text that does not exist in the default language, or speaks of an offer or a fee that its action does not
          have.
        """

    private static var texts: String {
        section(TemplateLanguage.document) + "\n\n" + section(TemplateLanguage.unknown)
            + "\n\n| placeholder | what it says |\n| --- | --- |\n"
            + Placeholder.allCases.map { "| `{\($0.rawValue)}` | \($0.explanation) |" }.joined(separator: "\n")
    }
}
