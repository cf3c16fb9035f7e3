import Commerce
import Streaming
import Testing

@testable import Pipeline

@Suite("The memory of orders")
struct OrderMemoryTests {
    @Test("keeps an open order for a year and more, so that a late cancellation is no orphan")
    func openOrder() throws {
        var driver = try Driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.run(at: .hours(1))
        driver.pipe(.orderCancelled, key: "O-1", events.cancelled(380 * 86_400))
        driver.run(at: .days(380))
        #expect(driver.pipeline.statistics.orphanCancellations == 0)
    }

    @Test("forgets a delivered order after a month, and what comes then is about an order that was never seen")
    func closedOrder() throws {
        var driver = try Driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.orderDelivered, key: "O-1", SourceEvents.orderDelivered(events.head("delivered", 86_400)))
        driver.run(at: .days(2))
        driver.run(at: .days(40))
        driver.pipe(.orderCancelled, key: "O-1", events.cancelled(41 * 86_400))
        driver.run(at: .days(41))
        #expect(driver.pipeline.statistics.orphanCancellations == 1)
    }

    @Test("takes back what forgotten orders held, within some panes")
    func tidy() {
        var tracker = OrderTracker(rules: TrackRules())
        var context = TrackContext(
            rules: TrackRules(),
            outbox: Outbox(topics: Topics(), stage: "track", task: "orders-0")
        )
        for key in 1...5000 as ClosedRange<UInt64> {
            var order = OrderState()
            order.forgetAt = EventTime(milliseconds: key % 2 == 0 ? 1000 : 1001)
            _ = tracker.orders.insert(key << 1, order)
        }
        context.watermark = EventTime(milliseconds: 999)
        for _ in 0..<1100 { tracker.tidy(in: &context) }
        #expect(tracker.orders.count == 5000)
        context.watermark = EventTime(milliseconds: 1000)
        tracker.tidy(in: &context)
        #expect(tracker.orders.count > 4990)
        for _ in 0..<1024 { tracker.tidy(in: &context) }
        #expect(tracker.orders.count == 2500)
    }
}
