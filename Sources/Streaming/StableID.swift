/// Makes ids that depend on what caused them and on nothing else, so that a repeated computation repeats the id.
///
/// An id is a prefix and 32 hexadecimal digits (128 bits from two ``StableHash``es with different seeds).
///
/// ```swift
/// StableID.make("act", "O-1000001", "unconfirmed", "1763632230123")   // "act-4e1f…"
/// ```
public enum StableID {
    /// The id of `parts`, in this order.
    public static func make(_ prefix: String, _ parts: String...) -> String {
        var first = StableHash(seed: 1)
        var second = StableHash(seed: 2)
        for part in parts {
            first.combine(part)
            second.combine(part)
        }
        return prefix + "-" + hexadecimal(first.value) + hexadecimal(second.value)
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
