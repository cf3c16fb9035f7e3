public import Streaming

/// Times as text: `2026-11-20T10:15:30.123Z`.
///
/// Reads what RFC 3339 allows and writes one form of it. Uses no calendar of the system and no locale.
public enum RFC3339 {
    /// The first instant that is accepted: 1970-01-01T00:00:00Z.
    public static let earliest = EventTime(milliseconds: 0)
    /// The last instant that is accepted: 9999-12-31T23:59:59.999Z.
    public static let latest = EventTime(milliseconds: 253_402_300_799_999)

    /// The instant that `text` says; `nil` when it says none, or one before 1970 or after 9999.
    ///
    /// Accepts a fraction of 1 to 9 digits (cut to milliseconds), any offset, `t` and `z`. A leap second, which is
    /// :60 in the last minute of a day of UTC, becomes the last millisecond before it.
    public static func parse(_ text: Span<UInt8>) -> EventTime? {
        guard let time = parseAnyYear(text), time >= earliest, time <= latest else { return nil }
        return time
    }

    /// The instant that `text` says, of the years 0000 to 9999: what ``append(_:to:)`` can write.
    static func parseAnyYear(_ text: Span<UInt8>) -> EventTime? {
        guard text.count >= 20, text.count <= 35,
            text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[10] | 0x20 == UInt8(ascii: "t"),
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":")
        else { return nil }
        let year = pair(text, 0) * 100 + pair(text, 2)
        let (month, day) = (pair(text, 5), pair(text, 8))
        let (hour, minute) = (pair(text, 11), pair(text, 14))
        let second = pair(text, 17)
        // A pair that is not two digits is negative enough to make all of these fail.
        guard year >= 0, month >= 1, month <= 12, day >= 1, day <= days(in: month, of: year),
            hour >= 0, hour <= 23, minute >= 0, minute <= 59, second >= 0, second <= 60
        else { return nil }
        guard let (fraction, end) = fraction(text), let offset = offset(text, from: end) else { return nil }
        let minutes = (daysSince1970(year, month, day) * 24 + hour) * 60 + minute - offset
        if second == 60, minutes % 1440 != 1439 { return nil }
        let milliseconds = minutes * 60_000 + (second == 60 ? 59_999 : second * 1000 + fraction)
        return EventTime(milliseconds: Int64(milliseconds))
    }

    /// The instant that `text` says; `nil` when it says none.
    public static func parse(_ text: String) -> EventTime? {
        let bytes = Array(text.utf8)
        return parse(bytes.span)
    }

    /// `time` with milliseconds, in UTC. An instant outside the years 0000 to 9999 is written as the nearest inside.
    public static func format(_ time: EventTime) -> String { String(decoding: bytes(time), as: UTF8.self) }

    /// The 24 bytes of ``format(_:)``.
    public static func bytes(_ time: EventTime) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        append(time, to: &bytes)
        return bytes
    }

    /// Appends the 24 bytes of ``format(_:)``.
    public static func append(_ time: EventTime, to bytes: inout [UInt8]) {
        let clamped = min(max(time.milliseconds, -62_167_219_200_000), latest.milliseconds)
        let (dayNumber, millisecond) = floorDivide(Int(clamped), 86_400_000)
        let (year, month, day) = date(dayNumber)
        var text = InlineArray<24, UInt8>(repeating: 0)
        put(year / 100, at: 0, in: &text)
        put(year % 100, at: 2, in: &text)
        text[4] = UInt8(ascii: "-")
        put(month, at: 5, in: &text)
        text[7] = UInt8(ascii: "-")
        put(day, at: 8, in: &text)
        text[10] = UInt8(ascii: "T")
        put(millisecond / 3_600_000, at: 11, in: &text)
        text[13] = UInt8(ascii: ":")
        put(millisecond / 60_000 % 60, at: 14, in: &text)
        text[16] = UInt8(ascii: ":")
        put(millisecond / 1000 % 60, at: 17, in: &text)
        text[19] = UInt8(ascii: ".")
        put(millisecond % 1000 / 10, at: 20, in: &text)
        text[22] = UInt8(48 + millisecond % 10)
        text[23] = UInt8(ascii: "Z")
        for index in text.indices { bytes.append(text[index]) }
    }
}

// MARK: Parts of a time

extension RFC3339 {
    /// Two digits at `index`; a number below −1000 when they are none.
    @inline(__always)
    static func pair(_ text: Span<UInt8>, _ index: Int) -> Int {
        let tens = text[index] &- 48
        let ones = text[index + 1] &- 48
        return tens <= 9 && ones <= 9 ? Int(tens) * 10 + Int(ones) : -100_000
    }

    /// The milliseconds of the fraction, and where the offset starts.
    private static func fraction(_ text: Span<UInt8>) -> (milliseconds: Int, end: Int)? {
        guard text[19] == UInt8(ascii: ".") else { return (0, 19) }
        var index = 20
        var (milliseconds, unit) = (0, 100)
        while index < text.count, text[index] &- 48 <= 9 {
            milliseconds += Int(text[index] &- 48) * unit
            unit /= 10
            index += 1
        }
        return index > 20 && index <= 29 ? (milliseconds, index) : nil
    }

    /// The minutes that local time is ahead of UTC.
    private static func offset(_ text: Span<UInt8>, from start: Int) -> Int? {
        guard start < text.count else { return nil }
        if text[start] | 0x20 == UInt8(ascii: "z") { return text.count == start + 1 ? 0 : nil }
        guard text.count == start + 6, text[start + 3] == UInt8(ascii: ":") else { return nil }
        let (hours, minutes) = (pair(text, start + 1), pair(text, start + 4))
        guard hours >= 0, hours <= 23, minutes >= 0, minutes <= 59 else { return nil }
        switch text[start] {
        case UInt8(ascii: "+"): return hours * 60 + minutes
        case UInt8(ascii: "-"): return -(hours * 60 + minutes)
        default: return nil
        }
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    // Both count years from March, so that the leap day is the last of its year, and in eras of 400 years.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let (era, yearOfEra) = floorDivide(month <= 2 ? year - 1 : year, 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(_ dayNumber: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = floorDivide(dayNumber + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func floorDivide(_ value: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    /// Two digits at `index`.
    @inline(__always)
    private static func put(_ value: Int, at index: Int, in text: inout InlineArray<24, UInt8>) {
        text[index] = UInt8(truncatingIfNeeded: 48 + value / 10)
        text[index + 1] = UInt8(truncatingIfNeeded: 48 + value % 10)
    }
}
