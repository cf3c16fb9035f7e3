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
}
