internal import Streaming

/// The language for people.
extension LanguageValue {
    /// What it takes, in words of Markdown.
    var words: String {
        switch self {
        case .text: "a text"
        case .flag: "`true` or `false`"
        case .number(let range): "a number, \(range.lowerBound) to \(range.upperBound)"
        case .duration(let range): "a length of time, \(range.words)"
        case .word(let words): Self.listed(words)
        case .words(let words): "one or several of " + Self.listed(words)
        case .texts: "a text, or several"
        case .clock: "a time of day, `\"HH:MM\"`"
        case .timeZone: "an IANA name, such as `Asia/Shanghai`"
        case .amounts: "amounts by currency, such as `{CNY: 5000, EUR: 800}`"
        case .numbersByName(let range): "numbers by name, \(range.lowerBound) to \(range.upperBound)"
        case .durationsByName(let range): "lengths of time by name, \(range.words)"
        case .textsByName: "texts by name"
        case .part(let part): "[\(part.name)](#\(part.name.replacing(" ", with: "-")))"
        case .list(let element, let max): "a list of \(element.words), \(max) at most"
        case .either(let one, let other): "\(one.words), or \(other.words)"
        }
    }

    private static func listed(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: " ") }
}

extension ClosedRange<Milliseconds> {
    /// `1m to 7d`.
    var words: String { "\(LengthText.of(lowerBound)) to \(LengthText.of(upperBound))" }
}
