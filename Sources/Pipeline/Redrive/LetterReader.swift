public import Kafka

/// Reads a topic of letters up to where it ends when reading begins, then stops. It joins no group and commits nothing.
///
/// Partitions are read one after another, so that the same topic gives the same order. What stands in transactions that
/// were not committed is not read.
public struct LetterReader: ~Copyable {
    /// The partitions of the topic.
    public let partitions: [TopicPartition]

    private var consumer: Consumer
    private var batch = RecordBatch()
    private var decoder: LetterDecoder

    private static let takeMax = 500
    /// How long nothing at all may arrive of a partition that is not at its end.
    private static let waitsMax = 120
    private static let wait = Duration.milliseconds(250)

    /// A reader of `topic`, which is the dead-letter or the late topic of `topics`.
    ///
    /// - Throws: ``KafkaError`` with `reject` when there is no such topic, with `retry` when the brokers do not answer.
    public init(_ options: RuntimeOptions, topics: Topics, reading topic: String) throws(KafkaError) {
        let consumer = try Consumer(
            bootstrap: options.bootstrap,
            clientID: "\(options.application)-letters",
            settings: options.properties
        )
        guard let found = try consumer.describe(topics: [topic])[topic] else {
            throw KafkaError(
                recovery: .reject,
                operation: "read letters",
                symbol: "UNKNOWN_TOPIC_OR_PART",
                detail: "There is no topic \(topic)."
            )
        }
        partitions = found.partitions
        self.consumer = consumer
        decoder = LetterDecoder(topics)
    }

    /// Gives each letter to `body`, from `starts` on or from the oldest that is kept.
    ///
    /// - Returns: where each partition ended: everything before it has been read.
    /// - Throws: what `body` throws, or ``KafkaError``: with `retry` when nothing came for half a minute.
    public mutating func read(
        from starts: [TopicPartition: Offset] = [:],
        _ body: (Letter) throws -> Void
    ) throws -> [TopicPartition: Offset] {
        var bounds: [TopicPartition: Watermarks] = [:]
        for partition in partitions { bounds[partition] = try consumer.watermarks(of: partition) }
        let positions = bounds.map { ($0, StartPosition.offset(max($1.low, starts[$0] ?? $1.low))) }
        try consumer.assign(Dictionary(uniqueKeysWithValues: positions))
        for partition in partitions {
            guard let bound = bounds[partition], max(bound.low, starts[partition] ?? bound.low) < bound.high else {
                continue
            }
            try read(partition, to: bound.high, body)
        }
        return bounds.mapValues(\.high)
    }

    private mutating func read(
        _ partition: TopicPartition,
        to end: Offset,
        _ body: (Letter) throws -> Void
    ) throws {
        var waits = 0
        while true {
            for event in consumer.poll() {
                if case .failed(let error) = event, error.recovery != .retry { throw error }
            }
            batch.removeAll(keepingCapacity: true)
            let taken = try consumer.take(from: partition, max: Self.takeMax, into: &batch)
            for index in 0..<batch.count where batch.offset(at: index) < end {
                try body(decoder.letter(of: batch, at: index, in: partition))
            }
            // The last offsets may be markers of transactions, which are never read: then the broker says the end.
            let isBehind = batch.count > 0 && batch.offset(at: batch.count - 1).next >= end
            if isBehind || batch.endOffset.map({ $0 >= end }) ?? false { return }
            waits = taken > 0 ? 0 : waits + 1
            guard waits < Self.waitsMax else { throw Self.silence(of: partition) }
            if taken == 0 { consumer.wait(timeout: Self.wait) }
        }
    }

    private static func silence(of partition: TopicPartition) -> KafkaError {
        KafkaError(
            recovery: .retry,
            operation: "read letters",
            symbol: "_TIMED_OUT",
            detail: "Nothing came, though the partition is not at its end. A transaction may be open in it.",
            partition: partition
        )
    }
}
