import Commerce
import Retention
import Streaming
import Testing

@testable import Pipeline

/// The rows of the practice, each from the shop's events to the decision, with the built-in policy.
@Suite("A shop's events lead to")
struct RowTests {
    static func driver() throws -> Driver { try Driver(policy: .awake) }

    static let declines: [(String, Action.Kind)] = [
        ("insufficient_funds", .offerOtherMethod), ("processing_error", .offerOtherMethod),
        ("authentication_required", .finishAuthentication), ("expired_card", .correctDetails),
        ("do_not_honor", .offerOtherMethod), ("stolen_card", .review),
    ]

    @Test("the answer to a payment that failed", arguments: declines)
    func payment(code: String, kind: Action.Kind) throws {
        var driver = try Self.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.paymentFailed, key: "O-1", events.failed(20, code: code))
        driver.run(at: .minutes(2))
        let action = try #require(try driver.actions().first)
        #expect(action.kind == kind)
        #expect(try driver.actions().count == 1)
        if kind == .offerOtherMethod { #expect(!action.methods.isEmpty && !action.methods.contains("card")) }
        if kind == .review { #expect(action.channel == "agent" && action.offer == nil) }
    }

    static let cancellations: [(String, Action.Kind?)] = [
        ("changed_mind", .askReason), ("found_cheaper", .matchPrice), ("price_changed", .matchPrice),
        ("shipping_cost", .waiveShipping), ("delivery_too_slow", .freeExpress), ("return_policy", .easyReturn),
        ("payment_method", .offerPayLater), ("payment_failed", .offerOtherMethod), ("account_required", .guestCheckout),
        ("out_of_stock", .offerSubstitute), ("wrong_item", .exchange), ("other", .thank), ("duplicate", nil),
        ("fraud", nil),
    ]

    @Test("the answer to a cancellation, by its reason", arguments: cancellations)
    func cancelled(reason: String, kind: Action.Kind?) throws {
        var driver = try Self.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.orderCancelled, key: "O-1", events.cancelled(60, reason: reason))
        driver.run(at: .minutes(3))
        #expect(try driver.actions().map(\.kind) == [kind].compactMap { $0 })
        #expect(try driver.decisions().last?.outcome == (kind == nil ? .letGo : .acted))
    }

    @Test("a reminder, another way to pay and the last word to who does not pay, until the payment comes")
    func unpaid() throws {
        var driver = try Self.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        for hour in 1...40 { driver.run(at: .hours(Int64(hour))) }
        #expect(try driver.actions().map(\.kind) == [.remindToPay, .offerOtherMethod, .releaseStock])
        #expect(try driver.actions().map(\.step) == [0, 1, 2])
        let times = try driver.actions().map { $0.occurredAt.milliseconds - Driver.noon.milliseconds }
        #expect(times == [30, 390, 1830].map { $0 * 60_000 })

        var paying = try Self.driver()
        paying.pipe(.orderPlaced, key: "O-1", events.placed(0))
        paying.run(at: .hours(2))
        paying.pipe(.paymentAuthorized, key: "O-1", events.paid(3 * 3600))
        for hour in 3...40 { paying.run(at: .hours(Int64(hour))) }
        #expect(try paying.actions().map(\.kind) == [.remindToPay], "a paid order gets no reminder")
        #expect(try paying.decisions().map(\.outcome) == [.acted, .saved, .closed])
    }

    @Test("a substitute where stock is missing, and the news that it is back")
    func stock() throws {
        var driver = try Self.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.inventoryReservationFailed, key: "S-1", events.reservationFailed(10))
        driver.run(at: .minutes(2))
        #expect(try driver.actions().map(\.kind) == [.offerSubstitute])
        let level = SourceEvents.inventoryLevelChanged(
            eventID: "level",
            occurredAt: EventTime(milliseconds: Driver.noon.milliseconds + 50 * 3_600_000),
            sku: "S-1",
            warehouse: "W-1",
            available: 5,
            previous: 0
        )
        driver.run(at: .hours(49))
        driver.pipe(.inventoryLevelChanged, key: "S-1", level)
        driver.run(at: .hours(51))
        let kinds = try driver.actions().map(\.kind)
        #expect(kinds.contains(.offerReservation), "the ladder went on: \(kinds)")
        #expect(try driver.decisions().contains { $0.trigger == .backInStock })
    }

    @Test("an apology for a wrong parcel within the day, and somebody who stays with it")
    func wrongShipment() throws {
        var driver = try Self.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.orderConfirmed, key: "O-1", events.confirmed(30))
        driver.pipe(.orderShipped, key: "O-1", events.shipped(60))
        driver.pipe(.fulfilmentMisShipped, key: "O-1", events.misShipped(600))
        driver.run(at: .hours(1))
        for day in 1...60 { driver.run(at: .days(Int64(day))) }
        let actions = try driver.actions().filter { $0.trigger == .wrongShipment }
        #expect(actions.map(\.kind) == [.apologiseAndReship, .voucher, .followUp, .askSatisfaction, .checkBack])
        try #require(actions.count == 5)
        #expect(actions[0].offer == nil && actions[1].offer?.kind == "voucher")
        let outcome = try driver.decisions().last { $0.trigger == .wrongShipment }
        #expect(outcome?.outcome == .saved, "no news is good news")
        #expect(
            outcome?.cost
                == actions[1].offer.flatMap { offer in
                    offer.costLimitMinor.map { Money(currency: offer.currency ?? "", amountMinor: $0) }
                }
        )
    }

    @Test(
        "a word before the customer asks, when the promised date is missed; to vip customers with a voucher",
        arguments: [nil, "vip"]
    )
    func delayed(tier: String?) throws {
        var driver = try Self.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0, tier: tier))
        driver.pipe(.orderConfirmed, key: "O-1", events.confirmed(30))
        driver.pipe(.orderShipped, key: "O-1", events.shipped(60))
        driver.run(at: .hours(3))
        let action = try #require(try driver.actions().first)
        #expect(action.kind == .announceDelay && (action.offer != nil) == (tier == "vip"))
    }

    @Test("a person for who is not satisfied")
    func feedback() throws {
        var driver = try Self.driver()
        let head = Events().head("feedback", 60)
        let value = SourceEvents.feedbackReceived(head, score: 1, reason: "delivery_too_slow", comment: "never again")
        driver.pipe(.feedbackReceived, key: "C-1", value)
        driver.run(at: .minutes(3))
        #expect(try driver.actions().map(\.channel) == ["agent"])
    }

    @Test("the answer to the reason that a customer gives after they cancelled, however content they are")
    func reply() throws {
        var driver = try Self.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.orderCancelled, key: "O-1", events.cancelled(60, reason: "changed_mind"))
        driver.run(at: .minutes(3))
        let value = SourceEvents.feedbackReceived(events.head("reply", 120), score: 90, reason: "shipping_cost")
        for _ in 1...2 { driver.pipe(.feedbackReceived, key: "C-1", value) }
        driver.run(at: .minutes(6))
        #expect(try driver.actions().map(\.kind) == [.askReason, .waiveShipping])
    }
}
