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
        var id = Parts()
        for part in parts { id.combine(part.utf8.span) }
        return String(decoding: id.bytes(prefix), as: UTF8.self)
    }

    /// An id under way, for whoever has its parts as bytes: the same parts give the same id as ``make(_:_:)``.
    public struct Parts: Sendable {
        private var first = StableHash(seed: 1)
        private var second = StableHash(seed: 2)

        /// No part yet.
        public init() {}

        /// Adds the next part.
        public mutating func combine(_ part: Span<UInt8>) {
            first.combine(part)
            second.combine(part)
        }

        /// Adds the decimal digits of `number`, which is not negative, as the next part.
        public mutating func combine(decimal number: Int64) {
            precondition(number >= 0, "a part that is a number is not negative")
            var digits = InlineArray<20, UInt8>(repeating: 0)
            var (rest, start) = (number, digits.count)
            repeat {
                start -= 1
                digits[start] = UInt8(48 + rest % 10)
                rest /= 10
            } while rest > 0
            combine(digits.span.extracting(start..<digits.count))
        }

        /// The id of the parts so far, in ASCII.
        public func bytes(_ prefix: String) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(prefix.utf8.count + 33)
            bytes.append(contentsOf: prefix.utf8)
            bytes.append(UInt8(ascii: "-"))
            Self.append(first.value, to: &bytes)
            Self.append(second.value, to: &bytes)
            return bytes
        }

        /// Appends sixteen hexadecimal digits.
        private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
            for shift in stride(from: 60, through: 0, by: -4) {
                let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift) & 15)
                bytes.append(digit < 10 ? 48 + digit : 87 + digit)
            }
        }
    }
}
