import Commerce
import Kafka
import Retention
import Streaming
import Testing

@testable import Pipeline

/// Sources that are not keyed by order id.
@Suite("A source that is keyed by something else")
struct RekeyTests {
    /// What comes of forty orders whose payments are keyed by order id, or by payment id in a topic of another size.
    private static func outputs(rekeyed: Bool) throws -> (triggers: [Trigger], failures: Int, trials: Int, late: Int) {
        var topics = Topics()
        if rekeyed { topics.paymentsKey = .other }
        var counts = Dictionary(uniqueKeysWithValues: topics.all.map { ($0, Int32(4)) })
        if rekeyed {
            counts[topics.payments] = 3
            counts[topics.journal(of: .rekeyPayments)] = 3
        }
        var pipeline = LocalPipeline(
            try Topology(topics: topics, partitionCounts: counts, policy: RetentionPolicy.builtIn)
        )
        for number in 0..<40 {
            let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
            func pipe(_ topic: String, _ key: String, _ value: [UInt8]) {
                pipeline.pipe(ProducedRecord(topic: topic, key: Array(key.utf8), value: value))
            }
            pipe(topics.orders, events.orderID, events.placed(Int64(number)))
            let key = rekeyed ? "payment-\(number)" : events.orderID
            let payment = number % 3 == 0 ? events.failed(Int64(number) + 2) : events.paid(Int64(number) + 2)
            pipe(topics.payments, key, payment)
            // The same once more, as producers do: in another partition when the key says so.
            pipe(topics.payments, rekeyed ? "again-\(number)" : key, payment)
            pipeline.run(at: Driver.noon.advanced(by: .seconds(Int64(number) + 3)))
        }
        pipeline.run(at: Driver.noon.advanced(by: .minutes(5)))
        let triggers = try pipeline.records(of: topics.triggers).filter { !$0.isProgress }.map {
            try TriggerCodec.decode($0.value ?? [])
        }.filter { $0.kind != .placed }
        let whole = try pipeline.records(of: topics.signals).map { try SignalCountsCodec.decode($0.value ?? []) }
            .filter { $0.signal == .paymentFailure }.flatMap(\.counts).filter { $0.slice == .all }
        return (
            triggers.sorted { $0.id < $1.id }, whole.reduce(0) { $0 + $1.failures }, whole.reduce(0) { $0 + $1.trials },
            pipeline.records(of: topics.late).count
        )
    }

    @Test("gives the triggers and counts that it gives keyed by order id, each event once")
    func rekeyed() throws {
        let keyed = try Self.outputs(rekeyed: false)
        let rekeyed = try Self.outputs(rekeyed: true)
        #expect(keyed.triggers.count == 14)
        #expect(rekeyed.triggers.map(\.orderID) == keyed.triggers.map(\.orderID))
        #expect(rekeyed.triggers.map(\.cause) == keyed.triggers.map(\.cause))
        #expect(rekeyed.failures == keyed.failures)
        #expect(rekeyed.trials == keyed.trials)
        #expect(rekeyed.late == 0)
    }

    @Test("needs not be co-partitioned, while a source that is keyed by order id must be")
    func partitions() throws {
        var topics = Topics()
        var counts = Dictionary(uniqueKeysWithValues: topics.all.map { ($0, Int32(4)) })
        counts[topics.payments] = 3
        #expect(throws: TopologyError.notCoPartitioned(topics.orders, 4, topics.payments, 3)) {
            try Topology(topics: topics, partitionCounts: counts, policy: RetentionPolicy.builtIn)
        }
        topics.paymentsKey = .other
        counts[topics.journal(of: .rekeyPayments)] = 3
        let topology = try Topology(topics: topics, partitionCounts: counts, policy: RetentionPolicy.builtIn)
        #expect(topology.tasks(of: .track).filter { $0.kind == .rekeyPayments }.count == 3)
        #expect(topology.partitions(of: TaskID(.orders, 0)).map(\.topic).contains(topics.payments) == false)
    }
}
