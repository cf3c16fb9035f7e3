/// Writes an amount of money for a person: `CNY 259.98`.
public enum AmountText {
    private static let withoutMinorUnits: Set = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    ]
    private static let withThousandths: Set = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]

    /// `minor` minor units of `currency`, an ISO 4217 code, with the decimals of ISO 4217.
    public static func of(_ minor: Int64, _ currency: String) -> String {
        let decimals = withoutMinorUnits.contains(currency) ? 0 : withThousandths.contains(currency) ? 3 : 2
        var digits = String(minor.magnitude)
        if decimals > 0 {
            digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
        }
        return "\(currency) \(minor < 0 ? "-" : "")\(digits)"
    }

    /// `money` with the decimals of ISO 4217.
    public static func of(_ money: Money) -> String { of(money.amountMinor, money.currency) }
}
