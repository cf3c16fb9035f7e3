internal import Streaming

/// A mapping of the policy language and all keys that it knows.
struct LanguagePart: Sendable {
    /// What it is called in the reference.
    let name: String
    /// Its place in a file, for people: `rules[].when`.
    let place: String
    /// What it says, one sentence.
    let meaning: String
    /// Its keys, in the order in which they are explained.
    let keys: [LanguageKey]

    /// The key called `name`.
    ///
    /// - Precondition: There is one: who asks is the parser, whose keys are these.
    func key(_ name: String) -> LanguageKey {
        guard let key = keys.first(where: { $0.name == name }) else {
            preconditionFailure("\(place) has no key \(name) in the table of the language")
        }
        return key
    }

    /// The bounds of the number `name`.
    func numbers(_ name: String) -> ClosedRange<Int64> {
        switch key(name).value {
        case .number(let range), .numbersByName(let range): range
        default: preconditionFailure("\(name) of \(place) is no number in the table of the language")
        }
    }

    /// The bounds of the length of time `name`.
    func durations(_ name: String) -> ClosedRange<Milliseconds> {
        switch key(name).value {
        case .duration(let range), .durationsByName(let range): range
        default: preconditionFailure("\(name) of \(place) is no length of time in the table of the language")
        }
    }
}
