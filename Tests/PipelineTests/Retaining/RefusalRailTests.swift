import Commerce
import Retention
import Streaming
import Testing

@testable import Pipeline

/// What must not be sent any more, or not again, from the shop's events to the refusal, with the built-in policy.
@Suite("An action is not sent")
struct RefusalRailTests {
    private static func vouchered(_ order: String, at second: Int64, _ driver: inout Driver) {
        let events = Events(orderID: order)
        driver.pipe(.orderPlaced, key: order, events.placed(second, tier: "vip"))
        driver.pipe(.orderConfirmed, key: order, events.confirmed(second + 30))
        driver.pipe(.orderShipped, key: order, events.shipped(second + 60))
        for hour in 1...3 as ClosedRange<Int64> { driver.run(at: .seconds(second + hour * 3600)) }
    }

    @Test("with a second voucher in thirty days; after that with one again")
    func voucher() throws {
        var driver = try RowTests.driver()
        for (order, day) in [("O-1", 0), ("O-2", 20), ("O-3", 31)] as [(String, Int64)] {
            Self.vouchered(order, at: day * 86_400, &driver)
        }
        let announced = try driver.actions().filter { $0.kind == .announceDelay }
        #expect(announced.map { $0.offer?.kind } == ["voucher", nil, "voucher"])
        let refused = try driver.decisions().filter { $0.orderID == "O-2" }.flatMap(\.guardRails)
        #expect(refused.filter { !$0.passed }.map(\.rail) == [.voucher])
    }

    @Test("a third time on a day, which is one of the customer's and not of UTC", arguments: ["Asia/Shanghai", nil])
    func day(zone: String?) throws {
        var driver = try RowTests.driver()
        let preferences = SourceEvents.customerPreferencesChanged(
            eventID: "preferences",
            occurredAt: Driver.noon.asEventTime,
            customerID: "C-1",
            timeZone: zone
        )
        driver.pipe(.customerPreferencesChanged, key: "C-1", preferences)
        // Four in the afternoon is midnight in Shanghai.
        for hour in [1, 2, 3, 5] as [Int64] {
            let events = Events(orderID: "O-\(hour)")
            driver.run(at: .hours(hour))
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(hour * 3600))
            driver.pipe(
                .orderCancelled,
                key: events.orderID,
                events.cancelled(hour * 3600 + 60, reason: "return_policy")
            )
        }
        driver.run(at: .hours(6))
        let answers = try driver.decisions().filter { $0.id == StableID.make("dec", $0.triggerID) }.map(\.outcome)
        #expect(answers == [.acted, .acted, .capped, zone == nil ? .capped : .acted])
    }

    @Test("when its deadline was over before the danger was heard of")
    func deadline() throws {
        var driver = try RowTests.driver()
        let late = Events(orderID: "O-1")
        driver.pipe(.orderPlaced, key: "O-2", Events(orderID: "O-2").placed(10 * 3600))
        driver.run(at: .hours(10))
        driver.pipe(.orderCancelled, key: "O-1", late.cancelled(60, reason: "shipping_cost"))
        driver.run(at: .hours(11))
        let decision = try #require(try driver.decisions().first { $0.orderID == "O-1" })
        #expect(decision.outcome == .expired)
        #expect(decision.guardRails.filter { !$0.passed }.map(\.rail) == [.deadline])
        #expect(try driver.actions().allSatisfy { $0.orderID == "O-2" })
    }

    @Test("in the morning when what it was about was settled in the night", arguments: [false, true])
    func morning(isSettled: Bool) throws {
        var driver = try RowTests.driver()
        let preferences = SourceEvents.customerPreferencesChanged(
            eventID: "preferences",
            occurredAt: Driver.noon.asEventTime,
            customerID: "C-1",
            quietHours: ("10:00", "18:00")
        )
        driver.pipe(.customerPreferencesChanged, key: "C-1", preferences)
        driver.run(at: .seconds(30))
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(60))
        driver.run(at: .hours(2))
        #expect(try driver.decisions().map(\.outcome) == [.held])
        if isSettled { driver.pipe(.paymentAuthorized, key: "O-1", events.paid(2 * 3600)) }
        for hour in 3...8 as ClosedRange<Int64> { driver.run(at: .hours(hour)) }
        #expect(try driver.actions().map(\.kind) == (isSettled ? [] : [.remindToPay]))
        #expect(try driver.decisions().map(\.outcome).contains(isSettled ? .closed : .acted))
    }

    @Test("to who paid, placed the order again or got it before it was due", arguments: [0, 1, 2])
    func over(number: Int) throws {
        var driver = try RowTests.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        if number == 0 {
            driver.run(at: .hours(1))
            driver.pipe(.paymentAuthorized, key: "O-1", events.paid(3600))
        } else if number == 1 {
            driver.pipe(.orderCancelled, key: "O-1", events.cancelled(60))
            driver.run(at: .minutes(30))
            driver.pipe(.orderPlaced, key: "O-2", Events(orderID: "O-2").placed(1_900))
            driver.pipe(.paymentAuthorized, key: "O-2", Events(orderID: "O-2").paid(1_910))
            // Within the hour: trackers that were silent for hours are not waited for.
            driver.run(at: .minutes(35))
        } else {
            driver.pipe(.orderConfirmed, key: "O-1", events.confirmed(30))
            driver.pipe(.orderShipped, key: "O-1", events.shipped(60))
            driver.run(at: .hours(2))
            driver.pipe(.orderDelivered, key: "O-1", events.delivered(7_300))
        }
        for hour in 3...100 as ClosedRange<Int64> { driver.run(at: .hours(hour)) }
        #expect(try driver.actions().count == 1, "the ladder ends")
        #expect(try driver.decisions().map(\.outcome).contains(.saved))
    }
}
