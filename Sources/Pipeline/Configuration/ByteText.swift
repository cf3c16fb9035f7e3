/// Amounts of memory as people write them: `512B`, `64KiB`, `16MiB`, `2GiB`.
enum ByteText {
    private static let units: [(suffix: String, bytes: Int)] = [
        ("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
    ]

    /// The bytes that `text` says; `nil` when it says none.
    static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let suffix = text.dropFirst(digits.count)
        guard let unit = units.first(where: { $0.suffix == suffix }), let count = Int(digits) else { return nil }
        let (bytes, isTooMany) = count.multipliedReportingOverflow(by: unit.bytes)
        return isTooMany ? nil : bytes
    }

    /// The amount in its largest unit that divides it.
    static func format(_ bytes: Int) -> String {
        let unit = units.last { bytes % $0.bytes == 0 && bytes > 0 } ?? units[0]
        return "\(bytes / unit.bytes)\(unit.suffix)"
    }
}
