import Kafka

/// A transaction of the simulated broker. Open until it has an outcome.
final class SimulatedTransaction {
    let producer: String
    let openedAt: Int64
    var outcome: Outcome?
    var partitions: Set<TopicPartition> = []
    var offsets: (group: String, positions: [TopicPartition: CommittedOffset])?

    enum Outcome {
        case committed
        case aborted
    }

    init(producer: String, openedAt: Int64) {
        self.producer = producer
        self.openedAt = openedAt
    }
}
