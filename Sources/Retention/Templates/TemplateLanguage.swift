/// The texts of one language: one file of templates.
struct TemplateLanguage: Sendable, Hashable {
    /// The language as its file writes it, for example `zh-Hans`.
    let locale: String
    /// ``locale`` as ``LocaleTag/normalised(_:)`` has it.
    let tag: String
    /// The file.
    let file: String
    /// What is written where the product is not known.
    let unknownSKU: String
    /// What is written where the amount is not known.
    let unknownAmount: String
    /// What is written where no way to pay is known to work; only texts with `{method}` need it.
    let unknownMethod: String?
    /// What the ways to pay are called, by the names that payment events have for them.
    let methodNames: [String: String]
    /// The texts by name.
    let templates: [String: MessageTemplate]

    /// The language that `source` says, without the texts that are refused; `nil` when the rest is. Notes each refusal.
    init?(_ source: SourceText, _ faults: inout Faults) {
        var templates: [String: MessageTemplate] = [:]
        let read = faults.noting { () throws(PolicyError) in
            let document = try YAMLValue.document(source.yaml, file: source.file)
            let root = try YAMLMapping(document, TemplateLanguage.document)
            let unknown = try YAMLMapping(try root.required("unknown"), TemplateLanguage.unknown)
            let texts = try YAMLMapping(try root.required("templates"), allowed: nil)
            return (root, unknown, texts)
        }
        guard let (root, unknown, texts) = read else { return nil }
        for (name, value) in texts.all {
            let text = faults.noting { () throws(PolicyError) in try MessageTemplate(name: name, value: value) }
            if let text { templates[name] = text }
        }
        let words = faults.noting { () throws(PolicyError) in
            (
                locale: try root.required("locale").text(), sku: try unknown.required("sku").text(),
                amount: try unknown.required("amount").text(), method: try unknown.text("method"),
                methods: try root.textsByName("methods")
            )
        }
        guard let words else { return nil }
        locale = words.locale
        tag = LocaleTag.normalised(words.locale)
        file = source.file
        unknownSKU = words.sku
        unknownAmount = words.amount
        unknownMethod = words.method
        methodNames = words.methods
        self.templates = templates
        let first = templates.values.filter { $0.placeholders.contains(.method) }.min { $0.line < $1.line }
        guard let first, unknownMethod == nil else { return }
        faults.note(
            PolicyError(
                file: file,
                line: first.line,
                problem: "the text \(first.name) has {method}, and nothing says what to write where none is known",
                remedy: "Add `method: another way` to `unknown`"
            )
        )
    }
}
