import Commerce
import Retention
import Streaming
import Testing

@testable import Pipeline

/// Whose product is back, and who does not wait for it any more.
@Suite("Who waited for a product that is back")
struct WaitOverTests {
    /// What happens to an order after its reservation failed, at these seconds after noon.
    enum Turn: Sendable {
        case cancelled(Int64, String)
        case paid(Int64)
        case refunded(Int64)
        case confirmed(Int64)
        case failedAgain(Int64)
        case placedAgain(Int64, sku: String)
    }

    static let stories: [([Turn], Bool)] = [
        ([], true),
        ([.paid(120)], true),
        ([.cancelled(120, "out_of_stock")], true),
        ([.paid(90), .cancelled(120, "out_of_stock"), .refunded(150)], true),
        ([.cancelled(120, "changed_mind")], false),
        ([.cancelled(120, "duplicate")], false),
        ([.paid(90), .refunded(150)], false),
        ([.paid(90), .confirmed(150)], false),
        ([.cancelled(120, "out_of_stock"), .placedAgain(200, sku: "S-1")], false),
        // Another product of the same category: the substitute.
        ([.cancelled(120, "out_of_stock"), .placedAgain(200, sku: "S-9")], false),
        ([.paid(90), .confirmed(150), .failedAgain(300)], true),
    ]

    @Test("hears of it, unless the order was kept, given up for another reason, or placed again", arguments: stories)
    func hears(_ turns: [Turn], isTold: Bool) throws {
        var driver = try RowTests.driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.inventoryReservationFailed, key: "S-1", events.reservationFailed(30))
        driver.run(at: .minutes(1))
        for turn in turns { play(turn, in: &driver) }
        driver.run(at: .minutes(10))
        // When nothing is open for the order any more.
        for hour in 1...149 { driver.run(at: .hours(Int64(hour))) }
        let level = SourceEvents.inventoryLevelChanged(
            eventID: "level",
            occurredAt: Driver.noon.asEventTime.advanced(by: .hours(150)),
            sku: "S-1",
            warehouse: "W-1",
            available: 10
        )
        driver.pipe(.inventoryLevelChanged, key: "S-1", level)
        driver.run(at: .minutes(150 * 60 + 5))
        let told = try driver.decisions().filter { $0.trigger == .backInStock && $0.orderID == "O-1" }
        #expect(told.map(\.outcome) == [isTold ? .acted : .expired], "\(told.map(\.reason))")
        let notices = try driver.actions().filter { $0.kind == .notifyBackInStock && $0.orderID == "O-1" }
        #expect(notices.count == (isTold ? 1 : 0))
    }

    private func play(_ turn: Turn, in driver: inout Driver) {
        let events = Events()
        switch turn {
        case .cancelled(let time, let reason):
            driver.pipe(.orderCancelled, key: "O-1", events.cancelled(time, reason: reason))
        case .paid(let time): driver.pipe(.paymentAuthorized, key: "O-1", events.paid(time))
        case .refunded(let time): driver.pipe(.paymentRefunded, key: "O-1", events.refunded(time))
        case .confirmed(let time): driver.pipe(.orderConfirmed, key: "O-1", events.confirmed(time))
        case .failedAgain(let time):
            driver.pipe(.inventoryReservationFailed, key: "S-1", events.reservationFailed(time))
        case .placedAgain(let time, let sku):
            driver.pipe(.orderPlaced, key: "O-2", Events(orderID: "O-2").placed(time, sku: sku))
        }
    }
}
