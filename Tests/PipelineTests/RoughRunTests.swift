import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

/// Scenario 9: duplicates, crashes and replay give the same ids and one committed action each.
@Suite("A rough run")
struct RoughRunTests {
    /// Orders of every fate, and each event of them piped once or more.
    private static func story(into driver: inout Driver, seed: UInt64) {
        var chance = Chance(seed: seed)
        for number in 0..<40 {
            let start = EventTime(milliseconds: Driver.noon.milliseconds + Int64(number) * 7_000)
            let (orderID, customerID) = ("O-\(number)", "C-\(number)")
            func head(_ name: String, after seconds: Int64) -> SourceEvents.Head {
                SourceEvents.Head(
                    eventID: "\(name)-\(number)",
                    occurredAt: start.advanced(by: .seconds(seconds)),
                    orderID: orderID,
                    customerID: customerID
                )
            }
            func pipe(_ type: EventType, key: String? = nil, _ value: [UInt8]) {
                for _ in 0...(chance.hits(0.3) ? 1 : 0) { driver.pipe(type, key: key ?? orderID, value) }
            }
            let order = SourceEvents.Order(currency: "EUR", totalMinor: 4_000, lines: [.init(sku: "S-\(number % 4)")])
            pipe(.orderPlaced, SourceEvents.orderPlaced(head("placed", after: 0), order))
            let payment = SourceEvents.Payment(amountMinor: 4_000, currency: "EUR", provider: "adyen", issuer: "ing")
            switch number % 5 {
            case 0: pipe(.paymentAuthorized, SourceEvents.paymentAuthorized(head("paid", after: 5), payment))
            case 1:
                let failed = SourceEvents.paymentFailed(head("failed", after: 5), payment, declineCode: "expired_card")
                pipe(.paymentFailed, failed)
            case 2:
                pipe(.orderCancelled, SourceEvents.orderCancelled(head("cancelled", after: 9), reason: "changed_mind"))
            case 3:
                let failed = SourceEvents.inventoryReservationFailed(
                    head("reserved", after: 3),
                    sku: "S-\(number % 4)",
                    quantityRequested: 1
                )
                pipe(.inventoryReservationFailed, key: "S-\(number % 4)", failed)
            default: break
            }
        }
    }

    private static func smooth(seed: UInt64) throws -> (Set<[UInt8]>, Set<[UInt8]>) {
        var driver = try Driver(partitions: 3)
        story(into: &driver, seed: seed)
        driver.run(at: .minutes(5))
        driver.run(at: .hours(1))
        return (values(driver, driver.topics.actions), values(driver, driver.topics.decisions))
    }

    private static func values(_ driver: Driver, _ topic: String) -> Set<[UInt8]> {
        Set(driver.pipeline.records(of: topic).map { $0.value ?? [] })
    }

    /// What is in one and not in the other, to read.
    private static func difference(_ got: [[UInt8]], _ expected: Set<[UInt8]>) -> [String] {
        Set(got).symmetricDifference(expected)
            .map { (expected.contains($0) ? "missing " : "added ") + String(decoding: $0, as: UTF8.self) }
            .sorted()
    }

    @Test(
        "commits each action and decision once, the same as a smooth run, wherever tasks and commits are lost",
        arguments: 0 as UInt64..<60
    )
    func crashes(seed: UInt64) throws {
        let expected = try Self.smooth(seed: seed)
        var chance = Chance(seed: seed ^ 0xC0FFEE)
        var driver = try Driver(partitions: 3)
        Self.story(into: &driver, seed: seed)
        let start = Driver.noon.advanced(by: .minutes(5))
        for _ in 0..<300 {
            let id = driver.pipeline.tasks[Int.random(in: driver.pipeline.tasks.indices, using: &chance)]
            driver.pipeline.step(id, max: Int.random(in: 1...6, using: &chance), at: start)
            if chance.hits(0.05) { driver.pipeline.crash(id) }
            if chance.hits(0.3) { driver.pipeline.commit(id, lands: !chance.hits(0.2)) }
        }
        driver.run(at: .minutes(6))
        driver.run(at: .hours(1))

        let actions = driver.pipeline.records(of: driver.topics.actions).map { $0.value ?? [] }
        let decisions = driver.pipeline.records(of: driver.topics.decisions).map { $0.value ?? [] }
        #expect(Set(actions).count == actions.count, "an action is there twice; run again with seed \(seed)")
        #expect(Set(decisions).count == decisions.count, "a decision is there twice; run again with seed \(seed)")
        #expect(Self.difference(actions, expected.0) == [], "run again with seed \(seed)")
        #expect(Self.difference(decisions, expected.1) == [], "run again with seed \(seed)")
        #expect(expected.0.count >= 20)
    }

    @Test("says nothing again after a restart: no deadline that passed, no pane that closed while nothing came")
    func restartInSilence() throws {
        var driver = try Driver(partitions: 3)
        for number in 0..<12 {
            let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(Int64(number)))
            driver.pipe(.paymentFailed, key: events.orderID, events.failed(Int64(number) + 5))
        }
        driver.run(at: .minutes(1))
        // No event comes any more: wall time alone lets the deadlines pass and the panes close.
        driver.run(at: .minutes(40))
        let said = [driver.topics.triggers, driver.topics.actions, driver.topics.decisions].map {
            driver.pipeline.records(of: $0).filter { !$0.isProgress }
        }
        let counted = try (driver.totals(of: .paymentFailure), driver.totals(of: .unconfirmed))
        for task in driver.pipeline.tasks { driver.pipeline.crash(task) }
        driver.run(at: .minutes(41))
        #expect(said[0].count == 36)
        #expect(driver.news == said[0])
        #expect(driver.pipeline.records(of: driver.topics.actions) == said[1])
        #expect(driver.pipeline.records(of: driver.topics.decisions) == said[2])
        #expect(try driver.totals(of: .paymentFailure) == counted.0)
        #expect(try driver.totals(of: .unconfirmed) == counted.1)
    }
}
