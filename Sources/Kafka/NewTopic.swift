/// A topic to be created.
public struct NewTopic: Hashable, Sendable {
    /// The topic's name.
    public var name: String
    /// How many partitions it gets.
    public var partitions: Int
    /// How many brokers hold each partition; `nil` leaves it to the broker.
    public var replication: Int?
    /// Topic properties such as `cleanup.policy`.
    public var configuration: [String: String]

    /// Describes a topic. Nothing is created before ``Admin/createTopics(_:timeout:)``.
    public init(name: String, partitions: Int, replication: Int? = nil, configuration: [String: String] = [:]) {
        self.name = name
        self.partitions = partitions
        self.replication = replication
        self.configuration = configuration
    }
}
