import Kafka

@testable import Pipeline

/// A worker's link to the ``SimulatedBroker``: every call may fail, before or after it has had its effect, and the
/// process may die in it.
struct SimulatedLink: StageLink, ~Copyable {
    let broker: SimulatedBroker
    let faults: Faults
    let group: String
    let member: Int
    let name: String
    let guarantee: Guarantee
    private let epoch: Int
    private var topics: [String] = []
    /// The membership under which is committed, and the one that the library has now.
    private var membership: Membership?
    private var latest = Membership.nobody
    /// Whether it was thrown out and has not let go of its partitions yet: before that, the library does not join again.
    private var isOut = false
    private var positions: [TopicPartition: Int64] = [:]
    private var side: [SideReader: [TopicPartition: Int64]] = [:]
    private var pending: [ControlEvent] = []

    /// What a commit says of its member.
    enum Membership {
        /// That it is none: what the library knows before it has joined, and after it was thrown out.
        case nobody
        /// That it was given its partitions in this generation.
        case generation(Int)
    }

    init(_ broker: SimulatedBroker, _ faults: Faults, group: String, member: Int, name: String, _ guarantee: Guarantee)
    {
        self.broker = broker
        self.faults = faults
        self.group = group
        self.member = member
        self.name = name
        self.guarantee = guarantee
        epoch = broker.openProducer(name)
    }

    private func reach() throws(KafkaError) {
        guard !faults.isDead, !faults.dies() else { throw .simulated(.reopen, "DEAD") }
        if broker.isAway { throw .simulated(.retry, "_TRANSPORT") }
    }

    // MARK: Group

    mutating func subscribe(to topics: [String]) throws(KafkaError) {
        self.topics = topics
        broker.groups[group, default: SimulatedGroup()].join(member, topics: topics, at: broker.elapsed)
    }

    mutating func poll() -> [ControlEvent] {
        // The library's own thread talks to the group; what it learns arrives some time later.
        if !broker.isAway, !isOut, broker.groups[group]?.heartbeat(member, topics: topics, at: broker.elapsed) == false
        {
            pending = [.lost(Array(positions.keys))]
            latest = .nobody
            isOut = true
        } else if !broker.isAway, pending.isEmpty {
            // It waits for an answer to what it said before it goes on with the group.
            for (event, generation) in broker.groups[group]?.takeNews(of: member) ?? [] {
                pending.append(event)
                if case .assigned = event { latest = .generation(generation) }
            }
        }
        guard !pending.isEmpty, !faults.delays() else { return [] }
        return [pending.removeFirst()]
    }

    /// Leaves the group in good order.
    func leave() { broker.groups[group]?.leave(member) }

    mutating func renewMembership() { membership = latest }

    mutating func start(_ positions: [TopicPartition: StartPosition]) throws(KafkaError) {
        self.positions = offsets(of: positions)
    }

    mutating func stop(_ partitions: [TopicPartition]) throws(KafkaError) {
        positions = [:]
        guard isOut else {
            broker.groups[group]?.letGo(member)
            return
        }
        isOut = false
        broker.groups[group]?.join(member, topics: topics, at: broker.elapsed)
    }

    private func offsets(of positions: [TopicPartition: StartPosition]) -> [TopicPartition: Int64] {
        var offsets: [TopicPartition: Int64] = [:]
        for (partition, position) in positions {
            switch position {
            case .offset(let offset): offsets[partition] = offset.rawValue
            case .end: offsets[partition] = broker.logs[partition]?.end
            case .beginning, .stored: offsets[partition] = 0
            }
        }
        return offsets
    }

    // MARK: Reading

    mutating func read(_ positions: [TopicPartition: StartPosition], by reader: SideReader) throws(KafkaError) {
        side[reader] = offsets(of: positions)
    }

    mutating func take(
        from partition: TopicPartition,
        max: Int,
        into batch: inout RecordBatch
    ) throws(KafkaError) -> Int {
        guard let position = positions[partition] else { throw .simulated(.reject, "_STATE") }
        guard !broker.isAway, let count = faults.fetched(max, slowly: true) else { return 0 }
        positions[partition] = broker.logs[partition]?.read(from: position, max: count, into: &batch)
        if faults.breaksOff() { throw .simulated(.retry, "_MSG_TIMED_OUT") }
        return batch.count + (batch.endOfPartition ? 1 : 0)
    }

