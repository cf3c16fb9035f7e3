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

    @Test("of a promotion lets a share of all orders hold its sku, beyond the usual ones")
    func promotion() throws {
        let story = try story(47, .promotion(sku: "S-505", share: 0.25))
        let placed = story.of(.orderPlaced)
        func count(_ isMeant: (Story.Page) -> Bool) -> Double { Double(placed.count(where: isMeant)) }
        let during = count(lasts) / 30
        let before = count { !lasts($0) } / 90
        #expect(abs(during / before - 1 / 0.75) < 0.12, "\(during) and \(before) a minute")
        let holding = count { lasts($0) && $0.lineSkus.contains("S-505") } / count(lasts)
        let usually = count { !lasts($0) && $0.lineSkus.contains("S-505") } / count { !lasts($0) }
        #expect(abs(holding - usually - 0.25) < 0.04, "\(holding) and \(usually)")
        let short = story.of(.inventoryReservationFailed).filter { lasts($0) && $0.sku == "S-505" }
        #expect(Double(short.count) < 0.03 * holding * during * 30, "its goods were laid out")
    }

    @Test("of the whole pipeline lets everything arrive later, in order, and nothing meanwhile")
    func stall() throws {
        let story = try story(48, .stall)
        let (start, end) = (saturday.advanced(by: .minutes(80)), saturday.advanced(by: .minutes(110)))
        let arrivals = story.pages.map(\.sent)
        // What happened just before is still on its way.
        let quiet = arrivals.filter { $0.arrivesAt > start.advanced(by: .minutes(3)) && $0.arrivesAt < end }
        #expect(quiet.isEmpty)
        let held = arrivals.filter { $0.occurredAt >= start && $0.arrivesAt < end.advanced(by: .minutes(5)) }
        #expect(held.count > 1000)
        let inOrder = zip(held, held.dropFirst()).filter { $0.occurredAt.since($1.occurredAt) <= .seconds(10) }
        #expect(Double(inOrder.count) > 0.99 * Double(held.count), "but for the usual late ones")
    }

    @Test("of a new provider gives it its share from then on, and not before")
    func newcomer() throws {
        var shop = flatShop(seed: 49)
        shop.providers.append(
            ProviderConfiguration("klarna", share: 0, methods: [Share("pay_later", 1)], authorizesFirst: false)
        )
        let start = saturday.advanced(by: .minutes(60))
        let new = Disturbance("new", .newcomer(provider: "klarna", share: 0.1), start: start, duration: .hours(1))
        let story = try Story(Scenario("new", shop, disturbances: [new]))
        let paid = story.pages.filter(\.isSuccess)
        let own = paid.filter { $0.provider == "klarna" }
        #expect(own.allSatisfy { $0.sent.occurredAt >= start })
        let after = paid.filter { $0.sent.occurredAt >= start.advanced(by: .minutes(5)) }
        #expect(abs(Double(own.count) / Double(after.count) - 0.1) < 0.03)
    }

    @Test("of the clocks moves the day: what came at eight comes at seven")
    func clockChange() {
        var shop = flatShop(seed: 50, hours: 48, ordersPerDay: 3000)
        shop.profile = .usual
        let noon = saturday.advanced(by: .hours(24))
        let change = Disturbance("summer time", .clockChange(by: .hours(5)), start: noon, duration: .hours(24))
        let placed = Shop(Scenario("summer", shop, disturbances: [change])).filter { $0.type == .orderPlaced }
        // The deepest hour of the shop's night is 20 h UTC; then 15 h.
        func count(_ hour: Int64) -> Int {
            placed.count { $0.occurredAt.since(saturday).rawValue / 3_600_000 == hour }
        }
        #expect(count(20) < count(15) / 3)
        #expect(count(39) < count(44) / 3)
    }
}
