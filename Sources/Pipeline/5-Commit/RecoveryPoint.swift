internal import Kafka

/// Where the state that belongs to committed offsets lies in a task's journal. It is stored as the metadata of those
/// offsets, so it is committed with them: `v3 journal=8122 first=410 last=533 writer=7`.
struct RecoveryPoint: Hashable, Sendable {
    /// The offset at or behind which the entry ``first`` lies.
    var offset: Offset
    /// The sequence number of the entry with which reading begins: a checkpoint begins with it, or the journal does.
    var first: UInt64
    /// The sequence number of the entry that was committed with the offsets; `first - 1` when there is none.
    var last: UInt64
    /// Who wrote the entry ``last``, because another one may have written an entry of that number that was not committed;
    /// `nil` when there is no entry.
    var writer: UInt64?

    init(offset: Offset, first: UInt64, last: UInt64, writer: UInt64? = nil) {
        self.offset = offset
        self.first = first
        self.last = last
        self.writer = writer
    }

    /// A journal whose first entry will lie at or behind `offset`.
    static func beginning(at offset: Offset) -> RecoveryPoint { RecoveryPoint(offset: offset, first: 1, last: 0) }

    /// What `text` says; `nil` when it is of another format, which says nothing to us.
    init?(_ text: String) {
        let words = text.split(separator: " ")
        func value<Number: FixedWidthInteger>(_ index: Int, _ name: String) -> Number? {
            guard words[index].hasPrefix(name + "=") else { return nil }
            return Number(words[index].dropFirst(name.count + 1))
        }
        guard words.count == 4 || words.count == 5, words[0] == "v3" else { return nil }
        guard let offset: Int64 = value(1, "journal"), offset >= 0, let first: UInt64 = value(2, "first"), first >= 1,
            let last: UInt64 = value(3, "last"), last >= first - 1
        else { return nil }
        self.init(offset: Offset(offset), first: first, last: last)
        guard last >= first else {
            guard words.count == 4 else { return nil }
            return
        }
        guard words.count == 5, let writer: UInt64 = value(4, "writer") else { return nil }
        self.writer = writer
    }

    /// The text to store.
    var text: String {
        "v3 journal=\(offset.rawValue) first=\(first) last=\(last)" + (writer.map { " writer=\($0)" } ?? "")
    }
}
