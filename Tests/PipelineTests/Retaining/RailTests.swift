import Commerce
import Kafka
import Retention
import Streaming
import Testing

@testable import Pipeline

/// The guard rails, each from the shop's events to the refusal, with the built-in policy.
@Suite("What stands between an event and an action is")
struct RailTests {
    private static func prefer(
        _ driver: inout Driver,
        consent: Bool? = nil,
        channels: [String] = [],
        quiet: (start: String, end: String)? = nil
    ) {
        let value = SourceEvents.customerPreferencesChanged(
            eventID: "preferences",
            occurredAt: EventTime(milliseconds: Driver.noon.milliseconds),
            customerID: "C-1",
            marketingConsent: consent,
            channels: channels,
            quietHours: quiet
        )
        driver.pipe(.customerPreferencesChanged, key: "C-1", value)
        driver.run(at: .seconds(30))
    }

    /// Lets customer C-1 place and cancel `orders` orders, a minute apart.
    private static func cancel(_ orders: Int, reason: String, _ driver: inout Driver, from start: Int64 = 60) {
        for number in 0..<orders {
            let events = Events(orderID: "O-\(start)-\(number)")
            let second = start + Int64(number) * 60
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(second))
            driver.pipe(.orderCancelled, key: events.orderID, events.cancelled(second + 30, reason: reason))
        }
        driver.run(at: .seconds(start + Int64(orders) * 60 + 120))
    }

    private static func refusals(_ driver: Driver) throws -> [GuardRail] {
        try driver.decisions().flatMap(\.guardRails).filter { !$0.passed }.map(\.rail)
    }

    @Test("consent: who refused offers gets the message without one")
    func consent() throws {
        var driver = try RowTests.driver()
        Self.prefer(&driver, consent: false)
        Self.cancel(1, reason: "shipping_cost", &driver)
        #expect(try driver.actions().map(\.kind) == [.thank])
        #expect(try Self.refusals(driver) == [.consent])
    }

    @Test("the channel: who wants none that the shop has is left alone, who wants one gets it")
    func channel() throws {
        var driver = try RowTests.driver()
        Self.prefer(&driver, channels: ["pigeon"])
        Self.cancel(1, reason: "return_policy", &driver)
        #expect(try driver.decisions().map(\.outcome) == [.noConsent])
        var other = try RowTests.driver()
        Self.prefer(&other, channels: ["email", "push"])
        Self.cancel(1, reason: "return_policy", &other)
        #expect(try other.actions().map(\.channel) == ["email"])
    }

    @Test(
        "the night: what happens in quiet hours waits until they are over, and is not sent when it is settled by then"
    )
    func quietHours() throws {
        var driver = try RowTests.driver()
        Self.prefer(&driver, quiet: ("10:00", "14:00"))
        Self.cancel(1, reason: "return_policy", &driver)
        #expect(try driver.actions().isEmpty)
        #expect(try driver.decisions().map(\.outcome) == [.held])
        driver.run(at: .minutes(119))
        #expect(try driver.actions().isEmpty)
        driver.run(at: .minutes(140))
        #expect(try driver.actions().map(\.kind) == [.easyReturn])
        #expect(try driver.decisions().map(\.outcome) == [.held, .acted])
    }

    @Test("two actions a day; one voucher in thirty days; a serial canceller gets nothing of value")
    func caps() throws {
        var driver = try RowTests.driver()
        Self.cancel(3, reason: "return_policy", &driver)
        let answers = try driver.decisions().filter { $0.id.hasPrefix("dec-") }
        #expect(answers.map(\.outcome) == [.acted, .acted, .capped])
        var serial = try RowTests.driver()
        Self.cancel(2, reason: "return_policy", &serial)
        Self.cancel(1, reason: "shipping_cost", &serial, from: 90_000)
        #expect(try serial.actions().map(\.kind) == [.easyReturn, .easyReturn, .thank])
        #expect(try Self.refusals(serial).contains(.serialCanceller))
    }

    @Test("a suspicion of fraud: nothing of value for a month, and no reason is said")
    func fraud() throws {
        var driver = try RowTests.driver()
        let events = Events(orderID: "O-fraud")
        driver.pipe(.orderPlaced, key: events.orderID, events.placed(10))
        driver.pipe(.paymentFailed, key: events.orderID, events.failed(20, code: "stolen_card"))
        driver.run(at: .minutes(2))
        Self.cancel(1, reason: "shipping_cost", &driver, from: 300)
        #expect(try driver.actions().map(\.kind) == [.review, .thank])
        #expect(try Self.refusals(driver) == [.suspicion])
    }

    @Test("nothing any more when what the customer did is older than the shop keeps", arguments: [1, 90])
    func retention(days: Int64) throws {
        var driver = try Driver(policy: .awake, customerRetention: .days(days))
        Self.cancel(2, reason: "return_policy", &driver)
        for day in 1...20 { driver.run(at: .days(Int64(day))) }
        Self.cancel(1, reason: "shipping_cost", &driver, from: 20 * 86_400 + 3600)
        #expect(try driver.actions().last?.kind == (days == 1 ? .waiveShipping : .thank))
    }

    @Test("one open action for each order")
    func open() throws {
        var driver = try RowTests.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.paymentFailed, key: "O-1", events.failed(20))
        driver.pipe(.paymentFailed, key: "O-1", events.failed(40, code: "expired_card"))
        driver.run(at: .minutes(3))
        #expect(try driver.decisions().map(\.outcome) == [.acted, .alreadyOpen])
    }

    @Test("the money of the day: the first who ask get it, the others the message without it")
    func budget() throws {
        var policy = RetentionPolicy.awake
        policy.budgets = [Money(currency: "EUR", amountMinor: 1_500)]
        var driver = try Driver(partitions: 3, policy: policy)
        for number in 0..<6 {
            let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(Int64(number)))
            driver.pipe(.orderCancelled, key: events.orderID, events.cancelled(60, reason: "shipping_cost"))
        }
        driver.run(at: .minutes(3))
        #expect(try driver.actions().count == 6)
        let costs = try driver.actions().compactMap(\.offer?.costLimitMinor)
        #expect(costs == [600, 600], "1,500 cents pay for two of 600")
        #expect(try driver.decisions().compactMap(\.cost?.amountMinor) == costs)
        #expect(try Self.refusals(driver) == Array(repeating: .budget, count: 4))
    }

    @Test("the hold-out: of many customers the share that the policy says gets nothing, and their outcomes are told")
    func holdOut() throws {
        var policy = RetentionPolicy.awake
        policy.holdOutPercent = 20
        var driver = try Driver(partitions: 2, policy: policy)
        for number in 0..<400 {
            let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(0))
            driver.pipe(.orderCancelled, key: events.orderID, events.cancelled(60, reason: "return_policy"))
        }
        driver.run(at: .minutes(5))
        for number in 0..<200 {
            let again = Events(orderID: "again-\(number)", customerID: "C-\(number)")
            driver.pipe(.orderPlaced, key: again.orderID, again.placed(600))
        }
        driver.run(at: .minutes(15))
        let decisions = try driver.decisions()
        let heldOut = decisions.count { $0.outcome == .heldOut }
        #expect((50...110).contains(heldOut))
        #expect(try driver.actions().count == 400 - heldOut)
        let saved = decisions.filter { $0.outcome == .saved }
        #expect(saved.count == 200)
        #expect(saved.contains { $0.arm == .heldOut } && saved.contains { $0.arm == .treated })
    }

    @Test("an incident: nobody is sent back to what is down")
    func incident() throws {
        var driver = try RowTests.driver()
        let time = EventTime(milliseconds: Driver.noon.milliseconds + 60_000)
        let alert = Alert.failing("adyen", "inc-1", .firing, at: time)
        driver.pipeline.pipe(
            ProducedRecord(topic: driver.topics.alerts, key: Array("inc-1".utf8), value: AlertCodec.encode(alert))
        )
        driver.run(at: .minutes(1))
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(100))
        driver.pipe(.paymentFailed, key: "O-1", events.failed(120, code: "expired_card"))
        driver.run(at: .minutes(4))
        let decision = try #require(try driver.decisions().first)
        #expect(decision.rule == "payment-incident" && decision.considered.contains { $0.unmet == "cause" })
        #expect(try driver.actions().map(\.kind) == [.offerOtherMethod])
    }

    @Test("the switches: off, nothing is done; in a dry run it is only said")
    func switches() throws {
        for (isEnabled, outcome) in [(false, Decision.Outcome.switchedOff), (true, .dryRun)] {
            var policy = RetentionPolicy.awake
            policy.isEnabled = isEnabled
            policy.isDryRun = true
            var driver = try Driver(policy: policy)
            Self.cancel(1, reason: "return_policy", &driver)
            #expect(try driver.decisions().map(\.outcome) == [outcome])
            #expect(try driver.actions().isEmpty)
        }
    }
}
