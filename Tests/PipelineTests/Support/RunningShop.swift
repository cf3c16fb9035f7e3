import Commerce
import Foundation
import Kafka
import Logging
import Retention
import Streaming

@testable import Pipeline

/// The pipeline as it runs in production, against an embedded cluster or the one that ORDERKEEPER_TEST_BROKERS names,
/// with topics and groups that no other run uses.
final class RunningShop: Sendable {
    static let realBootstrap = ProcessInfo.processInfo.environment["ORDERKEEPER_TEST_BROKERS"].flatMap {
        $0.isEmpty ? nil : $0
    }

    let topics: Topics
    let options: RuntimeOptions
    let topology: Topology
    /// The embedded cluster, for trouble; `nil` on a real one.
    let embedded: EmbeddedCluster?

    init(partitions: Int32 = 2) throws {
        let run = UUID().uuidString.lowercased()
        var topics = Topics()
        for path in Self.names { topics[keyPath: path] += "-\(run)" }
        topics.journalPrefix += "-\(run)"
        self.topics = topics
        embedded = Self.realBootstrap == nil ? try EmbeddedCluster() : nil
        var options = RuntimeOptions(bootstrap: Self.realBootstrap ?? embedded?.bootstrap ?? "")
        options.application = "orderkeeper-\(run)"
        options.guarantee = embedded == nil ? .exactlyOnce : .atLeastOnce
        options.properties = [Setting("fetch.wait.max.ms", "10"), Setting("heartbeat.interval.ms", "200")]
        options.properties.append(Setting("session.timeout.ms", embedded == nil ? "6000" : "4000"))
        self.options = options
        if let embedded {
            for topic in topics.all { try embedded.createTopic(topic, partitions: Int(partitions)) }
        } else {
            let new = topics.all.map { NewTopic(name: $0, partitions: Int(partitions), replication: 1) }
            _ = try Admin(bootstrap: options.bootstrap).createTopics(new)
        }
        topology = try Topology(
            topics: topics,
            partitionCounts: Dictionary(uniqueKeysWithValues: topics.all.map { ($0, partitions) }),
            policy: .awake
        )
    }

    deinit {
        guard embedded == nil, let admin = try? Admin(bootstrap: options.bootstrap) else { return }
        _ = try? admin.deleteTopics(topics.all)
    }

    private static var names: [WritableKeyPath<Topics, String>] {
        [
            \.orders, \.payments, \.fulfilment, \.inventory, \.feedback, \.customers, \.routed, \.signals, \.triggers,
            \.budgets, \.notices, \.alerts, \.actions, \.decisions, \.late, \.deadLetters, \.control,
        ]
    }

    /// Runs the pipeline until `body` returns, then stops it in good order. `body` begins when all stages work: tests that
    /// compute can hold the threads on which a service begins for longer than anybody is patient.
    func whileRunning<Value>(_ body: () async throws -> Value) async throws -> Value {
        let stop = StopSignal()
        let service = PipelineService(topology, options: options, stop: stop, logger: Logger(label: "test"))
        let running = Task { try await service.run() }
        let deadline = ContinuousClock.now + .seconds(300)
        while !isReady(service), !stop.isRequested, ContinuousClock.now < deadline { await Self.pause() }
        do {
            let value = try await body()
            stop.request()
            try await running.value
            return value
        } catch {
            stop.request()
            _ = await running.result
            throw error
        }
    }

    private func isReady(_ service: PipelineService) -> Bool {
        let status = service.monitor.status
        return Stage.allCases.allSatisfy { status[$0]?.isReady ?? false }
    }

    /// Gives the thread to others for a moment.
    static func pause() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20)) { continuation.resume() }
        }
    }

    /// Writes records and waits until they are there.
    func write(_ records: [ProducedRecord]) throws {
        var producer = try Producer(bootstrap: options.bootstrap, settings: options.producerSettings)
        for record in records { try producer.send(record) }
        try producer.flush()
    }

    /// Reads `topic` from its beginning until `count` records came, or none came for `patience`.
    func read(_ topic: String, atLeast count: Int, patience: Duration = .seconds(40)) throws -> [ProducedRecord] {
        var consumer = try Consumer(bootstrap: options.bootstrap, group: nil, settings: options.properties)
        let partitions = (0..<topology.partitionCounts[topic, default: 0]).map {
            TopicPartition(topic: topic, partition: $0)
        }
        try consumer.assign(Dictionary(uniqueKeysWithValues: partitions.map { ($0, .beginning) }))
        var records: [ProducedRecord] = []
        var deadline = ContinuousClock.now + patience
        var batch = RecordBatch()
        while records.count < count, ContinuousClock.now < deadline {
            _ = consumer.poll()
            for partition in partitions {
                _ = try consumer.take(from: partition, max: 500, into: &batch)
                if !batch.isEmpty { deadline = ContinuousClock.now + patience }
                for index in 0..<batch.count {
                    records.append(
                        ProducedRecord(
                            topic: topic,
                            key: batch.keyBytes(at: index),
                            value: batch.valueBytes(at: index),
                            headers: batch.headers(at: index),
                            timestamp: batch.timestamp(at: index)
                        )
                    )
                }
                batch.removeAll(keepingCapacity: true)
            }
            _ = consumer.wait(timeout: .milliseconds(100))
        }
        return records
    }
}
