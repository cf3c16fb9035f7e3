/// Interns short texts: each distinct text is stored once and named by a small number.
///
/// Bounded: after `capacity` words every new text becomes ``Word/other``, so a hostile or broken producer cannot grow
/// it without end. Kinds of texts may have shares of it, counted in pieces of ``pieceBytes``: whoever fills one share
/// takes nothing from the others. Looking up a known word allocates nothing. Words are never removed.
///
/// - Complexity: O(length of the text) for ``intern(_:)``.
@safe public struct WordTable: ~Copyable, @unchecked Sendable {
    // Sendable: the memory belongs to one owner, so it may move to another thread with it.

    /// The words that every table has, at their places: ``Word/unknown`` and ``Word/other``.
    static let fixed = ["unknown", "other"]

    /// How many words fit, the two fixed ones included.
    public let capacity: Int

    // Open addressing, at most half full.
    /// A word takes one piece of its share, and one more for each further so many bytes.
    public static let pieceBytes = 32

    /// How many pieces each kind of texts may take, and has taken.
    private let shares: [Int]
    private var taken: [Int]

    private var slots: UnsafeMutablePointer<Slot>
    private var mask = 63
    private var ends: [Int] = []
    private var text: [UInt8] = []

    /// How many words, from the first on, were written as changes.
    private var written = 2
    /// Which words the checkpoint under way has still to write.
    private var unwritten = 0..<0

    /// What a text of at most sixteen bytes is known by. Of a longer one, `first` is the hash.
    private struct Slot: BitwiseCopyable {
        var first: UInt64 = 0
        var last: UInt64 = 0
        var count: UInt32 = 0
        /// The word + 1; zero in an empty slot.
        var next: UInt32 = 0
    }

    /// A table with the two fixed words and room for `capacity` words, in which kind k of texts may take `shares[k]`
    /// pieces.
    public init(capacity: Int = 1 << 20, shares: [Int] = []) {
        precondition(capacity >= 2 && capacity < Int(UInt32.max), "a word is a 32-bit number")
        self.capacity = capacity
        self.shares = shares
        taken = Array(repeating: 0, count: shares.count)
        unsafe slots = .allocate(capacity: mask + 1)
        unsafe slots.initialize(repeating: Slot(), count: mask + 1)
        for word in Self.fixed { _ = intern(word) }
    }

    deinit { unsafe slots.deallocate() }

    /// The number of words, the two fixed ones included.
    public var count: Int { ends.count }

    /// The word of `bytes`, made if it is new; ``Word/other`` when it is new and the table, or the share of its `kind`, is
    /// full. A text without a kind has no share, and only the table bounds it.
    ///
    /// An empty text is ``Word/unknown``: an empty field says no more than an absent one.
    public mutating func intern(_ bytes: Span<UInt8>, kind: Int? = nil) -> Word {
        guard !bytes.isEmpty else { return .unknown }
        precondition(bytes.count <= Int(UInt32.max), "the decoder refuses longer words")
        let (start, last) = bytes.ends
        let first = bytes.count <= 16 ? start : StableHash.of(bytes)
        var slot = home(first, last)
        while true {
            let known = unsafe slots[slot]
            if known.next == 0 { break }
            if known.first == first, known.last == last, Int(known.count) == bytes.count {
                if bytes.count <= 16 || holds(Int(known.next - 1), bytes) { return Word(rawValue: known.next - 1) }
            }
            slot = (slot + 1) & mask
        }
        guard count < capacity, take(bytes.count, of: kind) else { return .other }
        return append(bytes, first, last, slot)
    }

    /// Takes a word of so many bytes out of the share of `kind`. Returns whether there was enough left.
    private mutating func take(_ byteCount: Int, of kind: Int?) -> Bool {
        guard let kind else { return true }
        let pieces = (byteCount + Self.pieceBytes - 1) / Self.pieceBytes
        guard taken[kind] + pieces <= shares[kind] else { return false }
        taken[kind] += pieces
        return true
    }

