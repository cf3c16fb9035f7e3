/// What may stand in a file of templates.
extension TemplateLanguage {
    static let document = LanguagePart(
        name: "templates",
        place: "a file of templates",
        meaning: "The messages in one language; one file for each.",
        keys: [
            .required("locale", .text, "The language, a BCP 47 tag, for example `zh-Hans`."),
            .required("unknown", .part(unknown), "What is written where an order does not say it."),
            .optional("methods", .textsByName, "What the ways to pay are called, by their names in `methods`."),
            .required(
                "templates",
                .textsByName,
                "The texts by name. Placeholders stand in braces: "
                    + Placeholder.allCases.map { "`{\($0.rawValue)}`" }.joined(separator: " ") + "."
            ),
        ]
    )

    static let unknown = LanguagePart(
        name: "unknown",
        place: "unknown",
        meaning: "What is written where an order does not say it.",
        keys: [
            .required("sku", .text, "In place of `{sku}`."),
            .required("amount", .text, "In place of `{amount}`."),
            .optional("method", .text, "In place of `{method}`; texts that have it need this."),
        ]
    )
}
