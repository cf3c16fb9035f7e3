public import Kafka

/// Everything that must become visible together: one Kafka transaction, as a value.
///
/// Made by a task, which performs nothing; performed by the runtime or by the local pipeline.
public struct Commit: Hashable, Sendable {
    /// What to write, in order.
    public var records: [ProducedRecord]
    /// For each input partition, the offset of the next record to read, with what a restart must know.
    public var positions: [TopicPartition: CommittedOffset]

    /// A commit of these records and positions.
    public init(records: [ProducedRecord] = [], positions: [TopicPartition: CommittedOffset] = [:]) {
        self.records = records
        self.positions = positions
    }

    /// Whether there is nothing to commit.
    public var isEmpty: Bool { records.isEmpty && positions.isEmpty }
}