    /// The word of `text`, made if it is new.
    public mutating func intern(_ text: String) -> Word {
        let bytes = Array(text.utf8)
        return intern(bytes.span)
    }

    /// The text of `word`, which this table must have made.
    public func text(_ word: Word) -> String {
        String(decoding: text[range(of: Int(word.rawValue))], as: UTF8.self)
    }

    /// Appends the bytes of `word`, which this table must have made.
    public func append(_ word: Word, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: text[range(of: Int(word.rawValue))])
    }

    private func range(of index: Int) -> Range<Int> {
        precondition(index < ends.count, "a word belongs to the table that made it")
        return (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    private func holds(_ index: Int, _ bytes: Span<UInt8>) -> Bool {
        text.span.extracting(range(of: index)).equals(bytes)
    }

    @inline(__always)
    private func home(_ first: UInt64, _ last: UInt64) -> Int {
        Int(truncatingIfNeeded: StableHash.fold(first ^ 0xA076_1D64_78BD_642F, last ^ 0xE703_7ED1_A0B4_28DB)) & mask
    }

    @inline(never)
    private mutating func append(_ bytes: Span<UInt8>, _ first: UInt64, _ last: UInt64, _ slot: Int) -> Word {
        for index in 0..<bytes.count { text.append(bytes[index]) }
        ends.append(text.count)
        unsafe slots[slot] = Slot(first: first, last: last, count: UInt32(bytes.count), next: UInt32(ends.count))
        let word = Word(rawValue: UInt32(ends.count - 1))
        if ends.count * 2 > mask { grow() }
        return word
    }

    private mutating func grow() {
        let (old, oldCount) = unsafe (slots, mask + 1)
        mask = oldCount * 2 - 1
        unsafe slots = .allocate(capacity: mask + 1)
        unsafe slots.initialize(repeating: Slot(), count: mask + 1)
        for index in 0..<oldCount {
            let moved = unsafe old[index]
            guard moved.next != 0 else { continue }
            var slot = home(moved.first, moved.last)
            while unsafe slots[slot].next != 0 { slot = (slot + 1) & mask }
            unsafe slots[slot] = moved
        }
        unsafe old.deallocate()
    }

    // MARK: Writing and reading

    /// Appends the words that are new since the last call.
    public mutating func writeChanges(to writer: inout StateWriter) {
        write(written..<count, to: &writer)
        written = count
    }

    /// Begins a checkpoint of the words that are here now.
    public mutating func beginCheckpoint() { unwritten = 0..<count }

    /// Appends the next part of the checkpoint, about `budget` bytes. Returns whether that was the last one.
    public mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        let start = unwritten.lowerBound
        var end = start
        var count = 0
        while end < unwritten.upperBound, count < budget {
            count += range(of: end).count
            end += 1
        }
        write(start..<end, to: &writer)
        unwritten = end..<unwritten.upperBound
        return unwritten.isEmpty
    }

    private func write(_ words: Range<Int>, to writer: inout StateWriter) {
        writer.number(words.lowerBound)
        writer.number(words.count)
        for word in words { writer.bytes(text.span.extracting(range(of: word))) }
        writer.list(taken) { $0.number($1) }
    }

    /// A table with these words, all of them, in their order, for which so many pieces of the shares were taken.
    ///
    /// - Throws: ``StateError`` when they are not the words of such a table.
    init(restoring words: [[UInt8]], taken: [Int], capacity: Int, shares: [Int]) throws(StateError) {
        // What was known stays known, also when there was more room then.
        self.init(capacity: max(capacity, words.count), shares: shares)
        for (kind, pieces) in zip(shares.indices, taken) { self.taken[kind] = pieces }
        for (index, word) in words.enumerated() {
            guard intern(word.span) == Word(rawValue: UInt32(index)) else {
                throw StateError("word \(index) is \(String(decoding: word, as: UTF8.self)), which has another place")
            }
        }
        written = count
    }
}
