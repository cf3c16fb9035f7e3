/// Numbers in a proof: four significant digits, whole numbers whole.
enum ProofNumber {
    private static let significant = 10_000.0

    static func text(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "undefined" : value > 0 ? "∞" : "-∞" }
        if value == value.rounded(), value.magnitude < 1e15 { return String(Int64(value)) }
        var (mantissa, exponent) = (value.magnitude, 0)
        while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
        var digits = Int((mantissa * significant / 10).rounded())
        if digits >= Int(significant) { (digits, exponent) = (digits / 10, exponent + 1) }
        let sign = value < 0 ? "-" : ""
        let text = Array(String(digits))
        switch exponent {
        case 3...14: return sign + String(text) + String(repeating: "0", count: exponent - 3)
        case 0...2: return sign + trimmed(String(text[...exponent]) + "." + String(text[(exponent + 1)...]))
        case -4...(-1): return sign + trimmed("0." + String(repeating: "0", count: -exponent - 1) + String(text))
        default: return sign + trimmed("\(text[0]).\(String(text[1...]))") + "e\(exponent)"
        }
    }

    /// `text` without zeros at the end of its fraction.
    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }
}
