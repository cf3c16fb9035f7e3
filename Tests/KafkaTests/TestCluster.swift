import Foundation
import Kafka

/// The cluster a test runs against: an embedded one of its own, or the one that ORDERKEEPER_TEST_BROKERS names.
///
/// Topics have names no other run uses. On a real cluster they are created by the admin client, and deleted with the
/// last reference.
final class TestCluster: Sendable {
    /// The addresses of a real cluster, if there is one.
    static let realBootstrap = ProcessInfo.processInfo.environment["ORDERKEEPER_TEST_BROKERS"].flatMap {
        $0.isEmpty ? nil : $0
    }
    /// Whether tests run against a real cluster.
    static var isReal: Bool { realBootstrap != nil }

    let bootstrap: String
    /// The embedded cluster, for tests that inject trouble; `nil` on a real cluster.
    let embedded: EmbeddedCluster?
    private let topics = TopicNames()

    init() throws {
        if let realBootstrap = Self.realBootstrap {
            embedded = nil
            bootstrap = realBootstrap
        } else {
            let cluster = try EmbeddedCluster()
            embedded = cluster
            bootstrap = cluster.bootstrap
        }
    }

    deinit {
        guard embedded == nil, let admin = try? Admin(bootstrap: bootstrap) else { return }
        _ = try? admin.deleteTopics(topics.all)
    }

    /// A name that nobody else uses, for a topic, a group or a transactional id.
    func uniqueName(_ stem: String = "test") -> String { "\(stem)-\(UUID().uuidString.lowercased())" }

    /// Creates a topic and returns its name.
    func makeTopic(partitions: Int = 1, configuration: [String: String] = [:]) throws -> String {
        let name = uniqueName("topic")
        if let embedded {
            try embedded.createTopic(name, partitions: partitions)
        } else {
            let topic = NewTopic(name: name, partitions: partitions, replication: 1, configuration: configuration)
            let outcome = try Admin(bootstrap: bootstrap).createTopics([topic])[name]
            guard outcome == .done else { throw TestTrouble("topic \(name): \(String(describing: outcome))") }
            topics.add(name)
        }
        return name
    }

    /// A consumer that is quick on the embedded cluster.
    func makeConsumer(group: String? = nil, settings: [Setting] = []) throws -> Consumer {
        let quick = [
            Setting("fetch.wait.max.ms", "10"),
            Setting("session.timeout.ms", Self.isReal ? "6000" : "4000"),
            Setting("heartbeat.interval.ms", "200"),
        ]
        return try Consumer(bootstrap: bootstrap, group: group, settings: quick + settings)
    }

    func makeProducer(settings: [Setting] = []) throws -> Producer {
        try Producer(bootstrap: bootstrap, settings: settings)
    }

    /// Writes `records` and waits until they are there.
    func write(_ records: [ProducedRecord]) throws {
        var producer = try makeProducer()
        for record in records { try producer.send(record) }
        try producer.flush(timeout: .seconds(30))
    }

    /// Writes `count` numbered records to one partition.
    func write(_ count: Int, to partition: TopicPartition) throws {
        try write(
            (0..<count).map {
                ProducedRecord(
                    topic: partition.topic,
                    partition: partition.partition,
                    key: nil,
                    value: Array("\($0)".utf8)
                )
            }
        )
    }
}
