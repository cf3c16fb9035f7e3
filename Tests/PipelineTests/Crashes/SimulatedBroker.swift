import Kafka
import Streaming

@testable import Pipeline

/// A broker in memory with true transactions: what is aborted is never read by those who read committed, what lies behind
/// an open transaction waits, offsets in transactions are stored when they commit, a producer that was replaced is fenced,
/// and so is a member of an older generation.
final class SimulatedBroker {
    let counts: [String: Int32]
    private let time: SimulatedTime
    var logs: [TopicPartition: SimulatedLog] = [:]
    var groups: [String: SimulatedGroup] = [:]
    private var epochs: [String: Int] = [:]
    private var open: [String: SimulatedTransaction] = [:]
    /// While it is away, no call succeeds.
    var awayUntil: Int64 = 0

    static let sessionTimeout: Int64 = 10_000
    static let transactionTimeout: Int64 = 15_000

    init(counts: [String: Int32], wall: Int64) {
        self.counts = counts
        time = SimulatedTime(wall: wall)
        for (topic, count) in counts {
            for partition in 0..<count { logs[TopicPartition(topic: topic, partition: partition)] = SimulatedLog() }
        }
    }

    /// Time that only moves forward, in milliseconds.
    var elapsed: Int64 { time.elapsed }

    var clock: Clock { time.clock }

    var isAway: Bool { elapsed < awayUntil }

    /// Lets time pass; `jump` is what somebody sets the wall clock by.
    func pass(_ milliseconds: Int64, jump: Int64 = 0) {
        time.pass(milliseconds, jump: jump)
        guard !isAway else { return }
        for (producer, transaction) in open where elapsed - transaction.openedAt > Self.transactionTimeout {
            epochs[producer, default: 0] += 1
            end(transaction, .aborted)
        }
        for group in groups.keys {
            groups[group]?.tick(at: elapsed, sessionTimeout: Self.sessionTimeout, counts: counts)
        }
    }

    // MARK: Producers

    /// Makes a producer the only one of its name: an older one is fenced, and its open transaction aborted.
    func openProducer(_ name: String) -> Int {
        if let transaction = open[name] { end(transaction, .aborted) }
        epochs[name, default: 0] += 1
        return epochs[name] ?? 0
    }

    func begin(_ name: String, epoch: Int) throws(KafkaError) -> SimulatedTransaction {
        try check(name, epoch)
        let transaction = SimulatedTransaction(producer: name, openedAt: elapsed)
        open[name] = transaction
        return transaction
    }

    func check(_ name: String, _ epoch: Int) throws(KafkaError) {
        guard epochs[name] == epoch else { throw .simulated(.reopen, "PRODUCER_FENCED") }
    }

    func append(_ record: ProducedRecord, in transaction: SimulatedTransaction?) {
        let key = record.key ?? []
        let count = UInt64(counts[record.topic] ?? 1)
        let partition = record.partition ?? Int32(StableHash.of(key.span) % count)
        let place = TopicPartition(topic: record.topic, partition: partition)
        logs[place]?.append(record, in: transaction)
        transaction?.partitions.insert(place)
    }

    func end(_ transaction: SimulatedTransaction, _ outcome: SimulatedTransaction.Outcome) {
        precondition(transaction.outcome == nil, "a transaction ends once")
        transaction.outcome = outcome
        open[transaction.producer] = nil
        for partition in transaction.partitions { logs[partition]?.appendMarker() }
        guard outcome == .committed, let offsets = transaction.offsets else { return }
        groups[offsets.group]?.committed.merge(offsets.positions) { $1 }
    }

    // MARK: Groups

    /// Whether `member` may commit. Offsets of nobody in a transaction are not checked, as with real brokers.
    func mayCommit(
        _ group: String,
        _ member: Int,
        as membership: SimulatedLink.Membership?,
        inTransaction: Bool
    ) -> Bool {
        switch membership {
        case nil: return false
        case .nobody: return inTransaction
        case .generation(let generation):
            guard let known = groups[group]?.members[member] else { return false }
            return known.generation == generation && groups[group]?.generation == generation
        }
    }

    /// What is committed; `nil` while a transaction with offsets of the group is open.
    func committed(_ group: String, _ partitions: [TopicPartition]) -> [TopicPartition: CommittedOffset?]? {
        let isPending = open.values.contains { transaction in
            guard let offsets = transaction.offsets, offsets.group == group else { return false }
            return partitions.contains { offsets.positions[$0] != nil }
        }
        guard !isPending else { return nil }
        var found: [TopicPartition: CommittedOffset?] = [:]
        for partition in partitions { found.updateValue(groups[group]?.committed[partition], forKey: partition) }
        return found
    }

    /// The committed records of a topic, partition by partition.
    func records(of topic: String) -> [ProducedRecord] {
        (0..<(counts[topic] ?? 0)).flatMap { logs[TopicPartition(topic: topic, partition: $0)]?.committed ?? [] }
    }
}

extension KafkaError {
    static func simulated(_ recovery: Recovery, _ symbol: String) -> KafkaError {
        KafkaError(recovery: recovery, operation: "simulate", symbol: symbol, detail: "The simulation had it so.")
    }
}
