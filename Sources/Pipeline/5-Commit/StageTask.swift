public import Kafka
public import Streaming

/// The work of one set of co-partitioned input partitions, without any I/O.
///
/// A task is given records and gives back what it has to say and how its state changed. It reads no clock, opens no
/// socket and holds no lock, so the runtime, the local pipeline and the simulation run the very same code.
///
///     journal ──restore──► task
///     records ──ingest───► task ──process──► (timers, panes, outputs) ──seal──► records, positions
///                                                                     └──write─► changes, checkpoint
///
/// The calls are per batch, so the existential costs nothing per record.
public protocol StageTask: AnyObject {
    /// The partitions it reads, each from one task only, but for those that every task of the stage reads.
    var partitions: [TopicPartition] { get }

    /// Whether it can hold more records of `partition` now. Not taking is the back-pressure.
    func wants(_ partition: TopicPartition) -> Bool

    /// Takes the records of `batch`, which are of `partition`, and leaves an empty batch to fill again. Records that it
    /// was given before are passed over.
    func ingest(_ batch: inout RecordBatch, of partition: TopicPartition, at now: WallTime)

    /// Works as far as the records taken and the clock allow.
    func process(at now: WallTime)

    /// Takes what must become visible together, and starts afresh.
    func seal() -> Sealed

    /// Forgets that partitions were at their ends: reading has begun anew, and what was known of them is old.
    func forgetEnds()

    /// For each partition of which anything is known, the offset of the next record to ingest.
    var reading: [TopicPartition: Offset] { get }

    /// For whom it waits before it takes more of what it was given; `nil` when for nobody.
    var waiting: Waiting? { get }

    /// Goes on without those it waits for, until they are heard of again: they were silent for too long.
    func stopWaiting()

    /// Whether somebody waits for what it has to say, so that it is better committed soon.
    var isAwaited: Bool { get }

    /// What happened so far.
    var statistics: TaskStatistics { get }

    // MARK: State

    /// The version of the bytes that this task writes of its state.
    var stateVersion: Int { get }

    /// The versions of the bytes that it can read.
    var readableVersions: ClosedRange<Int> { get }

    /// Appends how the state changed since the last call.
    func writeChanges(to writer: inout StateWriter)

    /// Begins a checkpoint of the state as it is now, the changes written included.
    func beginCheckpoint()

    /// Appends the next part of the checkpoint, about `budget` bytes. Returns whether that was the last one.
    func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool

    /// Takes in what ``writeChanges(to:)`` wrote, in order, before anything is ingested.
    ///
    /// - Parameter isFirst: whether the checkpoint that is being restored began just after these changes.
    func restore(changes reader: inout StateReader, isFirst: Bool) throws(StateError)

    /// Takes in what ``writeCheckpoint(to:budget:)`` wrote, in order, each after the changes it was written with.
    func restore(checkpoint reader: inout StateReader) throws(StateError)

    /// Begins work at these positions: everything was restored, or there was nothing to restore.
    func begin(at positions: [TopicPartition: Offset]) throws(StateError)
}

extension StageTask {
    /// For nobody.
    public var waiting: Waiting? { nil }
    /// Nothing: it waits for nobody.
    public func stopWaiting() {}
    /// Nobody does.
    public var isAwaited: Bool { false }

    /// What it writes: older bytes are refused and never guessed.
    public var readableVersions: ClosedRange<Int> { stateVersion...stateVersion }
}
