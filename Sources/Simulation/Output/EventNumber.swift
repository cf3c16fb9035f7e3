/// What makes an event unique in its shop: whose it is, and the how many-th of its owner's events.
///
/// It does not depend on what happens to others, so an injected incident changes no other event's id.
struct EventNumber: Sendable, BitwiseCopyable {
    /// Two bits of owner, 54 of number and ordinal.
    let rawValue: UInt64

    /// Whose events are counted.
    enum Owner: UInt64 {
        case order
        case shelf
        case customer
    }

    /// The event number `ordinal` of the owner `number`; only owners below four million have more than 4,096 events.
    init(_ owner: Owner, _ number: Int, ordinal: UInt64) {
        rawValue = owner.rawValue << 54 | (ordinal >> 12) << 34 | UInt64(number) << 12 | ordinal & 0xFFF
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The id in the form of a ULID: 48 bits of time, 24 of the seed, 56 of the number.
    func identifier(seed: UInt64, at time: Int64) -> String {
        let time = UInt64(bitPattern: time) & 0xFFFF_FFFF_FFFF
        // A ULID's first digit has two bits of the time, each other digit five bits.
        let rest = UInt128(time) << 80 | UInt128(seed & 0xFF_FFFF) << 56 | UInt128(rawValue)
        var text = [UInt8](repeating: 0, count: 26)
        for index in text.indices {
            text[index] = Self.alphabet[Int(truncatingIfNeeded: rest >> UInt128(125 - 5 * index)) & 31]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
