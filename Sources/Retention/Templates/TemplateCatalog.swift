internal import Commerce

/// The messages of a shop: texts by name, in each of its languages.
///
/// A file is one language:
///
/// ```yaml
/// locale: en
/// unknown: {sku: the product, amount: the amount due}      # written where the order does not say
/// templates:
///   pay_another_way: You can also pay for order {order_id} in another way.
/// ```
///
/// Texts are plain: who sends them as HTML escapes them, for ids come from outside.
public struct TemplateCatalog: Sendable, Hashable {
    /// In the order of their locales.
    let languages: [TemplateLanguage]

    /// The languages that it has, as their files write them, sorted.
    public var locales: [String] { languages.map(\.locale) }

    /// The catalog of `texts`, one per language.
    ///
    /// - Throws: ``PolicyError`` when a file is no YAML, has an unknown key or placeholder, lacks something, or is in a
    ///   language that another file is in.
    public static func parse(_ texts: [SourceText]) throws(PolicyError) -> TemplateCatalog {
        var faults = Faults()
        let catalog = read(texts, &faults)
        if let first = faults.all.first { throw first }
        return catalog
    }

    /// The catalog of `texts` without those that are refused, which are noted.
    static func read(_ texts: [SourceText], _ faults: inout Faults) -> TemplateCatalog {
        var languages: [TemplateLanguage] = []
        for text in texts {
            guard let language = TemplateLanguage(text, &faults) else { continue }
            if let twin = languages.first(where: { $0.tag == language.tag }) {
                faults.note(
                    PolicyError(
                        file: text.file,
                        line: 1,
                        problem: "\(twin.file) is in \(language.locale) too",
                        remedy: "Move the texts of one language into one file"
                    )
                )
            }
            languages.append(language)
        }
        return TemplateCatalog(languages: languages.sorted { $0.locale < $1.locale })
    }

    /// Whether `template` exists in `locale` itself, without falling back.
    public func has(_ template: String, in locale: String) -> Bool {
        language(LocaleTag.normalised(locale))?.templates[template] != nil
    }

    /// `template` in the best language for a customer who reads `locale`: zh-Hans-CN, zh-Hans, zh, then `fallback`.
    ///
    /// `nil` when none of these has it.
    func find(
        _ template: String,
        for locale: String,
        fallback: String
    ) -> (language: TemplateLanguage, template: MessageTemplate)? {
        for tag in LocaleTag.candidates(locale) + [LocaleTag.normalised(fallback)] {
            guard let language = language(tag), let found = language.templates[template] else { continue }
            return (language, found)
        }
        return nil
    }

    private func language(_ tag: String) -> TemplateLanguage? {
        languages.first { $0.tag == tag }
    }
}
