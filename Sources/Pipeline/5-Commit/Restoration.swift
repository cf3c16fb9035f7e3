internal import Kafka
internal import Streaming

/// Reads a task's state back from its journal, entry by entry, until it is what it was at the last commit.
///
/// It takes nothing on trust: an entry that is damaged, foreign or missing is an error that says so, because a state
/// that was guessed would go on being wrong in silence.
struct Restoration {
    let id: TaskID
    let task: any StageTask
    /// Where the journal lies.
    let partition: TopicPartition
    let owned: [TopicPartition]
    /// The writer that will go on after it.
    let writer: UInt64
    /// Where to begin and to end; `nil` when nothing is committed.
    let recovery: RecoveryPoint?
    /// What was committed to the group.
    let committed: [TopicPartition: Offset]
    /// Whether an entry can lie in the journal that was not committed.
    let guarantee: Guarantee

    /// Where there is nothing committed: the end of the journal, before which there must be no entry that was. If there is
    /// one, the offsets that belonged to it have expired or were deleted.
    let emptyUntil: Offset

    /// The offset of the next record to read.
    private(set) var position: Offset
    private var chain: JournalChain
    private var positions: [TopicPartition: Offset]
    private var isWhole = false
    /// The parts of entries that are not whole yet, by writer.
    private var parts: [UInt64: [JournalFrame]] = [:]

    init(
        _ id: TaskID,
        _ task: any StageTask,
        partition: TopicPartition,
        owned: [TopicPartition],
        writer: UInt64,
        recovery: RecoveryPoint?,
        committed: [TopicPartition: Offset],
        guarantee: Guarantee,
        journal: Watermarks
    ) {
        self.id = id
        self.task = task
        self.partition = partition
        self.owned = owned
        self.writer = writer
        self.recovery = recovery
        self.committed = committed
        self.guarantee = guarantee
        emptyUntil = journal.high
        position = recovery?.offset ?? journal.low
        chain = JournalChain(to: recovery ?? .beginning(at: journal.high))
        positions = committed
    }

    /// Whether the state is what it was at the last commit.
    var isComplete: Bool {
        recovery == nil ? position >= emptyUntil : chain.isComplete
    }

    /// Takes in records of the journal, in order.
    ///
    /// - Throws: ``StateError`` with the place of the record that cannot be read, or the number of the entry that cannot be
    ///   used.
    mutating func take(_ batch: borrowing RecordBatch) throws(StateError) {
        defer { position = max(position, batch.endOffset ?? position) }
        for index in 0..<batch.count where !isComplete {
            let offset = batch.offset(at: index)
            position = offset.next
            let settled: [JournalEntry]
            do throws(StateError) {
                settled = try take(JournalFrame(batch.valueBytes(at: index) ?? []))
            } catch {
                throw StateError("the record at \(partition)@\(offset.rawValue) cannot be used: \(error)")
            }
            for entry in settled { try restore(entry) }
        }
    }

    /// The entries that are now known to count.
    private mutating func take(_ frame: JournalFrame) throws(StateError) -> [JournalEntry] {
        guard frame.task == "\(id)" else { throw StateError("it belongs to task \(frame.task)") }
        if recovery == nil { try refuse(frame) }
        guard chain.wants(frame.sequence, of: frame.writer), let entry = try whole(with: frame) else { return [] }
        return try chain.take(entry)
    }

    /// Where nothing is committed, there can be no entry but a first one that was not committed either.
    private func refuse(_ frame: JournalFrame) throws(StateError) {
        guard guarantee == .exactlyOnce || frame.sequence > 1 else { return }
        throw StateError("it is an entry, and no offsets are committed: they have expired, or somebody deleted them")
    }

    /// The entry that `frame` is the last part of. Other writers may have written between the parts.
    private mutating func whole(with frame: JournalFrame) throws(StateError) -> JournalEntry? {
        if frame.part == 0 { parts[frame.writer] = [] }
        guard frame.part == parts[frame.writer]?.count else { return nil }
        parts[frame.writer]?.append(frame)
        guard frame.part + 1 == frame.parts, let all = parts.removeValue(forKey: frame.writer) else { return nil }
        var reader = StateReader(all.flatMap(\.bytes))
        return try JournalEntry(writer: frame.writer, sequence: frame.sequence, from: &reader)
    }

    /// Takes in an entry that counts.
    private mutating func restore(_ entry: JournalEntry) throws(StateError) {
        do throws(StateError) {
            try take(entry)
        } catch {
            throw StateError("entry \(entry.sequence) in \(partition) cannot be used: \(error)")
        }
    }

    private mutating func take(_ entry: JournalEntry) throws(StateError) {
        let first = chain.end.first
        let isFirst = first > 1 && entry.sequence == first
        guard task.readableVersions.contains(entry.version) else {
            let readable = task.readableVersions
            let versions =
                readable.count == 1 ? "\(readable.lowerBound)" : "\(readable.lowerBound) to \(readable.upperBound)"
            throw StateError("its state has version \(entry.version), and this version reads \(versions)")
        }
        guard !isFirst || entry.slice?.first == first else { throw StateError("no checkpoint begins with it") }
        let version = entry.version == task.stateVersion ? Int.max : entry.version
        var changes = StateReader(entry.changes, version: version)
        try task.restore(changes: &changes, isFirst: isFirst)
        try changes.end()
        if first > 1, let slice = entry.slice, slice.first == first {
            var bytes = StateReader(slice.bytes, version: version)
            try task.restore(checkpoint: &bytes)
            try bytes.end()
            isWhole = isWhole || slice.isLast
        }
        positions = entry.positions
    }

    /// The task at work where the journal ends.
    ///
    /// - Parameter end: where the journal of a task that has none begins.
    consuming func finish(end: Offset) throws(StateError) -> JournaledTask {
        precondition(isComplete, "a task begins work with its whole state")
        if let recovery, recovery.first > 1, !isWhole {
            throw StateError("the checkpoint that begins with entry \(recovery.first) is not whole")
        }
        for (partition, offset) in committed where positions[partition] != offset {
            throw StateError("offset \(offset.rawValue) is committed for \(partition), and the state is of another")
        }
        try task.begin(at: positions)
        let journal = Journal(id, partition: partition, writer: writer, recovery: recovery ?? .beginning(at: end))
        return JournaledTask(id, task, owned: owned, journal: journal, committed: positions)
    }
}
