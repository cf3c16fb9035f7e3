/// A 64-bit hash that is the same in every process, on every machine and in every release.
///
/// Swift's `hashValue` differs from run to run, so it may decide nothing here. This hash decides which partition a key
/// belongs to inside the simulation, which slot a table uses, which arm of an experiment a customer is in, and every
/// deterministic id. It is not cryptographic.
///
/// The mixing step is wyhash's: a 64 × 64 → 128 bit multiplication folded by exclusive or (Wang Yi, wyhash, public
/// domain). Changing anything here changes ids and stored state, so the tests pin values.
public struct StableHash: Sendable {
    @usableFromInline
    var state: UInt64

    /// An empty hash; different seeds give independent hashes.
    @inlinable
    public init(seed: UInt64 = 0) { state = seed ^ 0xA076_1D64_78BD_642F }

    /// Adds one number.
    @inlinable
    public mutating func combine(_ value: UInt64) {
        state = Self.fold(state ^ 0xE703_7ED1_A0B4_28DB, value ^ 0x8EBC_6AF0_9C88_C6E3)
    }

    /// Adds bytes and their count, so that `["ab", "c"]` and `["a", "bc"]` differ.
    @inlinable
    public mutating func combine(_ bytes: Span<UInt8>) {
        state = state &+ UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
        var index = 0
        while index + 16 < bytes.count {
            combine(bytes.word(at: index), bytes.word(at: index + 8))
            index += 16
        }
        // The last sixteen bytes, some of which may have been added already, or the whole of a short text.
        guard index > 0 else { return combine(bytes.ends.first, bytes.ends.last) }
        combine(bytes.word(at: bytes.count - 16), bytes.word(at: bytes.count - 8))
    }

    @inlinable
    mutating func combine(_ first: UInt64, _ second: UInt64) {
        state = Self.fold(first ^ 0xE703_7ED1_A0B4_28DB, second ^ state)
    }

    /// Adds the UTF-8 bytes of `text` and their count.
    public mutating func combine(_ text: String) { combine(text.utf8.span) }

    /// The hash of everything combined so far.
    @inlinable
    public var value: UInt64 { Self.fold(state ^ 0x5899_65CC_7537_4CC3, 0x1D8E_4E27_C47D_124F) }

    /// The hash of `bytes`.
    @inlinable
    public static func of(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        var hash = StableHash(seed: seed)
        hash.combine(bytes)
        return hash.value
    }

    @inlinable
    static func fold(_ lhs: UInt64, _ rhs: UInt64) -> UInt64 {
        let product = lhs.multipliedFullWidth(by: rhs)
        return product.high ^ product.low
    }
}
