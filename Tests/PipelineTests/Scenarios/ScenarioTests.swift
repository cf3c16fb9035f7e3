import Commerce
import Streaming
import Testing

@testable import Pipeline

/// The numbered scenarios of detection: events in, alerts and actions out.
@Suite("The scenarios")
struct ScenarioTests {
    @Test(
        "1: one issuer of forty fails inside a healthy provider: the issuer is named within two ticks, never the provider"
    )
    func oneIssuer() throws {
        var driver = try Driver()
        var payments = Payments(seed: 1)
        payments.disturbance = { _, issuer, minute in issuer == "issuer-3" && minute >= 75 ? 0.95 : nil }
        payments.play(0..<75, into: &driver)
        #expect(try driver.alerts() == [])
        payments.play(75..<83, into: &driver)

        let alerts = try driver.alerts().filter { $0.signal == .paymentFailure }
        let first = try #require(alerts.first)
        let onset = EventTime(milliseconds: Driver.noon.milliseconds + 75 * 60_000)
        #expect(first.status == .firing)
        #expect(first.slice.value(of: .issuer) == "issuer-3")
        // A minute is judged when it is over: two ticks are the ends of the first two minutes of the failure.
        #expect(first.occurredAt.since(onset) <= .minutes(2), "\(first)")
        for alert in alerts { #expect(alert.slice.value(of: .issuer) == "issuer-3", "\(alert.slice)") }
        #expect(Set(try driver.alerts().map(\.incidentID)).count == 1)
    }

    @Test("2: a flash sale of twenty times the orders with the same failure rate is silence", arguments: [1, 2, 3])
    func flashSale(seed: UInt64) throws {
        var driver = try Driver()
        var payments = Payments(seed: seed)
        payments.ordersPerMinute = 60
        payments.surge = { (120..<126).contains($0) ? 20 : 1 }
        payments.play(0..<140, into: &driver)
        let told = try driver.alerts().map { "\($0.occurredAt) \($0.summary)" }
        #expect(told == [], "run again with seed \(seed)")
    }

    @Test("6: an order that fails five times is one failure and one action")
    func retryStorm() throws {
        var driver = try Driver()
        for attempt in 1...5 {
            let time = EventTime(milliseconds: Driver.noon.milliseconds + Int64(attempt) * 45_000)
            let head = SourceEvents.Head(
                eventID: "attempt-\(attempt)",
                occurredAt: time,
                orderID: "O-1",
                customerID: "C-1"
            )
            let payment = SourceEvents.Payment(
                amountMinor: 500,
                currency: "EUR",
                provider: "stripe",
                method: "card",
                issuer: "n26",
                attempt: Int64(attempt)
            )
            driver.pipe(
                .paymentFailed,
                key: "O-1",
                SourceEvents.paymentFailed(head, payment, declineCode: "insufficient_funds")
            )
        }
        driver.run(at: .minutes(20))
        #expect(try driver.totals(of: .paymentFailure) == (1, 1))
        let actions = try driver.actions()
        #expect(actions.map(\.orderID) == ["O-1"])
        #expect(actions.map(\.cause) == [.funds])
    }

    @Test("14: a deploy that delivers every failure twice, with the same event ids, changes nothing")
    func duplicateDeploy() throws {
        func outputs(copies: Int) throws -> ([Alert], [Action]) {
            var driver = try Driver(partitions: 3)
            var payments = Payments(seed: 14)
            payments.ordersPerMinute = 120
            payments.disturbance = { _, issuer, minute in issuer == "issuer-0" && minute >= 100 ? 0.6 : nil }
            payments.play(0..<90, into: &driver)
            payments.copiesOfFailures = copies
            payments.play(90..<115, into: &driver)
            return (try driver.alerts(), try driver.actions())
        }
        let once = try outputs(copies: 1)
        let twice = try outputs(copies: 2)
        #expect(once.0.contains { $0.slice.value(of: .issuer) == "issuer-0" })
        #expect(once.0 == twice.0)
        #expect(once.1 == twice.1)
    }
}
