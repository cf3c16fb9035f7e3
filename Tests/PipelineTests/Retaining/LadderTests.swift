import Commerce
import Kafka
import Retention
import Streaming
import Testing

@testable import Pipeline

/// The ladders of the practice, from the shop's events to their last step, with the built-in policy.
@Suite("Who does not answer is told")
struct LadderTests {
    /// A driver in which an order has three days to be confirmed.
    private static func patient() throws -> Driver {
        var rules = TrackRules()
        rules.confirmationDeadline = .days(3)
        return try Driver(track: rules, policy: .awake)
    }

    private static func wait(_ hours: ClosedRange<Int64>, _ driver: inout Driver) {
        for hour in hours { driver.run(at: .hours(hour)) }
    }

    private static func time(_ seconds: Int64) -> EventTime { Driver.noon.asEventTime.advanced(by: .seconds(seconds)) }

    static let declines: [(String, [Action.Kind], Int64)] = [
        ("insufficient_funds", [.offerOtherMethod, .remindToPay], 360),
        ("processing_error", [.offerOtherMethod, .retryPayment], 120),
        ("authentication_required", [.finishAuthentication, .offerOtherMethod], 15),
        ("expired_card", [.correctDetails, .offerOtherMethod], 120),
        ("do_not_honor", [.offerOtherMethod, .retryPayment], 120),
        ("stolen_card", [.review], 0),
    ]

