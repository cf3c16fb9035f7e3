internal import Commerce
internal import Streaming

/// Figures as people read them. Where there is no figure, a dash.
enum FigureText {
    static let none = "–"

    /// `0.9312` as `93.1 %`.
    static func percent(_ share: Double?) -> String {
        guard let share, share.isFinite else { return none }
        return "\(decimal(share * 100, digits: 1)) %"
    }

    /// `450,000 ms` as `7.5 min`; whole hours as `6 h`.
    static func minutes(_ length: Milliseconds?) -> String {
        guard let length else { return none }
        let (hours, rest) = length.rawValue.quotientAndRemainder(dividingBy: Milliseconds.hours(1).rawValue)
        if hours > 0, rest == 0 { return "\(hours) h" }
        return "\(decimal(Double(length.rawValue) / 60_000, digits: 1)) min"
    }

    /// A number with so many digits behind the point; very small ones as `1.2e-12`.
    static func number(_ value: Double?, digits: Int = 2) -> String {
        guard let value else { return none }
        guard value.isFinite else { return value > 0 ? "∞" : none }
        if value == 0 || value.magnitude >= 0.001 { return decimal(value, digits: digits) }
        var (mantissa, exponent) = (value, 0)
        while mantissa.magnitude < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
        return "\(decimal(mantissa, digits: 1))e\(exponent)"
    }

    /// `1234567` as `1,234,567`.
    static func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// `2026-11-20 08:13` of a time, UTC.
    static func instant(_ time: EventTime) -> String {
        String(RFC3339.format(time).prefix(16)).replacing("T", with: " ")
    }

    /// `08:13` of a time, UTC.
    static func clock(_ time: EventTime) -> String { String(RFC3339.format(time).dropFirst(11).prefix(5)) }

    /// `value`, rounded to `digits` behind the point.
    static func decimal(_ value: Double, digits: Int) -> String {
        guard value.magnitude < 1e15 else { return "\(value)" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((value.magnitude * scale).rounded())
        let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int(scale))
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return sign + String(whole) }
        let fraction = String(rest)
        return "\(sign)\(whole)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
