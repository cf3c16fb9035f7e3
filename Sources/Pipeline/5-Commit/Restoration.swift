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
    /// Where to begin; `nil` when nothing is known, and the journal itself is the only witness.
    let recovery: RecoveryPoint?
    /// What was committed to the group.
    let committed: [TopicPartition: Offset]
    /// Whether this writer's claim ends what has to be read. Where there are transactions, the sequence number does.
    let endsWithClaim: Bool

    /// Where there is nothing committed: the end of the journal, before which there must be no entry. If there is one, the
    /// offsets that belonged to it have expired or were deleted.
    let emptyUntil: Offset

    /// The offset of the next record to read.
    private(set) var position: Offset
    private var owner: UInt64?
    private var first: UInt64?
    private var last: UInt64 = 0
    private var positions: [TopicPartition: Offset] = [:]
    private var isWhole = false
    private var hasClaimed = false
    private var parts: [JournalFrame] = []

    init(
        _ id: TaskID,
        _ task: any StageTask,
        partition: TopicPartition,
        owned: [TopicPartition],
        writer: UInt64,
        recovery: RecoveryPoint?,
        committed: [TopicPartition: Offset],
        endsWithClaim: Bool,
        journal: Watermarks
    ) {
        self.id = id
        self.task = task
        self.partition = partition
        self.owned = owned
        self.writer = writer
        self.recovery = recovery
        self.committed = committed
        self.endsWithClaim = endsWithClaim
        emptyUntil = recovery == nil && !endsWithClaim ? journal.high : journal.low
        position = recovery?.offset ?? journal.low
        if let recovery { last = recovery.first - 1 }
        // The claim of whoever wrote the checkpoint lies before it, and is not read any more.
        owner = recovery?.writer
    }

    /// Whether the state is what it was at the last commit.
    var isComplete: Bool {
        if endsWithClaim { return hasClaimed }
        guard let recovery else { return position >= emptyUntil }
        return last == recovery.last
    }

    /// Takes in records of the journal, in order.
    ///
    /// - Throws: ``StateError`` with the place of the record that cannot be read.
    mutating func take(_ batch: borrowing RecordBatch) throws(StateError) {
        defer { position = max(position, batch.endOffset ?? position) }
        for index in 0..<batch.count where !isComplete {
            let offset = batch.offset(at: index)
            position = offset.next
            do throws(StateError) {
                try take(JournalFrame(batch.valueBytes(at: index) ?? []))
            } catch {
                throw StateError("the record at \(partition)@\(offset.rawValue) cannot be used: \(error)")
            }
        }
    }

    private mutating func take(_ frame: JournalFrame) throws(StateError) {
        guard frame.task == "\(id)" else { throw StateError("it belongs to task \(frame.task)") }
        if let owner, frame.writer != owner, frame.sequence > 0, !isTakeOver(frame) { return }
        if frame.part == 0 { parts.removeAll() }
        guard frame.part == parts.count else { return }
        parts.append(frame)
        guard parts.count == frame.parts else { return }
        var reader = StateReader(parts.flatMap(\.bytes))
        parts.removeAll()
        let entry = try JournalEntry(writer: frame.writer, sequence: frame.sequence, from: &reader)
        if entry.isClaim { owner = entry.writer }
        if entry.sequence == 0 {
            hasClaimed = entry.writer == writer
        } else {
            try take(entry)
        }
    }

    /// Whether `frame` begins an entry with which another writer takes the journal over, as those do that write in
    /// transactions: of them, one that was replaced is not heard any more.
    private func isTakeOver(_ frame: JournalFrame) -> Bool {
        if let begun = parts.first { return begun.writer == frame.writer }
        return frame.part == 0 && frame.bytes.first == 1
    }

    private mutating func take(_ entry: JournalEntry) throws(StateError) {
        guard recovery != nil || endsWithClaim else {
            throw StateError(
                "it is an entry, and no offsets are committed: they have expired, or somebody deleted them"
            )
        }
        guard entry.sequence > last else { return }
        guard entry.sequence == last + 1 else {
            throw StateError("it is entry \(entry.sequence), and \(last + 1) is missing before it")
        }
        guard entry.version <= task.stateVersion else {
            throw StateError("its state has version \(entry.version), and this version reads \(task.stateVersion)")
        }
        let begin = first ?? entry.sequence
        first = begin
        guard begin == 1 || entry.sequence != begin || entry.slice?.first == begin else {
            throw StateError("no checkpoint begins with it")
        }
        var changes = StateReader(entry.changes)
        try task.restore(changes: &changes, isFirst: begin != 1 && entry.sequence == begin)
        try changes.end()
        if begin != 1, let slice = entry.slice, slice.first == begin {
            var bytes = StateReader(slice.bytes)
            try task.restore(checkpoint: &bytes)
            try bytes.end()
            isWhole = isWhole || slice.isLast
        }
        last = entry.sequence
        positions = entry.positions
    }

    /// The task at work where the journal ends.
    ///
    /// - Parameter end: where the journal of a task that has none begins.
    consuming func finish(end: Offset) throws(StateError) -> JournaledTask {
        precondition(isComplete, "a task begins work with its whole state")
        let start = first ?? recovery?.first ?? 1
        if last >= start, start != 1, !isWhole {
            throw StateError("the checkpoint that begins with entry \(start) is not whole")
        }
        if let recovery, last < recovery.last {
            throw StateError("entry \(recovery.last) was committed, and the journal ends with \(last)")
        }
        if last == 0 { positions = committed }
        if !endsWithClaim, last > 0 {
            for (partition, offset) in committed where positions[partition] != offset {
                throw StateError("offset \(offset.rawValue) is committed for \(partition), and the state is of another")
            }
        }
        try task.begin(at: positions)
        // Where there are no transactions, the journal may be ahead of what the group has; then that is committed again.
        var told = positions
        for partition in owned { told[partition] = committed[partition] }
        let offset = recovery?.offset ?? (last == 0 ? end : Offset(0))
        return JournaledTask(
            id,
            task,
            owned: owned,
            journal: Journal(
                id,
                partition: partition,
                writer: writer,
                recovery: RecoveryPoint(offset: offset, first: start, last: last, writer: recovery?.writer),
                hasClaimed: endsWithClaim
            ),
            committed: told
        )
    }
}
