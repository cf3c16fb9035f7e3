internal import Streaming

/// Lengths of time as people write them: `200ms`, `30s`, `5m`, `1h`, `7d`.
public enum DurationText {
    private static let units: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    /// The length that `text` says in milliseconds; `nil` when it says none or one that is too long to count.
    public static func milliseconds(_ text: String) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let suffix = text.dropFirst(digits.count)
        guard let unit = units.first(where: { $0.suffix == suffix }), let count = Int64(digits) else { return nil }
        let (length, isTooLong) = count.multipliedReportingOverflow(by: unit.milliseconds)
        return isTooLong ? nil : length
    }

    /// The length in its largest unit that divides it.
    public static func format(milliseconds: Int64) -> String {
        guard milliseconds != 0 else { return "0s" }
        let unit = units.last { milliseconds % $0.milliseconds == 0 } ?? units[0]
        return "\(milliseconds / unit.milliseconds)\(unit.suffix)"
    }
}

extension Milliseconds {
    /// The length as ``DurationText`` writes it.
    var text: String { DurationText.format(milliseconds: rawValue) }
}
