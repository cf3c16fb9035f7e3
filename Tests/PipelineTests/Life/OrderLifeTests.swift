import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

/// The life of an order depends on what happened and when, and not on the order in which it is heard of.
@Suite("An order")
struct OrderLifeTests {
    /// Everything that is known of the one order that `tracker` knows, in words.
    private static func portrait(_ tracker: borrowing OrderTracker, _ context: borrowing TrackContext) -> [String] {
        var portraits: [String] = []
        for slot in tracker.orders.slots where tracker.orders.holds(slot) {
            let order = tracker.orders[slot]
            portraits += [
                "\(order.life)", "\(order.facts.intersection(.history).rawValue)",
                "\(order.facts(words: context.decoder.words, deadlines: context.deadlines))",
                "\(String(describing: order.lastAttempt(words: context.decoder.words)))",
                "\(order.forgetAt) \(order.turnedAt) \(order.attemptedAt)",
                tracker.texts.string(order.customer),
            ]
        }
        return portraits
    }

    /// What is known, and what was told, when `events` are heard in this order before any deadline passes.
    private static func heard(_ events: [[UInt8]]) throws -> (portrait: [String], told: [Trigger]) {
        var tracker = OrderTracker(rules: TrackRules())
        var context = TrackContext(rules: TrackRules(), outbox: Outbox(topics: Topics(), stage: "track", task: "t"))
        var chunk = SourceChunk()
        for (index, event) in events.enumerated() {
            chunk.records.append(offset: Offset(Int64(index)), timestamp: 0, key: nil, value: event, headers: [])
        }
        chunk.decode(with: &context.decoder, latest: .distantFuture)
        #expect(chunk.events.events.count == events.count)
        for index in events.indices { tracker.take(index, of: chunk, in: &context) }
        context.watermark = EventTime(milliseconds: Driver.noon.milliseconds + Milliseconds.days(1).rawValue)
        while let timer = context.timers.pop(through: context.watermark) { tracker.due(timer, in: &context) }
        let told = try context.outbox.drain().map { try TriggerCodec.decode($0.value ?? []) }
        return (portrait(tracker, context), told)
    }

    @Test(
        "is known in the same way, and stands where it does, in whatever order it is heard of",
        arguments: OrderHistory.all
    )
    func permutations(history: OrderHistory) throws {
        let expected = try Self.heard(history.events).portrait
        #expect(expected.first == "\(history.life)")
        for (number, events) in history.events.permutations.enumerated() {
            let heard = try Self.heard(events)
            let reminders = heard.told.count { $0.kind == .unconfirmed && $0.cause == .noPayment }
            // The first one that differs says enough.
            try #require(heard.portrait == expected, "permutation \(number)")
            try #require(reminders == (history.isReminded ? 1 : 0), "permutation \(number)")
        }
    }

    @Test("is known in the same way when some of it is heard twice", arguments: OrderHistory.all)
    func repetitions(history: OrderHistory) throws {
        let expected = try Self.heard(history.events).portrait
        for events in history.events.permutations.prefix(60) {
            try #require(try Self.heard(events + events.reversed()).portrait == expected)
        }
    }

    @Test("is the same through the whole task, whatever comes late and whatever is lost", arguments: OrderHistory.all)
    func throughTheTask(history: OrderHistory) throws {
        var track = TrackRules()
        track.lateness = .days(1)
        var chance = Chance(seed: 5)
        for events in history.events.permutations.shuffled(using: &chance).prefix(6) {
            var driver = try Driver(track: track)
            for event in events {
                driver.pipe(.orderPlaced, key: "O-1", event)
                driver.run(at: .hours(5))
                for task in driver.pipeline.tasks { driver.pipeline.crash(task) }
            }
            #expect(try driver.triggers().allSatisfy { $0.cause != .noPayment })
            driver.run(at: .days(3))
            let reminders = try driver.triggers().count { $0.cause == .noPayment }
            #expect(reminders == (history.isReminded ? 1 : 0))
            #expect(try driver.placements().count == (history.life == .cancelled && events.count == 3 ? 0 : 1))
        }
    }

    // MARK: What RETAIN is told

    private static func told(_ events: [[UInt8]]) throws -> [String] {
        var driver = try Driver()
        for event in events { driver.pipe(.orderPlaced, key: "O-1", event) }
        driver.run(at: .days(1))
        return try driver.triggers().map { "\($0.kind.rawValue)/\($0.cause.rawValue)" }
    }

    private let order = Events()

    @Test("is told of when it is placed, unless that is switched off or nobody knows by whom")
    func placed() throws {
        for tells in [true, false] {
            var track = TrackRules()
            track.tellPlaced = tells
            var driver = try Driver(track: track)
            driver.pipe(.orderPlaced, key: "O-1", order.placed(0, tier: "vip"))
            driver.pipe(.orderPlaced, key: "O-1", order.placed(5))
            driver.pipe(.orderPlaced, key: "O-2", Events(orderID: "O-2", customerID: nil).placed(0))
            driver.run(at: .minutes(2))
            let placements = try driver.placements()
            #expect(placements.map(\.orderID) == (tells ? ["O-1"] : []))
            #expect(placements.allSatisfy { $0.cause == .placed && $0.order.tier == .vip && $0.customerID == "C-1" })
            #expect(try driver.triggers() == [])
        }
    }

