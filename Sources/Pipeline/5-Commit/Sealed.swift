public import Kafka

/// What a task has to say since it was last asked, and how far it has read.
public struct Sealed: Sendable {
    /// What to write, in order.
    public var records: [ProducedRecord]
    /// For each partition of which anything is known, the offset of the next record to take.
    public var positions: [TopicPartition: Offset]
    /// Whether the state changed in a way that neither records nor positions show.
    public var isChanged: Bool

    /// What a task says.
    public init(records: [ProducedRecord], positions: [TopicPartition: Offset], isChanged: Bool = false) {
        self.records = records
        self.positions = positions
        self.isChanged = isChanged
    }
}
