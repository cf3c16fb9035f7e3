public import Kafka

/// Everything that must become visible together: one Kafka transaction, as a value.
///
/// Made of what tasks sealed, which perform nothing; performed by the runtime or by the local pipeline.
public struct Commit: Hashable, Sendable {
    /// What to write for others, in order.
    public var records: [ProducedRecord]
    /// What to write to the journals of tasks. Where there is no transaction, it is written after the records and
    /// before the positions: so a state is never ahead of what was said.
    public var journal: [ProducedRecord]
    /// For each input partition, the offset of the next record to read, with what a restart must know.
    public var positions: [TopicPartition: CommittedOffset]

    /// A commit of these records and positions.
    public init(
        records: [ProducedRecord] = [],
        journal: [ProducedRecord] = [],
        positions: [TopicPartition: CommittedOffset] = [:]
    ) {
        self.records = records
        self.journal = journal
        self.positions = positions
    }

    /// Whether there is nothing to commit.
    public var isEmpty: Bool { records.isEmpty && journal.isEmpty && positions.isEmpty }

    /// Adds the commit of another task, which reads other partitions.
    public mutating func add(_ other: Commit) {
        records += other.records
        journal += other.journal
        positions.merge(other.positions) { _, _ in preconditionFailure("a partition is read by one task") }
    }
}
