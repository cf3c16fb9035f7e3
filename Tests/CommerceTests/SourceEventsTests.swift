import Streaming
import Testing

@testable import Commerce

@Suite("Source events")
struct SourceEventsTests {
    static let head = SourceEvents.Head(
        eventID: "01JD",
        occurredAt: EventDecoderTests.time,
        orderID: "O-1000001",
        customerID: "C-20001"
    )

    @Test("an order has the shape of the contract")
    func placed() {
        let order = SourceEvents.Order(
            customerTier: "vip",
            channel: "app",
            country: "CN",
            currency: "CNY",
            totalMinor: 25_998,
            lines: [.init(sku: "S-501", category: "shoes", warehouse: "W-1", quantity: 2, unitPriceMinor: 12_999)],
            timeZone: "Asia/Shanghai",
            locale: "zh-Hans",
            customMade: false
        )
        let json =
            #"{"event_id":"01JD","type":"order.placed","occurred_at":"2026-11-20T10:15:30.123Z","#
            + #""order_id":"O-1000001","customer_id":"C-20001","customer_tier":"vip","channel":"app","country":"CN","#
            + #""currency":"CNY","total_minor":25998,"lines":[{"sku":"S-501","category":"shoes","warehouse":"W-1","#
            + #""quantity":2,"unit_price_minor":12999}],"time_zone":"Asia/Shanghai","locale":"zh-Hans","#
            + #""custom_made":false}"#
        #expect(String(decoding: SourceEvents.orderPlaced(Self.head, order), as: UTF8.self) == json)
    }

    @Test("a failed payment has the shape of the contract")
    func failed() {
        let payment = SourceEvents.Payment(
            paymentID: "PAY-1",
            amountMinor: 25_998,
            currency: "CNY",
            provider: "alipay",
            method: "wallet",
            issuer: "icbc",
            country: "CN",
            attempt: 1
        )
        let json =
            #"{"event_id":"01JD","type":"payment.failed","occurred_at":"2026-11-20T10:15:30.123Z","#
            + #""payment_id":"PAY-1","order_id":"O-1000001","customer_id":"C-20001","amount_minor":25998,"#
            + #""currency":"CNY","provider":"alipay","method":"wallet","issuer":"icbc","country":"CN","attempt":1,"#
            + #""decline_code":"insufficient_funds"}"#
        let bytes = SourceEvents.paymentFailed(Self.head, payment, declineCode: "insufficient_funds")
        #expect(String(decoding: bytes, as: UTF8.self) == json)
    }
}
