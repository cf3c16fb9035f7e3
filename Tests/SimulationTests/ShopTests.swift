import Commerce
import Simulation
import Streaming
import Testing

@Suite("A simulated shop")
struct ShopTests {
    @Test("gives the same bytes for the same seed and others for another", arguments: [1, 2, 77] as [UInt64])
    func seeds(seed: UInt64) {
        let first = fingerprint(Shop(flatShop(seed: seed, hours: 1)))
        #expect(fingerprint(Shop(flatShop(seed: seed, hours: 1))) == first, "seed \(seed)")
        #expect(fingerprint(Shop(flatShop(seed: seed + 1, hours: 1))) != first, "seed \(seed)")
    }

    @Test("gives the same bytes on every machine and in every release")
    func pinned() {
        // A change of the model changes these: say so in the commit.
        #expect(fingerprint(Shop(.demo(start: saturday)), count: 10_000) == 2_691_980_897_601_074_113)
        #expect(fingerprint(Shop(hastyShop(seed: 5)), count: 30_000) == 105_605_285_928_273_637)
    }

    @Test("goes on from where it was copied")
    func copies() {
        var shop = Shop(flatShop(seed: 3, hours: 1))
        for _ in 0..<2000 { _ = shop.next() }
        let copy = shop
        for _ in 0..<2000 { _ = shop.next() }
        var same = copy
        for _ in 0..<2000 { _ = same.next() }
        #expect(fingerprint(shop, count: 1000) == fingerprint(same, count: 1000))
    }

    @Test("sends in order of arrival, nothing before it happens and nothing from after the end", arguments: [1, 9])
    func order(seed: UInt64) {
        let configuration = flatShop(seed: seed)
        var last = EventTime.distantPast
        for event in Shop(configuration) {
            #expect(event.arrivesAt >= last, "seed \(seed)")
            #expect(event.occurredAt < event.arrivesAt, "seed \(seed)")
            #expect(event.occurredAt >= configuration.start && event.occurredAt < configuration.end, "seed \(seed)")
            last = event.arrivesAt
        }
    }

    @Test("speaks the contract: every event decodes to what was sent, with an id of its own", arguments: [1, 8])
    func contract(seed: UInt64) throws {
        let story = try Story(Scenario("hasty", hastyShop(seed: seed)))
        for page in story.pages {
            #expect(page.event.type == page.sent.type, "seed \(seed)")
            #expect(page.event.occurredAt == page.sent.occurredAt, "seed \(seed)")
            let key = String(decoding: page.sent.key, as: UTF8.self)
            switch page.sent.topic {
            case .orders, .payments, .fulfilment: #expect(key == page.orderID, "seed \(seed)")
            case .inventory: #expect(key == page.sku, "seed \(seed)")
            case .feedback, .customers: #expect(key == page.customerID, "seed \(seed)")
            }
        }
        let types = Set(story.pages.map(\.type))
        #expect(types.count >= EventType.allCases.count - 1, "seed \(seed)")
    }

    @Test("has orders that are sent back and paid back, once it runs for days")
    func returns() throws {
        var shop = hastyShop(seed: 4, hours: 72, ordersPerDay: 1000)
        shop.behaviour.preferencesShare = 0
        let story = try Story(Scenario("days", shop))
        let returned = story.of(.orderReturned)
        #expect(returned.count > 10)
        let refunded = Set(story.of(.paymentRefunded).map(\.orderID))
        #expect(returned.filter { refunded.contains($0.orderID) }.count > 5)
        #expect(Set(story.pages.map(\.type)).count == EventType.allCases.count)
    }

    @Test("counts as many orders as it was told to, over a week of its profile")
    func volume() {
        var shop = ShopConfiguration(seed: 6, start: saturday, duration: .days(7), ordersPerDay: 1500)
        shop.behaviour.preferencesShare = 0
        let placed = Shop(shop).filter { $0.type == .orderPlaced }
        #expect(abs(Double(placed.count) / 10_500 - 1) < 0.05)
        var hours = [Int](repeating: 0, count: 24)
        for event in placed { hours[Int((event.occurredAt.milliseconds / 3_600_000 + 8) % 24)] += 1 }
        #expect(hours[20...21].reduce(0, +) > 6 * hours[3...4].reduce(0, +))
        #expect(hours[12] > hours[9])
    }

    @Test("is late and repeats itself as often as it was told to")
    func transport() throws {
        var shop = flatShop(seed: 10)
        shop.transport.lateShare = 0.05
        shop.transport.duplicateShare = 0.04
        let all = try Story(Scenario("bad network", shop), distinct: false)
        let first = try Story(Scenario("bad network", shop))
        let late = first.pages.filter { $0.sent.arrivesAt.since($0.sent.occurredAt) >= .seconds(5) }
        #expect(abs(Double(late.count) / Double(first.pages.count) - 0.05) < 0.005)
        #expect(abs(Double(all.pages.count) / Double(first.pages.count) - 1.04) < 0.005)
        #expect(late.allSatisfy { $0.sent.arrivesAt.since($0.sent.occurredAt) <= .minutes(2) })
    }

    @Test("repeats an event with the same id, the same key and the same bytes")
    func duplicates() throws {
        var shop = flatShop(seed: 11)
        shop.transport.duplicateShare = 0.2
        let all = try Story(Scenario("echo", shop), distinct: false)
        var first: [UInt64: ShopEvent] = [:]
        var repeated = 0
        for page in all.pages {
            if let before = first[page.event.eventID] {
                repeated += 1
                #expect(before.value == page.sent.value && before.key == page.sent.key)
                #expect(before.arrivesAt < page.sent.arrivesAt)
            }
            first[page.event.eventID] = page.sent
        }
        #expect(repeated > 1000)
    }
}
