import Commerce
import Foundation
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("The running pipeline", .serialized)
struct RunTests {
    /// Orders numbered in `numbers`, each with a payment that failed, a few seconds before now.
    private func failedOrders(_ numbers: Range<Int>, in shop: RunningShop) -> [ProducedRecord] {
        let now = Clock.system.now().milliseconds
        return numbers.flatMap { number -> [ProducedRecord] in
            let orderID = "O-\(number)"
            let head = { (name: String, seconds: Int64) in
                SourceEvents.Head(
                    eventID: "\(name)-\(number)",
                    occurredAt: EventTime(milliseconds: now - 5_000 + seconds * 1000),
                    orderID: orderID,
                    customerID: "C-\(number)"
                )
            }
            let payment = SourceEvents.Payment(amountMinor: 900, currency: "EUR", provider: "adyen", issuer: "ing")
            let placed = SourceEvents.orderPlaced(
                head("placed", 0),
                SourceEvents.Order(currency: "EUR", totalMinor: 900)
            )
            let failed = SourceEvents.paymentFailed(head("failed", 1), payment, declineCode: "expired_card")
            return [
                ProducedRecord(topic: shop.topics.orders, key: Array(orderID.utf8), value: placed),
                ProducedRecord(topic: shop.topics.payments, key: Array(orderID.utf8), value: failed),
            ]
        }
    }

    private func orderIDs(_ records: [ProducedRecord]) throws -> [String] {
        try records.map { try ActionCodec.decode($0.value ?? []).orderID }.sorted()
    }

    @Test("turns events into actions, and after a stop in the middle goes on where it was: nothing lost, nothing twice")
    func stopAndGoOn() async throws {
        let shop = try RunningShop()
        try shop.write(failedOrders(0..<200, in: shop))
        try await shop.whileRunning { _ = try shop.read(shop.topics.actions, atLeast: 50) }
        try shop.write(failedOrders(200..<300, in: shop))
        let actions = try await shop.whileRunning {
            try shop.read(shop.topics.actions, atLeast: 300)
        }
        // What was written while the second run came to its end would show here.
        let all = try shop.read(shop.topics.actions, atLeast: 301, patience: .seconds(2))
        #expect(actions.count == 300)
        #expect(try orderIDs(all) == (0..<300).map { "O-\($0)" }.sorted())
    }

    @Test("sends what it cannot understand to the dead letters with its bytes, key, headers and place, and goes on")
    func deadLetters() async throws {
        let shop = try RunningShop(partitions: 1)
        let garbage: [[UInt8]] = [
            [], Array("{\"a\":".utf8), [0xFF], Array(repeating: UInt8(ascii: "x"), count: 500_000),
        ]
        try shop.write(
            garbage.map {
                ProducedRecord(
                    topic: shop.topics.payments,
                    key: Array("k".utf8),
                    value: $0,
                    headers: [Header(name: "trace", value: Array("1".utf8))]
                )
            }
        )
        try shop.write(failedOrders(0..<1, in: shop))
        let (letters, actions) = try await shop.whileRunning {
            (
                try shop.read(shop.topics.deadLetters, atLeast: garbage.count),
                try shop.read(shop.topics.actions, atLeast: 1)
            )
        }
        #expect(letters.map(\.value) == garbage.map { $0 })
        #expect(letters.allSatisfy { $0.key == Array("k".utf8) && $0.headers.first?.name == "trace" })
        #expect(letters.allSatisfy { $0.headers.contains { $0.name == "__connect.errors.exception.message" } })
        #expect(actions.count == 1)
    }
}
