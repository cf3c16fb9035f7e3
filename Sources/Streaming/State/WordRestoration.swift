/// Collects the words of a ``WordTable`` as they are read back: a checkpoint brings the early ones after the changes have
/// brought the late ones.
public struct WordRestoration: Sendable {
    private var words: [[UInt8]?] = []
    private var taken: [Int] = []
    private static let countMax = 1 << 26

    /// No words.
    public init() {}

    /// Takes in what ``WordTable/writeChanges(to:)`` or ``WordTable/writeCheckpoint(to:budget:)`` wrote.
    public mutating func restore(from reader: inout StateReader) throws(StateError) {
        let first = try reader.number(upTo: Self.countMax)
        let count = try reader.number(upTo: reader.remaining)
        while words.count < first + count { words.append(nil) }
        for index in first..<first + count { words[index] = try reader.bytes() }
        taken = try reader.list { (reader) throws(StateError) in try reader.number(upTo: Self.countMax) }
    }

    /// The table, with the words it always has if nothing was read, and shares as in ``WordTable/init(capacity:shares:)``.
    ///
    /// - Throws: ``StateError`` when a word is missing.
    public func finish(capacity: Int = 1 << 20, shares: [Int] = []) throws(StateError) -> WordTable {
        var all: [[UInt8]] = []
        for (index, word) in words.enumerated() {
            if let word {
                all.append(word)
            } else if index < WordTable.fixed.count {
                // Every table has these, so they are written with a checkpoint only.
                all.append(Array(WordTable.fixed[index].utf8))
            } else {
                throw StateError("word \(index) is missing")
            }
        }
        return try WordTable(restoring: all, taken: taken, capacity: capacity, shares: shares)
    }
}
