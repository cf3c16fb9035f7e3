public import Kafka

/// Gives up the state of tasks, so that they begin anew: from the offsets they have committed, or from others.
///
/// It is the way out when a state cannot be read any more. What orders, slices or customers were known by is forgotten:
/// triggers, alerts and actions of the past are not repeated unless the offsets go back. The embedded broker cannot do it:
/// it takes offsets for a group from members only.
public struct StateReset: ~Copyable {
    private let topology: Topology
    private let options: RuntimeOptions

    /// Where a task begins to read.
    public enum Start: String, CaseIterable, Sendable {
        /// Where it was; nothing is read twice.
        case committed
        /// At the oldest record that is kept: everything is read again, and said again with the same ids.
        case earliest
        /// Behind the newest record.
        case latest
    }

    /// A reset for the tasks of `topology`.
    public init(_ topology: Topology, options: RuntimeOptions) {
        self.topology = topology
        self.options = options
    }

    /// Where `tasks` of one stage would begin. Changes nothing.
    ///
    /// - Throws: ``KafkaError`` with `retry` when brokers cannot be reached.
    public func plan(_ tasks: [TaskID], from start: Start) throws(KafkaError) -> [TopicPartition: CommittedOffset] {
        guard let stage = tasks.first?.kind.stage else { return [:] }
        precondition(tasks.allSatisfy { $0.kind.stage == stage }, "a stage is reset at a time")
        let reader = try reader(of: stage)
        let partitions = tasks.flatMap { topology.partitions(of: $0) }
        let committed = try reader.committed(partitions)
        var plan: [TopicPartition: CommittedOffset] = [:]
        for task in tasks {
            let journal = try reader.watermarks(of: topology.journal(of: task))
            let metadata = RecoveryPoint.beginning(at: journal.high).text
            for partition in topology.partitions(of: task) {
                let bounds = try reader.watermarks(of: partition)
                let offset =
                    switch start {
                    case .committed: (committed[partition] ?? nil)?.offset ?? bounds.low
                    case .earliest: bounds.low
                    case .latest: bounds.high
                    }
                plan[partition] = CommittedOffset(offset: offset, metadata: metadata)
            }
        }
        return plan
    }

    /// Commits a plan for the tasks of `stage`, of which no member may be running.
    ///
    /// - Throws: ``KafkaError`` with `abort` when the group has members: stop them first.
    public func perform(_ plan: [TopicPartition: CommittedOffset], of stage: Stage) throws(KafkaError) {
        try reader(of: stage).commit(plan)
    }

    private func reader(of stage: Stage) throws(KafkaError) -> Consumer {
        try Consumer(
            bootstrap: options.bootstrap,
            group: options.group(of: stage),
            clientID: "\(options.application)-reset",
            settings: options.properties
        )
    }
}
