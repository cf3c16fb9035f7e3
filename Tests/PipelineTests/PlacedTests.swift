import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("What RETAIN is told of an order placed")
struct PlacedTests {
    private static func order(
        skus: [String],
        total: Int64 = 5_000,
        tier: String? = nil,
        locale: String? = nil
    ) -> SourceEvents.Order {
        SourceEvents.Order(
            customerTier: tier,
            channel: "app",
            country: "DE",
            currency: "EUR",
            totalMinor: total,
            lines: skus.map {
                SourceEvents.Line(sku: $0, category: "shoes", warehouse: "W-1", quantity: 1, unitPriceMinor: 5_000)
            },
            locale: locale
        )
    }

    @Test(
        "has the bytes and the id of any other trigger, whatever is in its texts",
        arguments: [
            (Events(), order(skus: ["S-1"])),
            (Events(orderID: "O-\"1\\\"\n", customerID: "顾客\u{1}"), order(skus: ["S-\"1\"", "S\\2"], tier: "vip")),
            (Events(orderID: "O-2"), order(skus: ["A", "B", "A"], total: 0, locale: "zh-Hans")),
            (Events(orderID: "O-3"), order(skus: (0..<70).map { "S-\($0)" })),
        ]
    )
    func bytes(events: Events, order: SourceEvents.Order) throws {
        var driver = try Driver()
        driver.pipe(.orderShipped, key: "K", events.shipped(1))
        driver.pipe(.orderPlaced, key: "K", SourceEvents.orderPlaced(events.head("placed", 2), order))
        driver.run(at: .minutes(1))
        let record = try #require(driver.news.first { $0.cloudEventType == TriggerCodec.cloudEventType })
        let value = try #require(record.value)
        let trigger = try TriggerCodec.decode(value)
        #expect(TriggerCodec.encode(trigger) == value)
        #expect(trigger.kind == .placed && trigger.cause == .placed && trigger.orderID == events.orderID)
        let time = "\(trigger.occurredAt.milliseconds)"
        #expect(trigger.id == StableID.make("trg", events.orderID, "placed", "placed", time))
        #expect(trigger.customerID == events.customerID && record.key == Array(trigger.customerID.utf8))
        var skus: [String] = []
        for line in order.lines where !skus.contains(line.sku) { skus.append(line.sku) }
        #expect(trigger.order.skus == Array(skus.prefix(64)))
        #expect(
            trigger.order.totalMinor == order.totalMinor
                && trigger.order.tier == (order.customerTier == nil ? .unknown : .vip)
        )
        #expect(trigger.order.promisedAt != nil && trigger.order.placedAt == trigger.occurredAt)
        #expect(trigger.order.confirmBy == trigger.occurredAt.advanced(by: .minutes(30)))
        #expect(record.headers.first { $0.name == "ce_id" }?.value == Array(trigger.id.utf8))
    }

    @Test("is nothing when nobody knows the customer")
    func anonymous() throws {
        var driver = try Driver()
        driver.pipe(.orderPlaced, key: "K", Events(customerID: nil).placed(1))
        driver.run(at: .minutes(1))
        #expect(driver.news.isEmpty)
    }
}
