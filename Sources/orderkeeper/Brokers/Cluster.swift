internal import Kafka
internal import Pipeline

/// What the brokers know of our topics.
struct Cluster: ~Copyable {
    /// The client for administration.
    let admin: Admin
    private let configuration: Configuration

    /// A cluster that nobody has asked yet.
    init(_ configuration: Configuration) throws {
        self.configuration = configuration
        admin = try Admin(bootstrap: configuration.runtime.bootstrap, settings: configuration.runtime.properties)
    }

    /// Whether it is the embedded broker, of this process or another.
    var isEmbedded: Bool { admin.isEmbedded() }

    /// How many partitions each of our topics has that exists.
    func partitionCounts() throws -> [String: Int32] {
        try admin.describe(topics: configuration.topics.all).mapValues { Int32($0.partitionCount) }
    }

    /// The tasks that the configuration asks for on these brokers; what is missing is told all at once.
    func makeTopology() throws -> Topology {
        let counts = try partitionCounts()
        let missing = configuration.topics.all.filter { counts[$0] == nil }
        guard missing.isEmpty else {
            let remedy = "create them with `orderkeeper topics create`, or correct topics.* in the configuration"
            throw Failure(.usage, do: remedy, "topics that do not exist: \(missing.joined(separator: ", "))")
        }
        return try configuration.makeTopology(partitionCounts: counts)
    }
}
