internal import Streaming

/// Picks out of a journal the entries that were committed, one after another.
///
/// Where there are no transactions, a worker that was replaced may still write an entry, and so may two with the same
/// number lie in the journal. What was committed says which one was the last, and each entry says which one came before
/// it. So there is one chain, and it is found on the way forward, with entries of one number in hand:
///
///     number    410    411    412    413            committed: last=413 writer=B
///     entries    A      A      A ┄┄┄┄ A              413 of A was not committed, and B went on after 412 of A
///                              └───── B
struct JournalChain {
    /// What was committed last.
    let end: RecoveryPoint
    /// The number and the writer of the entry that was given out last; no writer at the beginning.
    private(set) var last: UInt64
    private var writer: UInt64?
    /// The entries with the next number, by writer. The one after it tells which of them counts.
    private var candidates: [UInt64: JournalEntry] = [:]

    /// The chain from `end.first` to `end.last`.
    init(to end: RecoveryPoint) {
        self.end = end
        last = end.first - 1
    }

    /// Whether every entry was given out.
    var isComplete: Bool { last == end.last }

    /// Whether an entry of this number and writer can belong to the chain.
    func wants(_ sequence: UInt64, of writer: UInt64) -> Bool {
        sequence > last && (sequence < end.last || (sequence == end.last && writer == end.writer))
    }

    /// Takes the next entry of the journal, one that it ``wants(_:of:)``. Returns those that are now known to count, in
    /// order.
    mutating func take(_ entry: JournalEntry) throws(StateError) -> [JournalEntry] {
        var settled: [JournalEntry] = []
        if entry.sequence > last + 1 {
            guard entry.sequence == last + 2, let previous = entry.previous, let chosen = candidates[previous] else {
                let missing = last + (entry.sequence > last + 2 && !candidates.isEmpty ? 2 : 1)
                throw StateError("it is entry \(entry.sequence), and \(missing) is missing before it")
            }
            settled.append(settle(chosen))
        }
        // One that goes on after an entry that was not committed was not committed either.
        guard writer == nil || entry.previous == writer else { return settled }
        if entry.sequence == end.last { settled.append(settle(entry)) } else { candidates[entry.writer] = entry }
        return settled
    }

    private mutating func settle(_ entry: JournalEntry) -> JournalEntry {
        (last, writer) = (entry.sequence, entry.writer)
        candidates.removeAll()
        return entry
    }
}
