internal import Kafka
internal import Pipeline

/// Reads whole topics without a group: nobody else notices.
struct TopicReader: ~Copyable {
    private var consumer: Consumer
    private var batch = RecordBatch()

    private static let takeMax = 500

    /// A reader of `topics`, from their beginning or from now on.
    init(_ configuration: Configuration, topics: [String], from start: StartPosition) throws {
        let runtime = configuration.runtime
        var consumer = try Consumer(
            bootstrap: runtime.bootstrap,
            clientID: "\(runtime.application)-reader",
            settings: runtime.properties
        )
        let found = try consumer.describe(topics: topics)
        if let missing = topics.first(where: { found[$0] == nil }) {
            throw Failure(.usage, do: "create it with `orderkeeper topics create`", "topic \(missing) does not exist")
        }
        let partitions = found.values.flatMap(\.partitions)
        try consumer.assign(Dictionary(partitions.map { ($0, start) }) { first, _ in first })
        self.consumer = consumer
    }

    /// Gives what has arrived to `body`, without waiting. Returns how many records there were.
    mutating func read(_ body: (ProducedRecord) throws -> Void) throws -> Int {
        for event in consumer.poll() {
            switch event {
            case .failed(let error) where error.recovery != .retry: throw error
            case .ended(let error): throw error
            default: continue
            }
        }
        var count = 0
        for partition in consumer.partitions {
            while true {
                batch.removeAll(keepingCapacity: true)
                let taken = try consumer.take(from: partition, max: Self.takeMax, into: &batch)
                for index in 0..<batch.count { try body(record(at: index, of: partition)) }
                count += batch.count
                if taken < Self.takeMax { break }
            }
        }
        return count
    }

    /// Sleeps until something arrives, or `timeout` has passed.
    func wait(timeout: Duration) { consumer.wait(timeout: timeout) }

    private func record(at index: Int, of partition: TopicPartition) -> ProducedRecord {
        ProducedRecord(
            topic: partition.topic,
            partition: partition.partition,
            key: batch.keyBytes(at: index),
            value: batch.valueBytes(at: index),
            headers: batch.headers(at: index),
            timestamp: batch.timestamp(at: index)
        )
    }
}
