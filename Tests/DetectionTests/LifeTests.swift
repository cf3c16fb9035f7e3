import Commerce
import Detection
import Streaming
import Testing

@Suite("An incident")
struct LifeTests {
    static let first = 29_000_160

    /// Four hours of a steady shop, then `minutes` minutes in which provider 1 fails, then health.
    static func run(
        minutes: Int = 40,
        after: Int = 20,
        signal: Signal = .paymentFailure,
        rules: DetectionRules = DetectionRules()
    ) -> [Alert] {
        var detector = SignalDetector(signal: signal, rules: rules)
        var alerts: [Alert] = []
        for minute in 0..<(240 + minutes + after) {
            alerts += detector.close(
                counts(minute, isBad: (240..<240 + minutes).contains(minute)),
                minute: first + minute
            )
        }
        return alerts
    }

    static func counts(_ minute: Int, isBad: Bool) -> [SliceCount] {
        var counts = SilenceTests.steady(minute)
        guard isBad else { return counts }
        let extra = 25
        for index in [0, 2, 3] {
            counts[index].failures += extra
            counts[index].amounts = [
                Money(currency: "USD", amountMinor: 100), Money(currency: "EUR", amountMinor: 1000),
            ]
            counts[index].sampleOrderID = "O-\(minute)"
        }
        return counts
    }

    @Test("fires, grows, recovers after five quiet minutes and ends after ten, under one id")
    func life() throws {
        let alerts = Self.run()
        #expect(alerts.first?.status == .firing)
        #expect(alerts.suffix(2).map(\.status) == [.recovering, .resolved])
        #expect(alerts.dropFirst().dropLast(2).allSatisfy { $0.status == .updated })
        #expect(alerts.count > 3)
        #expect(Set(alerts.map(\.incidentID)).count == 1)
        #expect(Set(alerts.map(\.id)).count == alerts.count)
        let updates = alerts.filter { $0.status == .updated }.map(\.occurredAt)
        #expect(zip(updates, updates.dropFirst()).allSatisfy { $1.since($0) >= .minutes(10) })
        let recovering = try #require(alerts.dropLast().last)
        let resolved = try #require(alerts.last)
        #expect(resolved.occurredAt.since(recovering.occurredAt) == .minutes(5))
    }

    @Test("says where, how many, what was expected and how much that is")
    func sentence() throws {
        let alert = try #require(Self.run().first)
        #expect(alert.slice == Shop.provider(1))
        #expect(alert.summary.hasPrefix("Payment failures at provider stripe: "))
        #expect(alert.summary.contains(" of 80 orders ("))
        #expect(alert.summary.contains(" in 2 minutes where "))
        #expect(alert.summary.hasSuffix("×)."))
        #expect(alert.evidence.test == "beta-binomial")
        #expect(alert.evidence.windowMinutes == 2)
        #expect(alert.evidence.pValue < 1e-3)
        #expect(abs(alert.evidence.lift - Double(alert.evidence.observed) / alert.evidence.expected) < 1e-9)
    }

    @Test("adds up orders, money and samples since its start")
    func impact() throws {
        let resolved = try #require(Self.run().last)
        #expect((950...1050).contains(resolved.impact.ordersAtRisk), "40 minutes of 25 orders beyond the expected")
        #expect(
            resolved.impact.moneyAtRisk == [
                Money(currency: "EUR", amountMinor: 40_000), Money(currency: "USD", amountMinor: 4000),
            ]
        )
        #expect(resolved.impact.sampleOrderIDs == (240..<250).map { "O-\($0)" })
        #expect(resolved.severity == .critical)
    }

    @Test("has the same alerts when the same counts come again")
    func determinism() { #expect(Self.run() == Self.run()) }

    @Test("of cancellations is tested against the orders of the last hour")
    func cancellations() throws {
        let alerts = Self.run(signal: .cancellation)
        let alert = try #require(alerts.first)
        #expect(alert.slice == Shop.provider(1))
        #expect(alert.evidence.test == "negative-binomial")
        #expect(alert.summary.contains("against 79 orders placed in 2 minutes"))
        #expect(alerts.last?.status == .resolved)
    }

    @Test("ends when the input ends")
    func inputEnds() {
        var detector = SignalDetector(signal: .paymentFailure)
        for minute in 0..<250 {
            _ = detector.close(Self.counts(minute, isBad: minute >= 240), minute: Self.first + minute)
        }
        #expect(detector.openIncidents.map(\.slice) == [Shop.provider(1)])
        let alerts = detector.advance(to: .distantFuture)
        #expect(alerts.last?.status == .resolved)
        #expect(detector.openIncidents.isEmpty)
    }

    @Test("fires at the first significant minute, or at the second when two are required")
    func hysteresis() throws {
        let alert = try #require(Self.run().first)
        #expect(alert.occurredAt == .minute(Self.first + 241))
        #expect(alert.startedAt == .minute(Self.first + 239), "its window")
        var rules = DetectionRules()
        rules.incidents.ticksRequired = 2
        let second = try #require(Self.run(rules: rules).first)
        #expect(second.occurredAt == .minute(Self.first + 242))
    }

    @Test("teaches the baseline nothing while it lasts")
    func guarded() throws {
        let alerts = Self.run(minutes: 150)
        let first = try #require(alerts.first)
        let last = try #require(alerts.last)
        let rates = [first, last].map { $0.evidence.expected / Double($0.evidence.windowMinutes) }
        #expect(abs(rates[1] - rates[0]) < 0.1 * rates[0])
        #expect((3650...3850).contains(last.impact.ordersAtRisk), "150 minutes of 25 orders")
    }
}