    @Test("one thing more about the payment, by why it failed, and then nothing", arguments: declines)
    func payment(code: String, steps: [Action.Kind], minutes: Int64) throws {
        var driver = try Self.patient()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.paymentFailed, key: "O-1", events.failed(60, code: code))
        Self.wait(1...48, &driver)
        let actions = try driver.actions()
        #expect(actions.map(\.kind) == steps)
        #expect(actions.map(\.occurredAt) == steps.indices.map { Self.time(60 + Int64($0) * minutes * 60) })
        #expect(actions.allSatisfy { $0.offer == nil }, "no money for what the customer wants to pay")
    }

    @Test("again how to pay when the incident is over that was in the way, and not before")
    func healthy() throws {
        var driver = try Self.patient()
        let events = Events()
        Self.alert(.firing, at: 30, &driver)
        driver.pipe(.orderPlaced, key: "O-1", events.placed(40))
        driver.pipe(.paymentFailed, key: "O-1", events.failed(60, code: "processing_error"))
        Self.wait(1...4, &driver)
        #expect(try driver.actions().map(\.kind) == [.offerOtherMethod])
        #expect(try driver.decisions().map(\.outcome) == [.acted, .held])
        #expect(try driver.decisions().last?.guardRails.last { !$0.passed }?.rail == .incident)
        Self.alert(.resolved, at: 4 * 3600 + 60, &driver)
        Self.wait(5...30, &driver)
        let retry = try #require(try driver.actions().last)
        #expect(retry.kind == .retryPayment)
        #expect(Self.time(4 * 3600 + 60)...Self.time(4 * 3600 + 660) ~= retry.occurredAt)
    }

    private static func alert(_ status: Alert.Status, at second: Int64, _ driver: inout Driver) {
        let alert = Alert.failing("adyen", "inc-1", status, at: time(second))
        driver.pipeline.pipe(
            ProducedRecord(topic: driver.topics.alerts, key: Array("inc-1".utf8), value: AlertCodec.encode(alert))
        )
    }

    @Test("when an incident ends, one after the other: what was held goes out over ten minutes")
    func gradually() throws {
        var driver = try Self.patient()
        Self.alert(.firing, at: 10, &driver)
        for number in 0..<300 as Range<Int64> {
            let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(40))
            driver.pipe(.paymentFailed, key: events.orderID, events.failed(60, code: "processing_error"))
        }
        Self.wait(1...4, &driver)
        Self.alert(.resolved, at: 4 * 3600 + 60, &driver)
        for minute in 241...260 as ClosedRange<Int64> { driver.run(at: .minutes(minute)) }
        let retries = try driver.actions().filter { $0.kind == .retryPayment }
        #expect(retries.count == 300)
        let byMinute = Dictionary(grouping: retries) { $0.occurredAt.milliseconds / 60_000 }.mapValues(\.count)
        #expect(byMinute.count >= 10 && byMinute.values.allSatisfy { $0 < 60 }, "\(byMinute.values.sorted())")
    }

    @Test("to pay when the deadline of their method has passed, not that of others")
    func methods() throws {
        var rules = TrackRules()
        rules.confirmationDeadlines = [ConfirmationDeadline(method: "bank_transfer", length: .days(2))]
        var driver = try Driver(track: rules, policy: .awake)
        for (order, method) in [("O-1", "bank_transfer"), ("O-2", "card")] {
            let events = Events(orderID: order, customerID: "C-\(order)")
            driver.pipe(.orderPlaced, key: order, events.placed(0))
            driver.pipe(.paymentFailed, key: order, events.failed(20, code: "insufficient_funds", method: method))
        }
        Self.wait(1...50, &driver)
        let reminders = try driver.decisions().filter { $0.trigger == .unconfirmed }
        let first = Dictionary(grouping: reminders, by: \.orderID).compactMapValues { $0.first?.occurredAt }
        #expect(first == ["O-1": Self.time(48 * 3600), "O-2": Self.time(1800)])
    }

    // MARK: Cancelled

    static let cancellations: [(String, String?, [Action.Kind])] = [
        ("changed_mind", nil, [.askReason, .showProducts, .exchange, .voucher]),
        ("changed_mind", "vip", [.askReason, .exchange, .showProducts, .voucher]),
        ("changed_mind", "new", [.askReason, .showProducts, .easyReturn]),
        ("found_cheaper", "new", [.easyReturn]),
        ("out_of_stock", nil, [.offerSubstitute, .offerReservation]),
        ("other", nil, [.thank, .voucher]),
    ]

    @Test("step by step what may bring them back, by reason and tier, money last", arguments: cancellations)
    func cancelled(reason: String, tier: String?, steps: [Action.Kind]) throws {
        var driver = try RowTests.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0, tier: tier))
        driver.pipe(.orderCancelled, key: "O-1", events.cancelled(60, reason: reason))
        Self.wait(1...200, &driver)
        let actions = try driver.actions()
        #expect(actions.map(\.kind) == steps)
        #expect(actions.map(\.step) == Array(steps.indices))
        if tier == "vip" { #expect(actions.first?.channel == "agent") }
        if tier == "new" { #expect(actions.allSatisfy { $0.offer?.costLimitMinor == nil }, "trust, not money") }
        let outcomes = try driver.decisions().filter { $0.orderID == "O-1" }.map(\.outcome)
        #expect(outcomes == steps.map { _ in .acted } + [.unknown], "nothing was heard of them")
    }

    private static func order(total: Int64, customMade: Bool? = nil) -> SourceEvents.Order {
        SourceEvents.Order(
            currency: "EUR",
            totalMinor: total,
            lines: [SourceEvents.Line(sku: "S-1", category: "shoes")],
            customMade: customMade
        )
    }

    /// What was made for the customer, or is worth a lot: when it is cancelled, and what is said.
    static let fees: [(Int64, Bool, Int64, Action.Kind, Int64?)] = [
        (5_000, true, 30, .askReason, nil), (5_000, true, 61, .stateFee, 1_500), (90_000, false, 59, .askReason, nil),
        (90_000, false, 61, .stateFee, 4_500), (5_000, false, 61, .askReason, nil),
    ]

    @Test(
        "inside the window what its reason asks for, and after it a fee with its reason, never silently",
        arguments: fees
    )
    func window(total: Int64, customMade: Bool, minute: Int64, kind: Action.Kind, fee: Int64?) throws {
        var driver = try RowTests.driver()
        let placed = SourceEvents.orderPlaced(
            Events().head("placed", 0),
            Self.order(total: total, customMade: customMade)
        )
        driver.pipe(.orderPlaced, key: "O-1", placed)
        driver.pipe(.orderConfirmed, key: "O-1", Events().confirmed(60))
        driver.pipe(.orderCancelled, key: "O-1", Events().cancelled(minute * 60))
        Self.wait(2...3, &driver)
        let action = try #require(try driver.actions().first)
        #expect(action.kind == kind && action.fee?.amount.amountMinor == fee)
        #expect((action.fee?.reason.isEmpty == false) == (fee != nil))
    }

    /// What an order is worth in cents, what is done when it was found cheaper, and what that costs at most.
    static let prices: [(Int64, Action.Kind, Int64?)] = [
        (3, .thank, nil), (2_000, .matchPrice, 500), (90_000, .matchPrice, 800),
    ]

    @Test(
        "nothing of a lower price where the margin has nothing left to give, and no more than it has",
        arguments: prices
    )
    func margin(total: Int64, kind: Action.Kind, cost: Int64?) throws {
        var driver = try RowTests.driver()
        let placed = SourceEvents.orderPlaced(Events().head("placed", 0), Self.order(total: total))
        driver.pipe(.orderPlaced, key: "O-1", placed)
        driver.pipe(.orderCancelled, key: "O-1", Events().cancelled(60, reason: "found_cheaper"))
        Self.wait(1...1, &driver)
        let action = try #require(try driver.actions().first)
        #expect(action.kind == kind && action.offer?.costLimitMinor == cost)
        let refused = try driver.decisions().flatMap(\.guardRails).filter { !$0.passed }.map(\.rail)
        #expect(refused == (kind == .thank ? [.margin] : []))
    }

    @Test("of express only while it still comes in time, and until when they must say yes", arguments: [3, 1])
    func express(days: Int64) throws {
        var driver = try RowTests.driver()
        let events = Events()
        let promised = Self.time(3600 + days * 86_400)
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(
            .orderShipped,
            key: "O-1",
            SourceEvents.orderShipped(events.head("shipped", 600), carrier: "dhl", promisedAt: promised)
        )
        driver.pipe(.orderCancelled, key: "O-1", events.cancelled(1200, reason: "delivery_too_slow"))
        Self.wait(1...1, &driver)
        let decision = try #require(try driver.decisions().first)
        #expect(decision.outcome == (days == 3 ? .acted : .expired))
        let latest = [promised.advanced(by: -.days(2)), Self.time(1200 + 7200)].min()
        #expect(try driver.actions().first?.expiresAt == (days == 3 ? latest : nil))
    }

    // MARK: The rest

    @Test("of what was wrong, by somebody with a name when they are vip, until they are content, and after a month")
    func wrongShipment() throws {
        var driver = try RowTests.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0, tier: "vip"))
        driver.pipe(.orderConfirmed, key: "O-1", events.confirmed(30))
        driver.pipe(.orderShipped, key: "O-1", events.shipped(60))
        driver.pipe(.fulfilmentMisShipped, key: "O-1", events.misShipped(600))
        driver.run(at: .hours(1))
        for day in 1...60 { driver.run(at: .days(Int64(day))) }
        let actions = try driver.actions().filter { $0.trigger == .wrongShipment }
        #expect(actions.map(\.kind) == [.apologiseAndReship, .voucher, .followUp, .askSatisfaction, .checkBack])
        #expect(actions.map { $0.channel == "agent" } == [true, false, true, false, true])
        #expect(try driver.totals(of: .misShipment).failures == 1)
        let places = try driver.pipeline.records(of: driver.topics.signals)
            .map { try SignalCountsCodec.decode($0.value ?? []) }.filter { $0.signal == .misShipment }
            .flatMap(\.counts).filter { $0.failures == 1 }.map(\.slice.description)
        #expect(places.contains { $0.contains("W-2") } && places.contains { $0.contains("dhl") }, "\(places)")
    }

    @Test("what came of their complaint, and asked whether that helped")
    func feedback() throws {
        var driver = try RowTests.driver()
        let value = SourceEvents.feedbackReceived(Events().head("feedback", 60), score: 1, reason: "delivery_too_slow")
        driver.pipe(.feedbackReceived, key: "C-1", value)
        Self.wait(1...300, &driver)
        #expect(try driver.actions().map(\.kind) == [.talkToPerson, .followUp, .askSatisfaction])
    }

    @Test("that it is still late, unless it has come", arguments: [false, true])
    func delayed(comes: Bool) throws {
        var driver = try RowTests.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.orderConfirmed, key: "O-1", events.confirmed(30))
        driver.pipe(.orderShipped, key: "O-1", events.shipped(60))
        Self.wait(1...3, &driver)
        if comes { driver.pipe(.orderDelivered, key: "O-1", events.delivered(10_000)) }
        Self.wait(4...90, &driver)
        #expect(try driver.actions().map(\.kind) == [.announceDelay] + (comes ? [] : [.followUp]))
    }

    @Test("that what they waited for is back, in the order they came, and no more of them than there is")
    func backInStock() throws {
        var driver = try RowTests.driver()
        for number in 0..<4 as Range<Int64> {
            let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(number))
            driver.pipe(.inventoryReservationFailed, key: "S-1", events.reservationFailed(10 + number))
        }
        Self.wait(1...149, &driver)
        let level = SourceEvents.inventoryLevelChanged(
            eventID: "level",
            occurredAt: Self.time(150 * 3600),
            sku: "S-1",
            warehouse: "W-1",
            available: 2
        )
        driver.pipe(.inventoryLevelChanged, key: "S-1", level)
        Self.wait(150...152, &driver)
        let told = try driver.actions().filter { $0.kind == .notifyBackInStock }
        #expect(told.map(\.orderID).sorted() == ["O-0", "O-1"])
    }
}
