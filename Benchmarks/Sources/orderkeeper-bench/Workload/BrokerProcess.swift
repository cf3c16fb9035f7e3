internal import Foundation
internal import Kafka
internal import Pipeline
internal import Streaming

/// An embedded broker with topics full of events, in a process of its own, so that its CPU time is not the pipeline's.
final class BrokerProcess {
    /// The addresses to connect to.
    let bootstrap: String
    /// How many events lie in the topics.
    let eventCount: Int

    private let process: Process
    private let input: Pipe

    /// How many partitions each topic has.
    static let partitions: Int32 = 6

    /// Starts this executable again as a broker, and waits until its topics are full.
    init(eventsPerPartition: Int) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments = ["--broker-events", String(eventsPerPartition)]
        input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let words = answer.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let count = Int(words[1]) else { throw BrokerError.notStarted(answer) }
        bootstrap = String(words[0])
        eventCount = count
    }

    /// The broker ends when nobody can write to it any more.
    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Serves until standard input ends. Says where, and how many events there are.
    static func serve(eventsPerPartition: Int) throws {
        let cluster = try EmbeddedCluster()
        let topics = Topics()
        for topic in topics.all { try cluster.createTopic(topic, partitions: Int(partitions)) }
        let count = try fill(cluster.bootstrap, topics, eventsPerPartition: eventsPerPartition)
        FileHandle.standardOutput.write(Data("\(cluster.bootstrap) \(count)\n".utf8))
        _ = try FileHandle.standardInput.readToEnd()
    }

    /// Writes orders and payments. The embedded broker keeps 5 MiB of batches per partition, which lz4 makes enough for
    /// some 50,000 events.
    private static func fill(_ bootstrap: String, _ topics: Topics, eventsPerPartition: Int) throws -> Int {
        var producer = try Producer(
            bootstrap: bootstrap,
            settings: [
                Setting("compression.type", "lz4"), Setting("linger.ms", "50"), Setting("batch.num.messages", "2000"),
                Setting("queue.buffering.max.messages", "200000"),
            ]
        )
        // As many orders for each partition as the benchmark of a single task has.
        var stream = OrderStream(ordersPerSecond: 200 * Int(partitions), failureRate: 0.08)
        var count = 0
        // Of an order's three events one is a payment.
        while count * 2 < eventsPerPartition * Int(partitions) * 3 {
            let batches = stream.next(seconds: 10)
            for (side, batch) in batches {
                for index in 0..<batch.count {
                    let key = batch.keyBytes(at: index) ?? []
                    let record = ProducedRecord(
                        topic: side == .orders ? topics.orders : topics.payments,
                        partition: Int32(StableHash.of(key.span) % UInt64(partitions)),
                        key: key,
                        value: batch.valueBytes(at: index),
                        timestamp: batch.timestamp(at: index)
                    )
                    try producer.send(record)
                    count += 1
                }
            }
            stream.recycle(batches)
            try producer.flush()
        }
        return count
    }
}

/// Why there is no broker to measure against.
enum BrokerError: Error {
    /// What it said instead of its address.
    case notStarted(String)
    /// The reader waited longer than any event should need.
    case silent(read: Int, of: Int)
}
