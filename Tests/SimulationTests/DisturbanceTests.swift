import Commerce
import Simulation
import Streaming
import Testing

@Suite("A disturbance")
struct DisturbanceTests {
    /// A two-hour shop with one disturbance in the second half of its second hour.
    private func story(_ seed: UInt64, _ kind: Disturbance.Kind, distinct: Bool = true) throws -> Story {
        let disturbance = Disturbance(
            "trouble",
            kind,
            start: saturday.advanced(by: .minutes(80)),
            duration: .minutes(30)
        )
        return try Story(Scenario("trouble", flatShop(seed: seed), disturbances: [disturbance]), distinct: distinct)
    }

    private func lasts(_ page: Story.Page) -> Bool {
        let minute = (page.time - saturday.milliseconds) / 60_000
        return minute >= 80 && minute < 110
    }

    @Test("of volume brings more orders and the same rates")
    func flashSale() throws {
        let story = try story(41, .flashSale(factor: 5))
        let placed = story.of(.orderPlaced)
        let during = Double(placed.filter(lasts).count) / 30
        let before = Double(placed.filter { !lasts($0) }.count) / 90
        #expect(abs(during / before - 5) < 0.6, "\(during) and \(before) a minute")
        let (busy, calm) = (story.firstAttempts { lasts($0) }, story.firstAttempts { !lasts($0) })
        #expect(abs(busy.failedShare - calm.failedShare) < 0.03, "\(busy) and \(calm)")
        let short = story.of(.inventoryReservationFailed).filter(lasts).count
        #expect(Double(short) < 0.015 * during * 30)
    }

    @Test("of duplicates repeats every failed payment and nothing else")
    func duplicates() throws {
        let all = try story(42, .duplicates(of: .paymentFailed, share: 1), distinct: false)
        let during = all.pages.filter(lasts)
        let failed = Dictionary(grouping: during.filter { $0.type == .paymentFailed }, by: \.event.eventID)
        #expect(failed.count > 50)
        #expect(failed.values.allSatisfy { $0.count == 2 && $0[0].sent.value == $0[1].sent.value })
        let others = Dictionary(grouping: during.filter { $0.type != .paymentFailed }, by: \.event.eventID)
        #expect(others.values.filter { $0.count > 1 }.count < others.count / 100)
    }

    @Test("of the network holds a topic back and lets it arrive in order afterwards")
    func backlog() throws {
        let story = try story(43, .backlog(of: .payments))
        let end = saturday.advanced(by: .minutes(110))
        let held = story.pages.filter { lasts($0) && $0.sent.topic == .payments }
        #expect(held.count > 500)
        #expect(held.allSatisfy { $0.sent.arrivesAt >= end && $0.sent.arrivesAt <= end.advanced(by: .minutes(6)) })
        #expect(zip(held, held.dropFirst()).allSatisfy { $0.time <= $1.time + 1000 })
        let others = story.pages.filter { lasts($0) && $0.sent.topic != .payments }
        #expect(others.allSatisfy { $0.sent.arrivesAt.since($0.sent.occurredAt) <= .minutes(2) })
    }

    @Test("of retries makes failed orders fail again and again, and no more of them")
    func retryStorm() throws {
        let story = try story(44, .retryStorm(attempts: 5))
        let share = story.firstAttempts { lasts($0) }.failedShare
        #expect(abs(share - 0.076) < 0.03, "\(share)")
        let failed = Dictionary(grouping: story.of(.paymentFailed).filter(lasts), by: \.orderID)
        let often = failed.values.filter { $0.count >= 5 }
        #expect(Double(often.count) > 0.9 * Double(failed.count))
    }

    @Test("of silence ends a provider's payments, and its orders stay unconfirmed")
    func silence() throws {
        let story = try story(45, .silence(provider: "adyen"))
        let attempts: Set<EventType> = [.paymentAuthorized, .paymentFailed]
        let said = story.pages.filter { $0.provider == "adyen" && attempts.contains($0.type) }
        #expect(said.filter(lasts).isEmpty)
        #expect(said.count > 100)
    }

    @Test("of one customer places its orders and cancels them all")
    func serialCanceller() throws {
        let story = try story(46, .serialCanceller(orders: 100))
        let placed = story.of(.orderPlaced).filter { $0.customerID == "C-20001" && lasts($0) }
        #expect(placed.count >= 99)
        let cancelled = Set(story.of(.orderCancelled).map(\.orderID))
        #expect(placed.filter { cancelled.contains($0.orderID) }.count > 95)
    }
}
