public import Kafka
public import Streaming

/// The work of one set of co-partitioned input partitions, without any I/O.
///
/// A task is given records and gives back a ``Commit``. It reads no clock, opens no socket and holds no lock, so the
/// runtime, the local pipeline and the seeded driver run the very same code.
///
///     records ──ingest──► task ──process──► (timers, panes, outputs) ──seal──► Commit
///
/// The calls are per batch, so the existential costs nothing per record.
public protocol StageTask: AnyObject {
    /// The partitions it reads, each from one task only, but for those that every task of the stage reads.
    var partitions: [TopicPartition] { get }

    /// Whether it can hold more records of `partition` now. Not taking is the back-pressure.
    func wants(_ partition: TopicPartition) -> Bool

    /// Takes the records of `batch`, which are of `partition`, and leaves an empty batch to fill again.
    func ingest(_ batch: inout RecordBatch, of partition: TopicPartition, at now: WallTime)

    /// Works as far as the records taken and the clock allow.
    func process(at now: WallTime)

    /// Takes what must become visible together, and starts afresh.
    func seal() -> Commit

    /// Says, before the first record, where an earlier run of the task committed. The task then repeats what lies
    /// before silently, to get its state back, and speaks again from there.
    func resume(from positions: [TopicPartition: CommittedOffset])

    /// Whether it has come back to where the earlier run committed.
    var isRestored: Bool { get }

    /// What happened so far.
    var statistics: TaskStatistics { get }
}
