// Reads short texts eight bytes at a time. What is compared and hashed here are ids and words of a few bytes each.
extension Span where Element == UInt8 {
    /// The eight bytes from `start` on, as a little-endian number.
    @inlinable
    @inline(__always)
    func word(at start: Int) -> UInt64 {
        UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
    }

    /// The four bytes from `start` on, as a little-endian number.
    @inlinable
    @inline(__always)
    func halfWord(at start: Int) -> UInt64 {
        UInt64(UInt32(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt32.self)))
    }

    /// The first and the last eight bytes of a text, which overlap when it is shorter than sixteen. Up to there, they and
    /// the length are all of it.
    @inlinable
    @inline(__always)
    var ends: (first: UInt64, last: UInt64) {
        if count >= 8 { return (word(at: 0), word(at: count - 8)) }
        if count >= 4 { return (halfWord(at: 0) << 32 | halfWord(at: count - 4), 0) }
        if count == 0 { return (0, 0) }
        return (UInt64(self[0]) << 16 | UInt64(self[count / 2]) << 8 | UInt64(self[count - 1]), 0)
    }

    /// Whether both are the same bytes.
    @inlinable
    func equals(_ other: Span<UInt8>) -> Bool {
        guard count == other.count, ends == other.ends else { return false }
        var index = 8
        while index + 8 < count {
            if word(at: index) != other.word(at: index) { return false }
            index += 8
        }
        return true
    }
}
