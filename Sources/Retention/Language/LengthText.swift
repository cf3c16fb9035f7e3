internal import Streaming

/// Writes a length of time as a policy file does: `2h`, `30d`.
enum LengthText {
    /// `length` in the largest unit that it is a whole number of.
    static func of(_ length: Milliseconds) -> String {
        let units: [(Milliseconds, String)] = [(.days(1), "d"), (.hours(1), "h"), (.minutes(1), "m")]
        for (unit, letter) in units where length > .zero && length.rawValue % unit.rawValue == 0 {
            return "\(length.rawValue / unit.rawValue)\(letter)"
        }
        return "\(length.rawValue / 1000)s"
    }
}
