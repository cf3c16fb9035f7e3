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

    /// The language that `source` says.
    ///
    /// - Throws: when it is no YAML, has unknown keys or placeholders, or lacks something.
    init(_ source: SourceText) throws(PolicyError) {
        let document = try YAMLValue.document(source.yaml, file: source.file)
        let root = try YAMLMapping(document, TemplateLanguage.document)
        let unknown = try YAMLMapping(try root.required("unknown"), TemplateLanguage.unknown)
        let texts = try YAMLMapping(try root.required("templates"), allowed: nil)
        var templates: [String: MessageTemplate] = [:]
        for (name, value) in texts.all {
            templates[name] = try MessageTemplate(name: name, value: value)
        }
        self.locale = try root.required("locale").text()
        self.tag = LocaleTag.normalised(locale)
        self.file = source.file
        self.unknownSKU = try unknown.required("sku").text()
        self.unknownAmount = try unknown.required("amount").text()
        self.templates = templates
        self.unknownMethod = try unknown.text("method")
        var names: [String: String] = [:]
        if let methods = root.optional("methods") {
            for (name, value) in try YAMLMapping(methods, allowed: nil).all { names[name] = try value.text() }
        }
        self.methodNames = names
        let first = templates.values.filter { $0.placeholders.contains(.method) }.min { $0.line < $1.line }
        if let first, unknownMethod == nil {
            throw PolicyError(
                file: file,
                line: first.line,
                problem: "the text \(first.name) has {method}, and nothing says what to write where none is known",
                remedy: "Add `method: another way` to `unknown`"
            )
        }
    }
}
