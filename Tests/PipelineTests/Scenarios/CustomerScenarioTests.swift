import Commerce
import Kafka
import Simulation
import Streaming
import Testing

@testable import Pipeline

/// The numbered scenarios of detection that are about customers and machines that repeat themselves.
@Suite("The scenarios of repetition")
struct CustomerScenarioTests {
    @Test("7: one customer who cancels 500 orders is a cluster, no wave of cancellations, and gets nothing for it")
    func serialCanceller() throws {
        let play = try Play("serial-canceller", ordersPerDay: 24_000, minutes: 260)
        let cluster = try play.entry("serial canceller")
        let gifts = try play.driver.actions().filter { $0.customerID == "C-20001" && $0.offer != nil }
        #expect(gifts.map(\.kind) == [])
        let firing = try play.firing()
        #expect(firing.map { "\($0.signal.rawValue) \($0.slice)" } == ["cancellation \(Slice.oneCustomer)"])
        #expect(try play.naming(cluster).map(\.id) == firing.map(\.id))
        let first = try #require(firing.first)
        #expect(cluster.start < first.occurredAt, "nobody cancels much before")
        // An order waits two to ten minutes before it is cancelled.
        #expect(first.occurredAt <= cluster.start.advanced(by: .minutes(20)), "\(first.occurredAt)")
    }

    @Test("9: duplicates, crashes and lost commits change no id and no content", arguments: [9, 90] as [UInt64])
    func crashes(seed: UInt64) throws {
        let calm = try outputs(seed: seed, rough: false)
        let rough = try outputs(seed: seed, rough: true)
        #expect(calm.alerts.contains { $0.slice.value(of: .issuer) == "issuer-0" }, "seed \(seed)")
        #expect(calm.actions.count > 100, "seed \(seed)")
        #expect(rough.alerts == calm.alerts, "seed \(seed)")
        #expect(Set(rough.actions.map(\.id)).count == rough.actions.count, "one committed action each, seed \(seed)")
        #expect(rough.actions.sorted { $0.id < $1.id } == calm.actions.sorted { $0.id < $1.id }, "seed \(seed)")
    }

    /// What a shop with a failing issuer gives, with every failure told twice and tasks lost on the way, or without.
    private func outputs(seed: UInt64, rough: Bool) throws -> (alerts: [Alert], actions: [Action]) {
        var driver = try Driver()
        var payments = Payments(seed: seed)
        payments.ordersPerMinute = 120
        payments.disturbance = { _, issuer, minute in issuer == "issuer-0" && minute >= 70 ? 0.7 : nil }
        payments.copiesOfFailures = rough ? 2 : 1
        var chance = Chance(seed: seed)
        for minute in 0..<85 {
            if rough {
                for id in driver.pipeline.tasks where chance.hits(0.1) {
                    if chance.hits(0.5) { driver.pipeline.crash(id) }
                }
                for id in driver.pipeline.tasks where chance.hits(0.1) {
                    driver.pipeline.step(id, max: 200, at: driver.now)
                    driver.pipeline.commit(id, lands: false)
                }
            }
            payments.play(minute..<minute + 1, into: &driver)
        }
        return (try driver.alerts(), try driver.actions())
    }
}
