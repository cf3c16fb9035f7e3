internal import Commerce
internal import Pipeline
internal import Streaming

/// Numbers and times as people read them.
enum Figures {
    /// `1234567` as `1,234,567`.
    static func count(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(number.magnitude).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + String(text.reversed())
    }

    /// A rate per second.
    static func rate(_ number: Int, in elapsed: Milliseconds) -> String {
        count(Int((Double(number) * 1000 / Double(max(elapsed.rawValue, 1))).rounded()))
    }

    /// `0.0612` as `+6.1`: points of a hundred.
    static func points(_ difference: Double) -> String {
        let tenths = Int((difference * 1000).rounded())
        let sign = tenths < 0 ? "-" : tenths > 0 ? "+" : ""
        return "\(sign)\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }

    /// `812 of 2,031 orders saved, +6.1 points over the hold-out (+2.2 … +9.9)`; `nil` while no outcome is known.
    static func saved(_ outcomes: OutcomeTally) -> String? {
        let (saved, orders) = (
            outcomes.treated.saved + outcomes.unmeasured.saved, outcomes.treated.orders + outcomes.unmeasured.orders
        )
        guard outcomes.treated.ended + outcomes.heldOut.ended + outcomes.unmeasured.ended > 0 else { return nil }
        let told = "\(count(saved)) of \(count(orders)) orders saved"
        guard let uplift = outcomes.uplift else { return told }
        let (low, high) = (points(uplift.interval.lowerBound), points(uplift.interval.upperBound))
        let warning = uplift.verdict == .harms ? ": the actions do harm" : ""
        return "\(told), \(points(uplift.difference)) points over the hold-out (\(low) … \(high))\(warning)"
    }

    /// `7.3 s`.
    static func seconds(_ elapsed: Milliseconds) -> String {
        let tenths = (elapsed.rawValue + 50) / 100
        return "\(tenths / 10).\(tenths % 10) s"
    }

    /// `3 min`, `2 h 5 min`.
    static func minutes(_ length: Milliseconds) -> String {
        let minutes = Int((Double(length.rawValue) / 60_000).rounded())
        let (hours, rest) = (minutes / 60, minutes % 60)
        if hours == 0 { return "\(rest) min" }
        return rest == 0 ? "\(hours) h" : "\(hours) h \(rest) min"
    }

    /// `08:31` of a time.
    static func clock(_ time: EventTime) -> String { String(RFC3339.format(time).dropFirst(11).prefix(5)) }

    /// `text` with spaces up to `width`.
    static func pad(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// `text` with spaces before it up to `width`.
    static func right(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    /// `text` on one line of at most `width` letters.
    static func cut(_ text: String, to width: Int) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count <= width ? line : line.prefix(width - 1) + "…"
    }
}
