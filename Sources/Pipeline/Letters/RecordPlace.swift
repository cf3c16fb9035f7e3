public import Kafka

/// Where a record lies.
public struct RecordPlace: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The partition.
    public var partition: TopicPartition
    /// The offset in it.
    public var offset: Offset

    /// The place `offset` in `partition`.
    public init(_ partition: TopicPartition, _ offset: Offset) {
        self.partition = partition
        self.offset = offset
    }

    /// Orders by partition, then by offset.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.partition, lhs.offset) < (rhs.partition, rhs.offset)
    }

    /// `orders-3@1234`.
    public var description: String { "\(partition)@\(offset)" }
}