    @Test("that was in danger is told of to its end, also when that danger was over before")
    func ends() throws {
        let paid = [order.placed(0), order.failed(10), order.paid(20)]
        #expect(try Self.told(paid) == ["payment_failed/funds", "settled/paid"])
        // What is said twice is told once.
        let ends = [order.delivered(7_200), order.delivered(7_260), order.returned(9_000), order.refunded(9_100)]
        let told = try Self.told(paid + [order.captured(30), order.shipped(3_600)] + ends)
        #expect(
            told == [
                "payment_failed/funds", "settled/paid", "settled/delivered", "settled/returned", "settled/refunded",
            ]
        )
        #expect(try Self.told([order.placed(0), order.paid(20), order.delivered(7_200), order.refunded(9_100)]) == [])
    }

    @Test("with a wrong parcel is told of when the right one comes")
    func wrongParcel() throws {
        let wrong = [
            order.placed(0), order.confirmed(5), order.shipped(3_600), order.delivered(7_200), order.misShipped(7_300),
            order.shipped(9_000), order.delivered(12_000),
        ]
        #expect(try Self.told(wrong) == ["wrong_shipment/picking", "settled/delivered"])
    }

    @Test("that lacks stock is not saved by a payment: it is told of when it is confirmed, too")
    func stock() throws {
        let told = try Self.told(
            [order.placed(0), order.reservationFailed(5), order.paid(10), order.captured(15), order.confirmed(200)]
        )
        #expect(told == ["unconfirmed/stock", "settled/paid", "settled/confirmed"])
    }

    @Test("that is cancelled is no danger when it was kept since, and one when it is cancelled again")
    func keptSince() throws {
        let (placed, confirmed) = (order.placed(0), order.confirmed(120))
        #expect(try Self.told([placed, confirmed, order.cancelled(60)]) == [])
        #expect(
            try Self.told([placed, order.cancelled(60), confirmed]) == ["cancelled/changed_mind", "settled/confirmed"]
        )
        // An older payment that is heard of late saves nothing.
        #expect(try Self.told([placed, order.cancelled(60), order.paid(30)]) == ["cancelled/changed_mind"])
        let again = [placed, order.cancelled(60), confirmed, order.cancelled(180), order.cancelled(190)]
        #expect(try Self.told(again) == ["cancelled/changed_mind", "settled/confirmed", "cancelled/changed_mind"])
        var driver = try Driver()
        for event in again { driver.pipe(.orderCancelled, key: "O-1", event) }
        driver.run(at: .minutes(10))
        #expect(try driver.totals(of: .cancellation) == (1, 1))
    }

    @Test("that is shipped is not reminded of its payment")
    func shippedUnpaid() throws {
        #expect(try Self.told([order.placed(0), order.shipped(600), order.delivered(1_200)]) == [])
    }

    // MARK: Deadlines

    private static let byMethod: TrackRules = {
        var rules = TrackRules()
        rules.confirmationDeadlines = [
            ConfirmationDeadline(method: "bank_transfer", length: .days(3)),
            ConfirmationDeadline(method: "wallet", length: .minutes(10)),
        ]
        return rules
    }()

    @Test("has the deadline of the method by which it is to be paid, also across a restart", arguments: [false, true])
    func deadlineByMethod(crashes: Bool) throws {
        for (method, deadline) in [
            ("card", Milliseconds.minutes(30)), ("bank_transfer", .days(3)), ("wallet", .minutes(10)),
        ] {
            var driver = try Driver(track: Self.byMethod)
            driver.pipe(.orderPlaced, key: "O-1", order.placed(0))
            driver.pipe(.paymentFailed, key: "O-1", order.failed(20, method: method))
            driver.run(at: .minutes(5))
            if crashes { for task in driver.pipeline.tasks { driver.pipeline.crash(task) } }
            driver.run(at: .days(4))
            let triggers = try driver.triggers()
            #expect(triggers.map(\.kind) == [.paymentFailed, .unconfirmed])
            let due = Driver.noon.asEventTime.advanced(by: deadline)
            #expect(triggers.last?.occurredAt == due)
            #expect(triggers.allSatisfy { $0.order.confirmBy == due })
            #expect(try driver.totals(of: .unconfirmed) == (0, 1), "its payment failed, and is counted as that")
        }
    }

    @Test("has a deadline that moves with its method: the one that it had does nothing")
    func movingDeadline() throws {
        var driver = try Driver(track: Self.byMethod)
        driver.pipe(.orderPlaced, key: "O-1", order.placed(0))
        driver.pipe(.paymentFailed, key: "O-1", order.failed(20))
        driver.run(at: .minutes(20))
        driver.pipe(.paymentFailed, key: "O-1", order.failed(20 * 60, method: "bank_transfer"))
        driver.run(at: .days(2))
        #expect(try driver.triggers().map(\.kind) == [.paymentFailed])
        driver.run(at: .days(4))
        #expect(try driver.triggers().map(\.kind) == [.paymentFailed, .unconfirmed])
    }

    @Test("is reminded once, and not counted in a pane that is closed, when its deadline moves into the past")
    func deadlineInThePast() throws {
        var driver = try Driver(track: Self.byMethod)
        driver.pipe(.orderPlaced, key: "O-1", order.placed(0))
        driver.run(at: .minutes(20))
        driver.pipe(.paymentFailed, key: "O-1", order.failed(20 * 60, method: "wallet"))
        driver.run(at: .minutes(22))
        #expect(try driver.triggers().map(\.kind) == [.paymentFailed, .unconfirmed])
        // It was the turn of minute ten, whose counts are told already.
        #expect(try driver.totals(of: .unconfirmed) == (0, 0))
        driver.run(at: .hours(2))
        #expect(try driver.triggers().count == 2)
    }
}
