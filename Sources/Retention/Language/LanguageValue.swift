internal import Streaming

/// What may be written after a key of the policy language, with its bounds.
indirect enum LanguageValue: Sendable {
    /// A text that is not empty.
    case text
    /// `true` or `false`.
    case flag
    /// A whole number.
    case number(ClosedRange<Int64>)
    /// A whole number with s, m, h or d.
    case duration(ClosedRange<Milliseconds>)
    /// One word of a closed list.
    case word([String])
    /// One word of a closed list, or several, each once.
    case words([String])
    /// One text, or several, each once.
    case texts
    /// A time of day, `HH:MM`.
    case clock
    /// The IANA name of a time zone.
    case timeZone
    /// Amounts in minor units by currency.
    case amounts
    /// Whole numbers by names of the shop's own.
    case numbersByName(ClosedRange<Int64>)
    /// Lengths of time by names of the shop's own.
    case durationsByName(ClosedRange<Milliseconds>)
    /// Texts by names of the shop's own.
    case textsByName
    /// A mapping with keys of its own.
    case part(LanguagePart)
    /// From one to so many of these; a single one may stand without the list's marks.
    case list(LanguageValue, max: Int)
    /// The one or the other.
    case either(LanguageValue, LanguageValue)

    /// The most of an amount, in minor units.
    static let amountMax: Int64 = 1_000_000_000_000
}
