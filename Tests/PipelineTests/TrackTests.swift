import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("TRACK")
struct TrackTests {
    private let events = Events()

    private func triggers(_ driver: Driver) throws -> [Trigger] { try driver.triggers() }

    private func text(_ record: ProducedRecord, _ header: String) -> String? {
        record.headers.first { $0.name == header }?.value.map { String(decoding: $0, as: UTF8.self) }
    }

    // MARK: Deadlines

    @Test("raises a trigger when the confirmation deadline passes, at the deadline, with what it knows of the order")
    func unconfirmed() throws {
        var driver = try Driver()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0, tier: "vip", locale: "zh-Hans"))
        driver.run(at: .minutes(30))
        #expect(try triggers(driver) == [])
        driver.run(at: .minutes(31))
        let trigger = try #require(try triggers(driver).first)
        #expect(trigger.kind == .unconfirmed && trigger.cause == .noPayment)
        #expect(trigger.occurredAt.milliseconds == Driver.noon.milliseconds + 30 * 60_000)
        #expect(trigger.order.tier == .vip && trigger.order.locale == "zh-Hans" && trigger.order.sku == "S-1")
        #expect(trigger.order.totalMinor == 5_000 && trigger.order.currency == "EUR")
        #expect(try driver.totals(of: .unconfirmed) == (1, 1))
    }

    @Test(
        "raises none for an order that was paid or confirmed or cancelled before",
        arguments: ["paid", "confirmed", "cancelled"]
    )
    func confirmedInTime(how: String) throws {
        var driver = try Driver()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        switch how {
        case "paid": driver.pipe(.paymentAuthorized, key: "O-1", events.paid(60))
        case "confirmed": driver.pipe(.orderConfirmed, key: "O-1", events.confirmed(60))
        default: driver.pipe(.orderCancelled, key: "O-1", events.cancelled(60))
        }
        driver.run(at: .hours(2))
        #expect(try triggers(driver).allSatisfy { $0.kind != .unconfirmed })
        // Paid is not confirmed: the shop has not said that it will deliver. That is its danger, not the customer's.
        #expect(try driver.totals(of: .unconfirmed) == (how == "paid" ? 1 : 0, 1))
    }

    @Test("counts as unconfirmed what is not paid or not confirmed, each by its cause, and not what failed elsewhere")
    func unconfirmedByCause() throws {
        func counted(_ story: (inout Driver) -> Void) throws -> [Slice: Tally] {
            var driver = try Driver()
            driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
            story(&driver)
            driver.run(at: .minutes(5))
            driver.run(at: .hours(1))
            return try driver.sums(of: .unconfirmed).filter { $0.value.failures > 0 && $0.key.terms.count < 2 }
        }
        func names(_ cause: String, _ more: Slice...) -> Set<Slice> { Set(more + [.all, Slice(.cause, cause)]) }
        let unpaid = try counted { _ in }
        #expect(Set(unpaid.keys).isSuperset(of: names(Slice.noPaymentCause)))
        let unanswered = try counted { $0.pipe(.paymentAuthorized, key: "O-1", events.paid(60)) }
        #expect(Set(unanswered.keys).isSuperset(of: names(Slice.notConfirmedCause, Slice(.provider, "adyen"))))
        #expect(try counted { $0.pipe(.paymentFailed, key: "O-1", events.failed(60)) } == [:])
        #expect(try counted { $0.pipe(.inventoryReservationFailed, key: "S-1", events.reservationFailed(60)) } == [:])
        let second = try counted {
            $0.pipe(.paymentFailed, key: "O-1", events.failed(60))
            $0.pipe(.paymentAuthorized, key: "O-1", events.paid(90))
        }
        #expect(Set(second.keys).isSuperset(of: names(Slice.notConfirmedCause)), "paid at the second attempt")
    }

    @Test(
        "counts a cancellation that follows from a payment or a reservation that failed by its reason and at no place"
    )
    func consequences() throws {
        func counted(_ reason: String, _ story: (inout Driver) -> Void = { _ in }) throws -> Set<Slice> {
            var driver = try Driver()
            driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
            story(&driver)
            driver.run(at: .seconds(90))
            driver.pipe(.orderCancelled, key: "O-1", events.cancelled(120, reason: reason))
            driver.run(at: .minutes(10))
            let sums = try driver.sums(of: .cancellation).filter { $0.value.failures > 0 }
            #expect(sums.values.allSatisfy { $0.failures == 1 })
            return Set(sums.keys)
        }
        let fails: (inout Driver) -> Void = { $0.pipe(.paymentFailed, key: "O-1", Events().failed(60)) }
        let lacks: (inout Driver) -> Void = {
            $0.pipe(.inventoryReservationFailed, key: "S-1", Events().reservationFailed(60))
        }
        func only(_ reason: String) -> Set<Slice> { [Slice(.reason, reason)] }
        #expect(try counted("payment_failed") == only("payment_failed"))
        #expect(try counted("out_of_stock") == only("out_of_stock"))
        #expect(try counted("unheard_of", fails) == only("payment_failed"), "what is known of it")
        #expect(try counted("unheard_of", lacks) == only("out_of_stock"))
        #expect(try counted("payment_method", fails) == only("payment_method"))
        for (reason, story) in [("changed_mind", fails), ("changed_mind", lacks), ("unheard_of", { _ in })] {
            let slices = try counted(reason, story)
            #expect(slices.contains(.all) && slices.count > 5, "\(reason): \(slices)")
        }
        #expect(try counted("payment_method").contains(.all), "nobody tried to pay")
    }

    @Test("says that the danger is over when a payment comes late, and raises no second danger for it")
    func latePayment() throws {
        var driver = try Driver()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.run(at: .minutes(40))
        driver.pipe(.paymentAuthorized, key: "O-1", events.paid(45 * 60))
        driver.run(at: .minutes(50))
        #expect(try triggers(driver).map(\.kind) == [.unconfirmed, .settled])
        #expect(try triggers(driver).last?.cause == .paid)
    }

    // MARK: Joining

    @Test("hands a failed reservation over to its order, and tells the customer when the sku is back")
    func stock() throws {
        var driver = try Driver(partitions: 4)
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0, tier: "vip"))
        driver.pipe(.inventoryReservationFailed, key: "S-1", events.reservationFailed(5))
        driver.run(at: .minutes(2))
        let trigger = try #require(try triggers(driver).first)
        #expect(trigger.kind == .unconfirmed && trigger.cause == .stock && trigger.order.tier == .vip)
        #expect(try driver.totals(of: .stockout) == (1, 1))

        let level = SourceEvents.inventoryLevelChanged(
            eventID: "level-1",
            occurredAt: EventTime(milliseconds: Driver.noon.milliseconds + 200_000),
            sku: "S-1",
            available: 1,
            previous: 0
        )
        driver.pipe(.inventoryLevelChanged, key: "S-1", level)
        driver.run(at: .minutes(5))
        #expect(try triggers(driver).last?.kind == .backInStock)
    }

    @Test("gives the same counts, triggers and actions when one topic is read hours ahead of another")
    func outOfStep() throws {
        func outputs(inStep: Bool) throws -> [[ProducedRecord]] {
            var driver = try Driver()
            var orders: [(Int64, EventType, String, [UInt8])] = []
            var payments: [(Int64, EventType, String, [UInt8])] = []
            for number in 0..<200 as Range<Int64> {
                let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
                orders.append((number * 60, .orderPlaced, events.orderID, events.placed(number * 60)))
                let failed = number % 3 == 0
                payments.append(
                    (
                        number * 60 + 20, failed ? .paymentFailed : .paymentAuthorized, events.orderID,
                        failed ? events.failed(number * 60 + 20) : events.paid(number * 60 + 20)
                    )
                )
            }
            let all = inStep ? (orders + payments).sorted { $0.0 < $1.0 } : orders + payments
            for (_, type, key, value) in all { driver.pipe(type, key: key, value) }
            if !inStep {
                // The orders are read to their end long before the first payment is.
                let task = TaskID(.orders, 0)
                for _ in 0..<50 { driver.pipeline.step(task, max: 10, at: Driver.noon.advanced(by: .hours(4))) }
            }
            driver.run(at: .hours(5))
            let topics = driver.topics
            return [topics.triggers, topics.actions, topics.decisions, topics.late].map {
                driver.pipeline.records(of: $0).filter { !$0.isProgress }
            }
        }
        let expected = try outputs(inStep: true)
        #expect(try outputs(inStep: false) == expected)
        let decisions = try expected[2].map { try DecisionCodec.decode($0.value ?? []) }
        let answered = decisions.filter { $0.trigger == .paymentFailed && [.acted, .heldOut].contains($0.outcome) }
        #expect(Set(answered.map(\.triggerID)).count == 67)
        #expect(expected[3] == [])
    }

    // MARK: What is late, repeated or wrong

    @Test("sends an event whose pane is closed to the late topic, does not count it, and still updates its order")
    func late() throws {
        var driver = try Driver()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.paymentFailed, key: "O-1", events.failed(10))
        driver.run(at: .minutes(10))
        driver.pipe(.paymentAuthorized, key: "O-1", events.paid(60))
        driver.run(at: .minutes(11))
        let late = driver.pipeline.records(of: driver.topics.late)
        #expect(late.count == 1)
        #expect(late.first?.value == events.paid(60))
        #expect(late.first.flatMap { text($0, "orderkeeper.late.by.ms") } == "500000")
        #expect(try triggers(driver).map(\.kind) == [.paymentFailed, .settled])
        #expect(driver.pipeline.statistics.late == 1)

        let other = Events(orderID: "O-2", customerID: "C-2")
        driver.pipe(.paymentFailed, key: "O-2", other.failed(20))
        driver.run(at: .minutes(12))
        #expect(try triggers(driver).last?.orderID == "O-2")
        #expect(try driver.totals(of: .paymentFailure) == (1, 1))
    }

    @Test("drops an event whose id it has seen, also when it comes in another partition's turn")
    func duplicates() throws {
        var driver = try Driver()
        for _ in 0..<3 {
            driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
            driver.pipe(.paymentFailed, key: "O-1", events.failed(10))
        }
        driver.run(at: .minutes(5))
        #expect(driver.pipeline.statistics.duplicates == 4)
        #expect(try driver.totals(of: .paymentFailure) == (1, 1))
        #expect(try triggers(driver).count == 1)
    }

    @Test("sends bytes that are no event to the dead letters, with their place and the fault, and goes on")
    func garbage() throws {
        var driver = try Driver()
        let garbage: [[UInt8]] = [
            [], Array("{".utf8), Array("null".utf8), Array("[1,2]".utf8), [0xFF, 0xFE],
            Array("{\"type\":\"order.placed\"}".utf8),
            Array(repeating: UInt8(ascii: "["), count: 100_000), Array(repeating: 0, count: 2 << 20),
        ]
        for bytes in garbage { driver.pipe(.orderPlaced, key: "bad", bytes) }
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipeline.pipe(ProducedRecord(topic: driver.topics.orders, key: Array("gone".utf8), value: nil))
        driver.pipe(
            .orderPlaced,
            key: "x",
            Array("{\"type\":\"order.noted\",\"event_id\":\"n\",\"occurred_at\":1}".utf8)
        )
        driver.run(at: .minutes(1))
        let letters = driver.pipeline.records(of: driver.topics.deadLetters)
        #expect(letters.map(\.value) == garbage.map { $0 })
        #expect(letters.map { text($0, "__connect.errors.topic") } == garbage.map { _ in driver.topics.orders })
        #expect(letters.map { text($0, "__connect.errors.offset") } == garbage.indices.map { "\($0)" })
        #expect(letters.allSatisfy { text($0, "__connect.errors.exception.message")?.isEmpty == false })
        #expect(driver.pipeline.statistics.events == [.orderPlaced: 1])
        // RETAIN may pass over marks.
        let marks = driver.pipeline.records(of: driver.topics.triggers).count(where: \.isProgress)
        #expect((2...2 + marks).contains(driver.pipeline.statistics.ignored))
    }

    @Test("sends an event from the future to the dead letters, and lets it move nothing")
    func future() throws {
        var driver = try Driver()
        driver.pipe(.orderPlaced, key: "O-9", Events(orderID: "O-9").placed(24 * 3600))
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.paymentFailed, key: "O-1", events.failed(5))
        driver.run(at: .minutes(1))
        let letters = driver.pipeline.records(of: driver.topics.deadLetters)
        #expect(letters.compactMap { text($0, "__connect.errors.exception.class.name") } == ["FutureEvent"])
        #expect(driver.pipeline.statistics.late == 0)
        #expect(try triggers(driver).map(\.orderID) == ["O-1"])
    }
}
