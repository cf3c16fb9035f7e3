/// Which slots of a table changed since someone last asked: each once, in the order they first changed.
///
/// Marking costs a bit and, the first time, an append. It allocates nothing in steady state.
public struct ChangedSlots: Sendable {
    @usableFromInline
    var bits: [UInt64] = []
    @usableFromInline
    var slots: [UInt32] = []

    /// No slot.
    public init() {}

    /// How many slots changed.
    public var count: Int { slots.count }

    /// Marks `slot`.
    @inlinable
    public mutating func insert(_ slot: Int) {
        let word = slot >> 6
        if word >= bits.count { grow(to: word) }
        let bit: UInt64 = 1 << UInt64(slot & 63)
        guard bits[word] & bit == 0 else { return }
        bits[word] |= bit
        slots.append(UInt32(slot))
    }

    /// The slots that changed; from now on none has.
    public mutating func take() -> [UInt32] {
        for slot in slots { bits[Int(slot) >> 6] = 0 }
        defer { slots.removeAll(keepingCapacity: true) }
        return slots
    }

    @usableFromInline
    @inline(never)
    mutating func grow(to word: Int) {
        bits.append(contentsOf: repeatElement(0, count: max(word + 1, bits.count * 2) - bits.count))
    }
}
