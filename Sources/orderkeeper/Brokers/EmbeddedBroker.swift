internal import Kafka
internal import Pipeline

/// A broker in this process, with all topics.
enum EmbeddedBroker {
    /// Starts one. It ends with the last reference.
    static func start(_ topics: Topics, partitions: Int) throws -> EmbeddedCluster {
        let cluster = try EmbeddedCluster()
        for topic in topics.all { try cluster.createTopic(topic, partitions: partitions) }
        return cluster
    }
}
