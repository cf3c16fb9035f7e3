internal import Kafka

/// Finds the offsets at which a partition that is read in order holds nothing: markers of transactions, what was aborted,
/// and what was removed. No letter can ever come there, so they are done with.
struct LetterGaps {
    private var position: Int64 = 0

    /// The empty offsets between the letter before and the one at `offset`.
    mutating func before(_ offset: Offset) -> Range<Int64> {
        defer { position = max(position, offset.rawValue + 1) }
        return min(position, offset.rawValue)..<offset.rawValue
    }

    /// The empty offsets behind the last letter, of a partition that ends at `end`.
    func before(end: Offset) -> Range<Int64> { min(position, end.rawValue)..<end.rawValue }
}
