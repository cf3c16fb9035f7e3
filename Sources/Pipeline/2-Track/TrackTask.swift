internal import Commerce
internal import Kafka
internal import Streaming

/// A task of TRACK: takes the events of its partitions in order of event time, each once, and lets its ``Tracker``
/// count, join and set deadlines.
///
///     partitions ─► decode ─► merge by event time ─► drop duplicates ─► tracker ─► counts, triggers
///                     └► dead letters                    late ─► late topic ┘
final class TrackTask<Logic: Tracker & ~Copyable>: StageTask {
    let partitions: [TopicPartition]
    /// The task's whole state, in one place that is accessed once per batch.
    private var core: TrackCore<Logic>

    /// - Parameters:
    ///   - control: every partition of the control topic, or none for a task that knows no customers.
    ///   - routers: the tasks that hand events over to this one.
    ///   - listeners: the partitions in which it tells how far it is.
    init(
        _ logic: consuming Logic,
        name: String,
        partitions: [TopicPartition],
        control: [TopicPartition],
        routers: [String],
        listeners: [TopicPartition],
        topics: Topics,
        rules: TrackRules,
        outboxBytes: Int = Outbox.bytesMax
    ) {
        self.partitions = partitions + control
        core = TrackCore(
            logic,
            name: name,
            partitions: partitions,
            control: control,
            routers: routers,
            listeners: listeners,
            topics: topics,
            rules: rules,
            outboxBytes: outboxBytes
        )
    }

    func wants(_ partition: TopicPartition) -> Bool { core.wants(partition) }
    func ingest(_ batch: inout RecordBatch, of partition: TopicPartition, at now: WallTime) {
        core.ingest(&batch, of: partition, at: now)
    }
    func process(at now: WallTime) { core.process(at: now) }
    func seal() -> Sealed { core.seal() }
    func forgetEnds() { core.forgetEnds() }
    var reading: [TopicPartition: Offset] { core.reading }
    var statistics: TaskStatistics { core.statistics }
    var waiting: Waiting? { core.waiting }
    func stopWaiting() { core.stopWaiting() }

    let stateVersion = 6
    var readableVersions: ClosedRange<Int> { 4...stateVersion }
    func writeChanges(to writer: inout StateWriter) { core.writeChanges(to: &writer) }
    func beginCheckpoint() { core.beginCheckpoint() }
    func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        core.writeCheckpoint(to: &writer, budget: budget)
    }
    func restore(changes reader: inout StateReader, isFirst: Bool) throws(StateError) {
        try core.restore(changes: &reader)
    }
    func restore(checkpoint reader: inout StateReader) throws(StateError) { try core.restore(checkpoint: &reader) }
    func begin(at positions: [TopicPartition: Offset]) throws(StateError) { try core.begin(at: positions) }
}
