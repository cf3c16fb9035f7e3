import Commerce
import Simulation
import Streaming
import Testing

@testable import Pipeline

/// The numbered scenarios of detection that are about payments.
@Suite("The scenarios of payments")
struct PaymentScenarioTests {
    @Test("3: a provider that gets worse by two points an hour alerts within eight, in a small shop too")
    func slowBurn() throws {
        let play = try Play("slow-burn", ordersPerDay: 24_000)
        let burn = try play.entry("slow burn")
        #expect(try play.unexplained() == [])
        let first = try #require(try play.naming(burn).first)
        #expect(first.occurredAt <= burn.start.advanced(by: .hours(8)), "\(first.occurredAt)")
    }

    @Test("3: a rate that rises for eight hours is not learnt as usual")
    func slowBurnNotLearnt() throws {
        let play = try Play("slow-burn", ordersPerDay: 60_000, seed: 2)
        let burn = try play.entry("slow burn")
        let first = try #require(try play.naming(burn).first)
        let told = try play.driver.alerts().filter { $0.incidentID == first.incidentID && $0.occurredAt <= burn.end }
        let last = try #require(told.last)
        #expect(last.occurredAt >= burn.start.advanced(by: .hours(6)), "it is told of to the end: \(last.occurredAt)")
        let shop = try play.driver.sums(of: .paymentFailure, before: burn.start)
        let failed = try #require(shop[Slice(last.evidence.outcome.terms)]?.failures)
        let usual = Double(failed) / Double(try #require(shop[.all]?.trials))
        let believed = last.evidence.expected / Double(max(last.evidence.trials, 1))
        #expect(believed < 2 * usual, "\(believed) is believed to be usual; in the whole shop it was \(usual)")
        #expect(last.evidence.lift > 10)
    }

    @Test("4: at night, two of six failures are quiet")
    func nightQuiet() throws {
        var driver = try Driver()
        var payments = Payments(seed: 4)
        payments.play(0..<100, into: &driver)
        let before = try driver.alerts()
        payments.ordersPerMinute = 6
        payments.failureRate = 0.04
        for minute in 100..<160 {
            if minute.isMultiple(of: 10) {
                payments.attempt(at: Int64(minute) * 60_000, issuer: 7, fails: minute % 30 == 10, into: &driver)
            }
            payments.play(minute..<minute + 1, into: &driver)
        }
        // The story's night falls within a minute, which looks like a pipeline that is late.
        let told = try driver.alerts().dropFirst(before.count).filter { $0.signal != .volume }
        #expect(told.map { "\($0.occurredAt) \($0.summary)" } == [])
    }

    @Test("4: at night, sixty in a hundred of two attempts in five minutes alert within half an hour")
    func nightSlice() throws {
        var driver = try Driver()
        var payments = Payments(seed: 4)
        payments.failureRate = 0.04
        payments.ordersPerMinute = 60
        payments.play(0..<1470, into: &driver)
        payments.ordersPerMinute = 6
        payments.play(1470..<1500, into: &driver)
        let before = try driver.alerts()
        let fails = [true, true, false, true, false]
        for attempt in 0..<12 {
            let minute = 1500 + attempt * 5 / 2
            payments.attempt(
                at: Int64(minute) * 60_000 + 20_000,
                issuer: 7,
                fails: fails[attempt % fails.count],
                into: &driver
            )
            payments.play(minute..<(1500 + (attempt + 1) * 5 / 2), into: &driver)
        }
        payments.play(1530..<1531, into: &driver)
        let new = try driver.alerts().dropFirst(before.count).filter { $0.status == .firing && $0.signal != .volume }
        #expect(new.map { $0.slice.value(of: .issuer) } == ["issuer-7"])
    }

    @Test("12: while a provider is down and others are well, nobody is told to try it again")
    func providerDown() throws {
        let play = try Play("provider-down", ordersPerDay: 40_000, minutes: 250)
        let down = try play.entry("provider down")
        #expect(try play.unexplained() == [])
        let firing = try #require(try play.naming(down).first)
        let ended = try play.driver.alerts().first { $0.incidentID == firing.incidentID && $0.status == .resolved }
        let resolved = try #require(ended).occurredAt
        #expect(resolved >= down.end)
        let failures = try play.driver.actions().filter { $0.trigger == .paymentFailed }
        // RETAIN hears of the alert within a minute.
        let during = failures.filter {
            firing.occurredAt.advanced(by: .minutes(1)) <= $0.occurredAt && $0.occurredAt < down.end
        }
        let technical = during.filter { $0.cause == .technical }
        #expect(technical.count > 20)
        #expect(technical.allSatisfy { $0.kind == .offerOtherMethod }, "\(Set(technical.map(\.kind)))")
        // Those whose provider is well are still told what helps them.
        #expect(during.contains { $0.kind != .offerOtherMethod && $0.kind != .review })
    }

    @Test("13: two incidents that share orders are two incidents, each with its own cause", arguments: [2, 5, 6])
    func twoIncidents(seed: UInt64) throws {
        let play = try Play("two-incidents", ordersPerDay: 80_000, minutes: 240, seed: seed)
        let (issuer, method) = (try play.entry("issuer outage"), try play.entry("method outage"))
        let named = (try play.naming(issuer), try play.naming(method))
        let slices = try play.firing(.paymentFailure).map(\.slice)
        #expect(named.0.count == 1 && named.1.count == 1, "\(slices)")
        #expect(try play.unexplained() == [])
        for (alerts, entry) in [(named.0, issuer), (named.1, method)] {
            let first = try #require(alerts.first)
            #expect(first.occurredAt <= entry.start.advanced(by: .minutes(10)), "\(entry.name)")
        }
        #expect(Set((named.0 + named.1).map(\.incidentID)).count == 2)
    }

    @Test("15: a provider added today does not alert from ignorance, and does when it truly fails")
    func newProvider() throws {
        let play = try Play("new-provider", ordersPerDay: 80_000, minutes: 300)
        let outage = try play.entry("provider outage")
        #expect(try play.unexplained() == [])
        #expect(try play.firing().filter { $0.occurredAt < outage.start } == [])
        let first = try #require(try play.naming(outage).first)
        #expect(first.occurredAt <= outage.start.advanced(by: .minutes(10)), "\(first.occurredAt)")
    }
}
