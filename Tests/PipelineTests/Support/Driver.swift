import Commerce
import Detection
import Kafka
import Retention
import Streaming

@testable import Pipeline

/// The local pipeline with the built-in policy, spoken to in events and listened to in alerts and actions.
struct Driver {
    var pipeline: LocalPipeline
    var now = Driver.noon

    /// When every story begins: 2026-11-20T12:00:00Z.
    static let noon = WallTime(milliseconds: 1_795_176_000_000)

    init(
        partitions: Int32 = 1,
        detection: DetectionRules = DetectionRules(),
        track: TrackRules = TrackRules(),
        policy: RetentionPolicy = .builtIn,
        customerRetention: Milliseconds = CustomerMemory.longest,
        keepsJournals: Bool = true
    ) throws {
        let topics = Topics()
        let counts = Dictionary(uniqueKeysWithValues: topics.all.map { ($0, partitions) })
        var topology = try Topology(partitionCounts: counts, track: track, detection: detection, policy: policy)
        topology.customerRetention = customerRetention
        pipeline = LocalPipeline(topology, keepsJournals: keepsJournals)
    }

    var topics: Topics { pipeline.topology.topics }

    // MARK: Giving

    /// Appends an event to the topic of its type, under `key`.
    mutating func pipe(_ type: EventType, key: String, _ value: [UInt8]) {
        pipeline.pipe(ProducedRecord(topic: topics.topic(of: type), key: Array(key.utf8), value: value))
    }

    /// Moves wall time to `time` after noon and lets everything work until nothing moves.
    mutating func run(at time: Milliseconds) {
        now = Driver.noon.advanced(by: time)
        pipeline.run(at: now)
    }

    // MARK: Looking

    func alerts() throws -> [Alert] {
        try pipeline.records(of: topics.alerts).map { try AlertCodec.decode($0.value ?? []) }
    }

    func actions() throws -> [Action] {
        try pipeline.records(of: topics.actions).map { try ActionCodec.decode($0.value ?? []) }
    }

    func decisions() throws -> [Decision] {
        try pipeline.records(of: topics.decisions).map { try DecisionCodec.decode($0.value ?? []) }
    }

    /// What RETAIN is told of orders and customers, as records.
    var news: [ProducedRecord] { pipeline.records(of: topics.triggers).filter { !$0.isProgress } }

    /// What RETAIN is told, but for orders that are placed and how far tasks are.
    func triggers() throws -> [Trigger] { try told().filter { $0.kind != .placed } }

    /// The orders that RETAIN is told were placed.
    func placements() throws -> [Trigger] { try told().filter { $0.kind == .placed } }

    private func told() throws -> [Trigger] {
        try news.filter { $0.cloudEventType == TriggerCodec.cloudEventType }.map {
            try TriggerCodec.decode($0.value ?? [])
        }
    }

    /// How far the TRACK tasks say they are, in one partition of the triggers' topic.
    func progress(in partition: Int32 = 0) throws -> [Progress] {
        try pipeline.records(of: TopicPartition(topic: topics.triggers, partition: partition))
            .filter(\.isProgress)
            .map { try ProgressCodec.decode($0.value ?? []) }
    }

    /// The counts of `signal` for the whole shop, added up.
    func totals(of signal: Signal) throws -> (failures: Int, trials: Int) {
        try pipeline.records(of: topics.signals)
            .map { try SignalCountsCodec.decode($0.value ?? []) }
            .filter { $0.signal == signal }
            .flatMap(\.counts)
            .filter { $0.slice == .all }
            .reduce((0, 0)) { ($0.0 + $1.failures, $0.1 + $1.trials) }
    }
}
