/// What a cluster says about a topic.
public struct TopicDescription: Hashable, Sendable {
    /// The topic's name.
    public var name: String
    /// How many partitions it has, numbered from 0.
    public var partitionCount: Int

    /// Describes a topic.
    public init(name: String, partitionCount: Int) {
        self.name = name
        self.partitionCount = partitionCount
    }

    /// The topic's partitions in order.
    public var partitions: [TopicPartition] {
        (0..<Int32(partitionCount)).map { TopicPartition(topic: name, partition: $0) }
    }
}
