import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

/// On a real cluster only: the embedded one takes no offsets for a group that had members from somebody who is none.
@Suite("A reset of state", .serialized, .enabled(if: RunningShop.realBootstrap != nil))
struct StateResetTests {
    private static let stages = Stage.allCases

    /// An order of each number whose payment failed; the same each time it is asked for.
    private func failed(_ numbers: Range<Int>, at now: Int64, in shop: RunningShop) -> [ProducedRecord] {
        numbers.map { number in
            let head = SourceEvents.Head(
                eventID: "failed-\(number)",
                occurredAt: EventTime(milliseconds: now),
                orderID: "O-\(number)",
                customerID: "C-\(number)"
            )
            let payment = SourceEvents.Payment(amountMinor: 900, currency: "EUR", provider: "adyen", issuer: "ing")
            return ProducedRecord(
                topic: shop.topics.payments,
                key: Array("O-\(number)".utf8),
                value: SourceEvents.paymentFailed(head, payment, declineCode: "expired_card")
            )
        }
    }

    private func orderIDs(_ records: [ProducedRecord]) throws -> [String] {
        try records.map { try ActionCodec.decode($0.value ?? []).orderID }.sorted()
    }

    private func names(_ numbers: Range<Int>) -> [String] { numbers.map { "O-\($0)" } }

    @Test("gives the state up and keeps the offsets: nothing is read again, and nothing is remembered")
    func committed() async throws {
        let shop = try RunningShop()
        let now = Clock.system.now().milliseconds - 5_000
        try shop.write(failed(0..<20, at: now, in: shop))
        try await shop.whileRunning { _ = try shop.read(shop.topics.actions, atLeast: 20) }
        // What is known already is dropped, as long as the state is there.
        try shop.write(failed(0..<5, at: now, in: shop) + failed(20..<21, at: now, in: shop))
        try await shop.whileRunning { _ = try shop.read(shop.topics.actions, atLeast: 21) }

        let reset = StateReset(shop.topology, options: shop.options)
        for stage in Self.stages { try reset.perform(try offsetsKept(by: reset, of: stage, in: shop), of: stage) }
        try shop.write(failed(0..<5, at: now, in: shop) + failed(21..<22, at: now, in: shop))
        let actions = try await shop.whileRunning { try shop.read(shop.topics.actions, atLeast: 27) }
        #expect(try orderIDs(actions) == (names(0..<22) + names(0..<5)).sorted())
        // And a restart goes on from the new state.
        try shop.write(failed(0..<5, at: now, in: shop) + failed(22..<23, at: now, in: shop))
        let all = try await shop.whileRunning { try shop.read(shop.topics.actions, atLeast: 28) }
        #expect(try orderIDs(all) == (names(0..<23) + names(0..<5)).sorted())
    }

    /// The plan that keeps the offsets, checked.
    private func offsetsKept(
        by reset: borrowing StateReset,
        of stage: Stage,
        in shop: RunningShop
    ) throws -> [TopicPartition: CommittedOffset] {
        let tasks = shop.topology.tasks(of: stage)
        let plan = try reset.plan(tasks, from: .committed)
        let partitions = tasks.flatMap { shop.topology.partitions(of: $0) }
        let reader = try Consumer(bootstrap: shop.options.bootstrap, group: shop.options.group(of: stage))
        let known = try reader.committed(partitions).compactMapValues { $0 }
        #expect(Set(plan.keys) == Set(partitions))
        for (partition, place) in plan {
            if let before = known[partition] { #expect(place.offset == before.offset, "\(partition)") }
            let point = try #require(RecoveryPoint(place.metadata))
            #expect(point.first == 1 && point.last == 0, "\(partition)")
        }
        return plan
    }

    @Test(
        "to the earliest offsets says everything again, with the same ids; to the latest it passes over what is there"
    )
    func earliestAndLatest() async throws {
        let shop = try RunningShop()
        let now = Clock.system.now().milliseconds - 5_000
        try shop.write(failed(0..<20, at: now, in: shop))
        let before = try await shop.whileRunning { try shop.read(shop.topics.actions, atLeast: 20) }
        let reset = StateReset(shop.topology, options: shop.options)
        try reset.perform(try reset.plan(shop.topology.tasks(of: .track), from: .earliest), of: .track)
        try reset.perform(try reset.plan(shop.topology.tasks(of: .retain), from: .committed), of: .retain)
        let again = try await shop.whileRunning { try shop.read(shop.topics.actions, atLeast: 40) }
        let ids = try again.map { try ActionCodec.decode($0.value ?? []).id }
        #expect(ids.count == 40)
        #expect(Set(ids) == Set(try before.map { try ActionCodec.decode($0.value ?? []).id }))

        try shop.write(failed(20..<30, at: now, in: shop))
        try reset.perform(try reset.plan(shop.topology.tasks(of: .track), from: .latest), of: .track)
        let last = try await shop.whileRunning {
            try shop.write(failed(30..<31, at: now, in: shop))
            return try shop.read(shop.topics.actions, atLeast: 41)
        }
        #expect(try orderIDs(last) == (names(0..<20) + names(0..<20) + names(30..<31)).sorted())
    }

    // The embedded cluster takes offsets from anybody.
    @Test("is refused while members run")
    func refused() async throws {
        let shop = try RunningShop()
        let now = Clock.system.now().milliseconds - 5_000
        try shop.write(failed(0..<5, at: now, in: shop))
        let reset = StateReset(shop.topology, options: shop.options)
        let refusals = try await shop.whileRunning {
            _ = try shop.read(shop.topics.actions, atLeast: 5)
            return try Self.stages.map { stage in
                let plan = try reset.plan(shop.topology.tasks(of: stage), from: .earliest)
                do throws(KafkaError) {
                    try reset.perform(plan, of: stage)
                    return nil as KafkaError.Recovery?
                } catch {
                    return error.recovery
                }
            }
        }
        #expect(refusals == [.abort, .abort, .abort])
        // Nothing has moved.
        try shop.write(failed(0..<5, at: now, in: shop) + failed(5..<6, at: now, in: shop))
        let actions = try await shop.whileRunning { try shop.read(shop.topics.actions, atLeast: 6) }
        #expect(try orderIDs(actions) == names(0..<6))
    }
}
