internal import Commerce
public import Detection
public import Kafka
public import Retention
public import Streaming

/// Which tasks there are and what they do: rules, topics and partition counts. A value, without any I/O.
public struct Topology: Sendable {
    /// The names of the topics.
    public var topics: Topics
    /// How many partitions each topic has.
    public var partitionCounts: [String: Int32]
    /// How TRACK reads and counts.
    public var track: TrackRules
    /// How DETECT judges.
    public var detection: DetectionRules
    /// By what RETAIN decides; shared by all tasks that are made of this topology and its copies.
    public let policies: PolicySource
    /// How long DETECT and RETAIN wait for somebody who says nothing.
    public var stageTimeout: Milliseconds
    /// How long RETAIN remembers what a customer did; preferences stay.
    public var customerRetention = CustomerMemory.longest
    /// How many bytes a task may have said that are not committed yet, before deadlines wait.
    public var outboxBytes = Outbox.bytesMax

    /// A topology, or why these partition counts cannot work.
    ///
    /// - Throws: ``TopologyError`` when topics that must be co-partitioned are not, or one is missing.
    public init(
        topics: Topics = Topics(),
        partitionCounts: [String: Int32],
        track: TrackRules = TrackRules(),
        detection: DetectionRules = DetectionRules(),
        policy: RetentionPolicy,
        stageTimeout: Milliseconds = .minutes(1)
    ) throws(TopologyError) {
        self.topics = topics
        self.partitionCounts = partitionCounts
        self.track = track
        self.detection = detection
        policies = PolicySource(policy)
        self.stageTimeout = stageTimeout
        for topic in topics.all where (partitionCounts[topic] ?? 0) < 1 { throw .missingTopic(topic) }
        for kind in TaskKind.allCases {
            let counts = kind.coPartitioned(topics).map { ($0, partitionCounts[$0] ?? 0) }
            guard let first = counts.first, let other = counts.first(where: { $0.1 != first.1 }) else { continue }
            throw .notCoPartitioned(first.0, first.1, other.0, other.1)
        }
    }

    /// By what RETAIN decides now.
    public var policy: RetentionPolicy { policies.current() }

    /// Every task of `stage`, in the way of the data.
    public func tasks(of stage: Stage) -> [TaskID] {
        TaskKind.allCases.filter { $0.stage == stage }.flatMap { kind in
            (0..<partitionCount(of: kind)).map { TaskID(kind, $0) }
        }
    }

    /// The partitions that `task` alone reads.
    public func partitions(of task: TaskID) -> [TopicPartition] {
        task.kind.topics(topics).map { TopicPartition(topic: $0, partition: task.partition) }
    }

    /// The partitions that every task of `kind` reads.
    public func broadcastPartitions(of kind: TaskKind) -> [TopicPartition] {
        kind.broadcasts(topics).flatMap { topic in
            (0..<(partitionCounts[topic] ?? 0)).map { TopicPartition(topic: topic, partition: $0) }
        }
    }

    /// Where the journal of `task` lies.
    public func journal(of task: TaskID) -> TopicPartition {
        TopicPartition(topic: topics.journal(of: task.kind), partition: task.partition)
    }

    /// Makes `task` anew, knowing nothing.
    public func make(_ task: TaskID) -> any StageTask {
        let partitions = partitions(of: task)
        switch task.kind {
        case .rekeyOrders, .rekeyPayments, .rekeyFulfilment: return tracking(RekeyTracker(), task)
        case .orders: return tracking(OrderTracker(rules: track), task)
        case .stock: return tracking(StockTracker(rules: track, silences: detection.silences), task)
        case .feedback, .preferences: return tracking(CustomerTracker(), task)
        case .detect:
            return DetectTask(
                partition: partitions[0],
                trackers: trackers,
                noticePartitions: partitionCounts[topics.notices] ?? 0,
                topics: topics,
                rules: detection,
                timeout: stageTimeout
            )
        case .retain:
            let alerts = broadcastPartitions(of: .retain)
            return RetainTask(
                partition: partitions[0],
                notices: partitions[1],
                alerts: alerts,
                topics: topics,
                policies: policies,
                trackers: names(of: TaskKind.raising),
                writers: names(of: TaskKind.raising + [.preferences]),
                timeout: stageTimeout,
                retention: customerRetention,
                outboxBytes: outboxBytes
            )
        case .budgets:
            return BudgetTask(partition: partitions[0], topics: topics)
        }
    }

    /// The tasks of `kinds`, kind by kind.
    private func names(of kinds: [TaskKind]) -> [String] {
        kinds.flatMap { kind in tasks(of: .track).filter { $0.kind == kind } }.map(\.description)
    }

    private func tracking<Logic: Tracker & ~Copyable>(_ logic: consuming Logic, _ task: TaskID) -> TrackTask<Logic> {
        TrackTask(
            logic,
            name: task.description,
            partitions: partitions(of: task),
            control: broadcastPartitions(of: task.kind),
            routers: task.kind == .orders ? names(of: TaskKind.routing) : [],
            listeners: listeners(of: task.kind),
            topics: topics,
            rules: track,
            outboxBytes: outboxBytes
        )
    }

    /// Where tasks of `kind` tell how far they are: RETAIN all, and those whose events they hand over.
    private func listeners(of kind: TaskKind) -> [TopicPartition] {
        [topics.triggers, TaskKind.routing.contains(kind) ? topics.routed : nil].compactMap { $0 }.flatMap { topic in
            (0..<(partitionCounts[topic] ?? 0)).map { TopicPartition(topic: topic, partition: $0) }
        }
    }

    private func partitionCount(of kind: TaskKind) -> Int32 {
        kind.topics(topics).first.flatMap { partitionCounts[$0] } ?? 0
    }

    /// The TRACK tasks that count for each signal: all that DETECT waits for.
    var trackers: [Signal: [String]] {
        var trackers: [Signal: [String]] = [:]
        for task in tasks(of: .track) {
            for signal in task.kind.signals { trackers[signal, default: []].append(task.description) }
        }
        return trackers
    }
}

extension TaskKind {
    /// What its tasks count.
    fileprivate var signals: [Signal] {
        switch self {
        case .rekeyOrders, .rekeyPayments, .rekeyFulfilment: RekeyTracker.signals
        case .orders: OrderTracker.signals
        case .stock: StockTracker.signals
        case .feedback, .preferences: CustomerTracker.signals
        case .detect, .retain, .budgets: []
        }
    }

    /// Those whose tasks raise triggers, which RETAIN waits for before a deadline passes.
    fileprivate static let raising: [TaskKind] = [.orders, .stock, .feedback]

    /// Those whose tasks hand events over to the orders that they concern.
    fileprivate static let routing: [TaskKind] = [.rekeyOrders, .rekeyPayments, .rekeyFulfilment, .stock]
}

/// Why topics do not make a topology.
public enum TopologyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The topic does not exist.
    case missingTopic(String)
    /// Two topics that are read together have different partition counts.
    case notCoPartitioned(String, Int32, String, Int32)

    /// What is wrong and how to repair it.
    public var description: String {
        switch self {
        case .missingTopic(let topic):
            "topic \(topic) does not exist; create it, or all that are missing with `orderkeeper topics create`"
        case .notCoPartitioned(let first, let firstCount, let second, let secondCount):
            """
            topics \(first) (\(firstCount) partitions) and \(second) (\(secondCount) partitions) are read together by \
            key and must have the same number of partitions; add partitions to the smaller one before it has data \
            (kafka-topics --alter), or make it anew and copy it
            """
        }
    }
}
