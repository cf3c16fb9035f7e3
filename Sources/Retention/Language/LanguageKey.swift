/// One key of the policy language. Parser, reference and JSON Schema are read off it, so that they cannot differ.
struct LanguageKey: Sendable {
    /// As it is written.
    let name: String
    /// What may follow it.
    let value: LanguageValue
    /// Whether its mapping must have it.
    let isRequired: Bool
    /// What holds where it is not written, for people; empty where nothing does.
    let standard: String
    /// What it means, one sentence or two.
    let meaning: String

    /// A key that must be written.
    static func required(_ name: String, _ value: LanguageValue, _ meaning: String) -> LanguageKey {
        LanguageKey(name: name, value: value, isRequired: true, standard: "", meaning: meaning)
    }

    /// A key that may be left out; `standard` holds then.
    static func optional(
        _ name: String,
        _ value: LanguageValue,
        or standard: String = "",
        _ meaning: String
    ) -> LanguageKey {
        LanguageKey(name: name, value: value, isRequired: false, standard: standard, meaning: meaning)
    }
}
