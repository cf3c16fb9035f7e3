import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("The demand that an empty shelf loses")
struct LostDemandTests {
    private static func level(
        _ second: Int64,
        _ available: Int64,
        from previous: Int64? = nil,
        sku: String = "S-1",
        _ driver: inout Driver
    ) {
        let value = SourceEvents.inventoryLevelChanged(
            eventID: "level-\(sku)-\(second)-\(available)",
            occurredAt: EventTime(milliseconds: Driver.noon.milliseconds + second * 1000),
            sku: sku,
            category: "shoes",
            warehouse: "W-1",
            available: available,
            previous: previous
        )
        driver.pipe(.inventoryLevelChanged, key: sku, value)
    }

    /// Sixty pieces that sell in half an hour, the last at noon and thirty minutes.
    private static func sell(_ driver: inout Driver) {
        for piece in 0..<60 as Range<Int64> { level(30 + piece * 30, 59 - piece, from: 60 - piece, &driver) }
    }

    @Test("is its pace before it ran out, minute by minute, where it was and no longer than it is empty")
    func pace() throws {
        var driver = try Driver()
        Self.sell(&driver)
        driver.run(at: .minutes(36))
        // Two pieces a minute, for five minutes and the lateness.
        let five = try driver.sums(of: .stockout)
        #expect(five[.all] == Tally(failures: 10, trials: 10))
        #expect(five[Slice(.sku, "S-1")] == Tally(failures: 10, trials: 10))
        #expect(five[Slice(.category, "shoes")]?.failures == 10)
        #expect(five[Slice([Slice.Term(.warehouse, "W-1"), Slice.Term(.sku, "S-1")])]?.failures == 10)
        Self.level(40 * 60, 100, &driver)
        driver.run(at: .hours(3))
        #expect(try driver.totals(of: .stockout) == (20, 20))
    }

    @Test("of a product that hardly sells is hardly any, and what nobody expects any more is not lost")
    func slow() throws {
        var driver = try Driver()
        Self.level(0, 0, from: 1, &driver)
        driver.run(at: .minutes(20))
        #expect(try driver.sums(of: .stockout) == [:])
        driver.run(at: .days(3))
        #expect(try driver.totals(of: .stockout) == (12, 12))
    }

    @Test("has nothing to do with what sold an hour before it ran out")
    func window() throws {
        var driver = try Driver()
        Self.sell(&driver)
        Self.level(31 * 60, 3, &driver)
        for piece in 0..<3 as Range<Int64> { Self.level(100 * 60 + piece, 2 - piece, from: 3 - piece, &driver) }
        driver.run(at: .minutes(131))
        // One minute at two a minute, and half an hour at three in half an hour.
        #expect(try driver.totals(of: .stockout).failures == 2 + 3)
    }

    @Test("is told once: reservations that do fail are a part of it")
    func net() throws {
        var driver = try Driver()
        Self.sell(&driver)
        for number in 0..<14 as Range<Int64> {
            let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
            driver.pipe(.inventoryReservationFailed, key: "S-1", events.reservationFailed(31 * 60 + number))
        }
        driver.run(at: .minutes(36))
        // Ten were expected by then, fourteen came.
        #expect(try driver.totals(of: .stockout).failures == 14)
        driver.run(at: .minutes(41))
        #expect(try driver.totals(of: .stockout).failures == 20)
    }

    @Test("is not that of a correction of the books")
    func correction() throws {
        var driver = try Driver()
        Self.level(0, 9_000, &driver)
        for piece in 0..<20 as Range<Int64> { Self.level(60 + piece * 10, 8_999 - piece, &driver) }
        Self.level(600, 0, &driver)
        driver.run(at: .minutes(41))
        // Twenty were sold, and no more than that again counts of the nine thousand.
        #expect(try driver.totals(of: .stockout).failures == 40)
    }

    @Test("is the same when the task is lost at every step")
    func survival() throws {
        func counts(_ disturb: (inout LocalPipeline) -> Void) throws -> [[UInt8]?] {
            var driver = try Driver()
            Self.sell(&driver)
            Self.level(100, 4, from: 5, sku: "S-2", &driver)
            driver.run(at: .minutes(31))
            for minute in stride(from: 32, to: 500, by: 7) {
                disturb(&driver.pipeline)
                driver.run(at: .minutes(Int64(minute)))
            }
            return driver.pipeline.records(of: driver.topics.signals).map(\.value)
        }
        let smooth = try counts { _ in }
        #expect(try counts { pipeline in for id in pipeline.tasks { pipeline.crash(id) } } == smooth)
    }

    @Test("is forgotten with the shelf, when nothing has been taken from it for an hour")
    func forgetting() throws {
        var tracker = StockTracker(rules: TrackRules())
        let topics = Topics()
        var context = TrackContext(
            rules: TrackRules(),
            outbox: Outbox(topics: topics, stage: "track", task: "stock-0")
        )
        var event = Event()
        event.type = .inventoryLevelChanged
        event.occurredAt = Driver.noon.asEventTime
        event.available = 5
        for sku in 10..<20 as Range<UInt32> {
            event.sku = Word(rawValue: sku)
            tracker.changeShelf(event, &context)
        }
        #expect(tracker.shelves.count == 10)
        while let timer = context.timers.pop(through: Driver.noon.asEventTime.advanced(by: .hours(1))) {
            tracker.due(timer, in: &context)
        }
        #expect(tracker.shelves.count == 0)
    }
}
