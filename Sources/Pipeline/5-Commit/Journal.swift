internal import Kafka
internal import Streaming

/// The journal of a task, from the side of the one who writes it.
///
/// Each commit appends one entry: all that changed since the last one, and a slice of a rolling checkpoint. When a
/// checkpoint is whole, a restart needs nothing from before it began, and the next one begins.
///
///     entry      410   411   412   413   414   415 …
///     changes     ●     ●     ●     ●     ●     ●
///     checkpoint  [1/4   2/4   3/4   4/4] [1/3   2/3 …
///     recovery    ────── from the one before ──►└ from 410
///
/// So a restart reads at most two checkpoints and the changes beside them, however long the task has run.
///
/// Each entry names the writer of the one before. A writer goes on only after an entry that was committed, so an entry
/// tells of the one before that it counts, whoever else wrote one with the same number.
struct Journal: Sendable {
    let task: TaskID
    /// Where it is written.
    let partition: TopicPartition
    let writer: UInt64
    /// Where a restart begins to read.
    private(set) var recovery: RecoveryPoint
    /// The checkpoint under way.
    private var checkpoint: (offset: Offset, first: UInt64)?
    /// Whether a restart begins far behind, so that the next checkpoint should not take its time.
    private var isBehind: Bool

    /// A slice is twice as long as the changes beside it, so that the checkpoint of a growing table comes to an end.
    private static let growth = 2
    /// The shortest and the longest slice.
    private static let sliceBytes = 4 << 10...1 << 20

    /// The journal that goes on after `recovery`.
    init(_ task: TaskID, partition: TopicPartition, writer: UInt64, recovery: RecoveryPoint) {
        self.task = task
        self.partition = partition
        self.writer = writer
        self.recovery = recovery
        isBehind = recovery.last > 0
    }

    /// Whether the next entry begins a checkpoint, for which the runtime has to say where the journal ends.
    var wantsCheckpoint: Bool { checkpoint == nil }

    /// Appends an entry with the changes of `task` to `commit`. Returns whether a restart now begins later than before.
    ///
    /// - Parameter end: where the journal ends; `nil` when that is not known, which puts the next checkpoint off.
    mutating func append(
        _ task: any StageTask,
        at positions: [TopicPartition: Offset],
        end: Offset?,
        to commit: inout Commit
    ) -> Bool {
        var changes = StateWriter()
        task.writeChanges(to: &changes)
        var entry = JournalEntry(writer: writer, sequence: recovery.last + 1)
        entry.previous = recovery.writer
        entry.version = task.stateVersion
        entry.positions = positions
        entry.changes = changes.bytes
        recovery.last = entry.sequence
        recovery.writer = writer
        let hasAdvanced = writeSlice(of: task, end: end, to: &entry)
        for value in JournalFrame.encode(entry, of: "\(self.task)") { commit.journal.append(record(value)) }
        return hasAdvanced
    }

    private mutating func writeSlice(of task: any StageTask, end: Offset?, to entry: inout JournalEntry) -> Bool {
        if checkpoint == nil, let end {
            checkpoint = (end, entry.sequence)
            task.beginCheckpoint()
        }
        guard let checkpoint else { return false }
        let budget = isBehind ? Self.sliceBytes.upperBound : entry.changes.count * Self.growth
        var bytes = StateWriter()
        let isLast = task.writeCheckpoint(
            to: &bytes,
            budget: min(max(budget, Self.sliceBytes.lowerBound), Self.sliceBytes.upperBound)
        )
        entry.slice = JournalEntry.Slice(first: checkpoint.first, isLast: isLast, bytes: bytes.bytes)
        guard isLast else { return false }
        recovery.offset = checkpoint.offset
        recovery.first = checkpoint.first
        self.checkpoint = nil
        isBehind = false
        return true
    }

    private func record(_ value: [UInt8]) -> ProducedRecord {
        ProducedRecord(
            topic: partition.topic,
            partition: partition.partition,
            key: Array("\(task)".utf8),
            value: value
        )
    }
}