    mutating func take(
        from partition: TopicPartition,
        by reader: SideReader,
        max: Int,
        into batch: inout RecordBatch
    ) throws(KafkaError) -> Int {
        guard let position = side[reader]?[partition] else { return 0 }
        guard !broker.isAway, let count = faults.fetched(max, slowly: reader == .broadcast) else { return 0 }
        side[reader]?[partition] = broker.logs[partition]?.read(from: position, max: count, into: &batch)
        if faults.breaksOff() { throw .simulated(.retry, "_MSG_TIMED_OUT") }
        return batch.count + (batch.endOfPartition ? 1 : 0)
    }

    func committed(_ partitions: [TopicPartition]) throws(KafkaError) -> [TopicPartition: CommittedOffset?] {
        try reach()
        guard let committed = broker.committed(group, partitions) else {
            throw .simulated(.retry, "UNSTABLE_OFFSET_COMMIT")
        }
        return committed
    }

    func bounds(of partition: TopicPartition) throws(KafkaError) -> Watermarks {
        try reach()
        guard let high = broker.logs[partition]?.lastStable else { throw .simulated(.reject, "UNKNOWN_TOPIC_OR_PART") }
        return Watermarks(low: Offset(broker.logs[partition]?.start ?? 0), high: Offset(high))
    }

    // MARK: Committing

    mutating func perform(_ commit: Commit) throws(KafkaError) {
        switch guarantee {
        case .exactlyOnce: try performInTransaction(commit)
        case .atLeastOnce: try performInSteps(commit)
        }
    }

    private func performInTransaction(_ commit: Commit) throws(KafkaError) {
        try reach()
        let transaction = try broker.begin(name, epoch: epoch)
        for record in commit.records + commit.journal {
            try live(transaction)
            broker.append(record, in: transaction)
        }
        try live(transaction)
        guard broker.mayCommit(group, member, as: membership, inTransaction: true) else {
            broker.end(transaction, .aborted)
            throw .simulated(.abort, "ILLEGAL_GENERATION")
        }
        transaction.offsets = (group, commit.positions)
        try live(transaction)
        broker.end(transaction, .committed)
        // It has landed; whether we hear of it is another matter.
        if faults.dies() || faults.losesAnswer() { throw .simulated(.reopen, "_TIMED_OUT") }
    }

    /// Goes on with a transaction, unless the process dies, the broker has ended it, or something makes us abort it.
    private func live(_ transaction: SimulatedTransaction) throws(KafkaError) {
        guard !faults.isDead, !faults.dies() else { throw .simulated(.reopen, "DEAD") }
        guard transaction.outcome == nil else { throw .simulated(.reopen, "INVALID_PRODUCER_EPOCH") }
        try broker.check(name, epoch)
        guard faults.fails() else { return }
        broker.end(transaction, .aborted)
        throw .simulated(.abort, "_PURGE_QUEUE")
    }

    private func performInSteps(_ commit: Commit) throws(KafkaError) {
        for records in [commit.records, commit.journal] where !records.isEmpty {
            try reach()
            for record in records {
                if faults.dies() { throw .simulated(.reopen, "DEAD") }
                if faults.fails() { throw .simulated(.retry, "_MSG_TIMED_OUT") }
                broker.append(record, in: nil)
            }
            if faults.losesAnswer() { throw .simulated(.retry, "_TIMED_OUT") }
        }
        guard !commit.positions.isEmpty else { return }
        try reach()
        guard broker.mayCommit(group, member, as: latest, inTransaction: false) else {
            throw .simulated(.abort, "ILLEGAL_GENERATION")
        }
        broker.groups[group]?.committed.merge(commit.positions) { $1 }
        if faults.losesAnswer() { throw .simulated(.retry, "_TIMED_OUT") }
    }

    mutating func trim(before offsets: [TopicPartition: Offset]) {
        for (partition, offset) in offsets { broker.logs[partition]?.trim(before: offset.rawValue) }
    }

    // Time passes between turns, as the simulation decides.
    mutating func wait(timeout: Duration) {}
    mutating func pause(afterFailures failures: Int) {}
    mutating func takeLog() -> [LogLine] { [] }
}
