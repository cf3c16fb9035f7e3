import Commerce
import Simulation
import Streaming
import Testing

@Suite("An injected incident")
struct IncidentTests {
    private static let seeds: [UInt64] = [31]

    /// A two-hour shop with one incident in its second hour.
    private func scenario(
        _ seed: UInt64,
        _ signal: Signal,
        _ terms: [Slice.Term],
        _ intensity: InjectedIncident.Intensity,
        _ shape: InjectedIncident.Shape = .step,
        in shop: ShopConfiguration? = nil
    ) -> Scenario {
        let incident = InjectedIncident(
            "trouble",
            signal,
            in: Slice(terms),
            start: saturday.advanced(by: .hours(1)),
            duration: .minutes(40),
            intensity,
            shape
        )
        return Scenario("trouble", shop ?? flatShop(seed: seed, ordersPerDay: 60_000), incidents: [incident])
    }

    private func lasts(_ page: Story.Page) -> Bool {
        let minute = (page.time - saturday.milliseconds) / 60_000
        return minute >= 60 && minute < 100
    }

    @Test("of an issuer inside a provider raises that issuer there, and nothing else", arguments: seeds)
    func issuer(seed: UInt64) throws {
        let terms = [Slice.Term(.provider, "alipay"), .init(.issuer, "state_bank_of_india")]
        let scenario = scenario(seed, .paymentFailure, terms, .rate(0.8))
        let story = try Story(scenario)
        let isIn: (Story.Page) -> Bool = { $0.provider == "alipay" && $0.issuer == "state_bank_of_india" }
        let inside = story.firstAttempts { isIn($0) && lasts($0) }
        #expect(abs(inside.failedShare - 0.8) < 0.08, "seed \(seed), \(inside)")
        let before = story.firstAttempts { isIn($0) && !lasts($0) }
        #expect(before.failedShare < 0.12, "seed \(seed), \(before)")
        let calm = try Story(Scenario("calm", scenario.configuration))
        let others: (Story.Page) -> Bool = { $0.provider != "alipay" || $0.issuer != "state_bank_of_india" }
        let payments: (Story) -> [ShopEvent] = { story in
            story.pages.filter { $0.sent.topic == .payments && $0.event.attempt == 1 && others($0) }.map(\.sent)
        }
        let (with, without) = (payments(story), payments(calm))
        // A refund may come a little later because a cancellation does; all else is the same to the last byte.
        let (failed, same) = (
            Set(with.filter { $0.type == .paymentFailed }), without.filter { $0.type == .paymentFailed }
        )
        #expect(failed == Set(same), "seed \(seed)")
        #expect(Set(with) == Set(without), "seed \(seed)")
    }

    @Test("of one decline family fails with that family's codes", arguments: seeds)
    func family(seed: UInt64) throws {
        let terms = [Slice.Term(.provider, "stripe"), .init(.declineFamily, "authentication")]
        let story = try Story(scenario(seed, .paymentFailure, terms, .rate(0.6)))
        let failed = story.of(.paymentFailed).filter { $0.provider == "stripe" && lasts($0) }
        let named = failed.filter { $0.code == "authentication_required" }
        #expect(Double(named.count) > 0.75 * Double(failed.count), "seed \(seed)")
    }

    @Test("lifts a rate by its factor, and a ramp comes slowly", arguments: seeds)
    func lift(seed: UInt64) throws {
        let isIn: (Story.Page) -> Bool = { $0.method == "wallet" }
        let lifted = try Story(scenario(seed, .paymentFailure, [.init(.method, "wallet")], .lift(4)))
        let step = lifted.firstAttempts { isIn($0) && lasts($0) }
        #expect(abs(step.failedShare - 4 * 0.074) < 0.06, "seed \(seed), \(step)")
        let ramped = try Story(scenario(seed, .paymentFailure, [.init(.method, "wallet")], .rate(0.8), .ramp))
        let early = ramped.firstAttempts { isIn($0) && lasts($0) && $0.time < saturday.milliseconds + 4_200_000 }
        let late = ramped.firstAttempts { isIn($0) && lasts($0) && $0.time > saturday.milliseconds + 5_400_000 }
        #expect((0.1...0.35).contains(early.failedShare), "seed \(seed), \(early)")
        #expect((0.6...0.8).contains(late.failedShare), "seed \(seed), \(late)")
    }

    @Test("of stock empties the shelf, fails its reservations and brings cancellations", arguments: seeds)
    func stockout(seed: UInt64) throws {
        let terms = [Slice.Term(.sku, "S-501"), .init(.warehouse, "W-1")]
        let story = try Story(scenario(seed, .stockout, terms, .rate(1)))
        let wanted = story.of(.orderPlaced).filter {
            $0.lineSkus.contains("S-501") && $0.lineWarehouses[0] == "W-1" && lasts($0)
        }
        let failed = story.of(.inventoryReservationFailed).filter { $0.sku == "S-501" && $0.warehouse == "W-1" }
        let ids = Set(failed.map(\.orderID))
        #expect(wanted.count > 20, "seed \(seed)")
        // The last orders are reserved after the end.
        #expect(wanted.filter { !ids.contains($0.orderID) }.count <= 2, "seed \(seed)")
        let levels = story.of(.inventoryLevelChanged).filter { $0.sku == "S-501" && $0.warehouse == "W-1" && lasts($0) }
        #expect(levels.first?.event.available == 0, "seed \(seed)")
        let cancelled = story.of(.orderCancelled).filter { $0.event.reason == .outOfStock }
        let caused = cancelled.filter { ids.contains($0.orderID) }
        #expect(Double(caused.count) > 0.4 * Double(wanted.count), "seed \(seed)")
    }

    @Test("of cancellations gives its reason to orders of its category and warehouse", arguments: seeds)
    func wave(seed: UInt64) throws {
        let terms = [Slice.Term(.reason, "delivery_too_slow"), .init(.category, "shoes"), .init(.warehouse, "W-2")]
        let story = try Story(scenario(seed, .cancellation, terms, .rate(0.4)))
        let reasoned = Set(story.of(.orderCancelled).filter { $0.event.reason == .deliveryTooSlow }.map(\.orderID))
        func share(_ isIn: (Story.Page) -> Bool) -> Double {
            let placed = story.of(.orderPlaced).filter { lasts($0) && isIn($0) }
            return Double(placed.filter { reasoned.contains($0.orderID) }.count) / Double(max(placed.count, 1))
        }
        let inside = share { $0.lineCategories.contains("shoes") && $0.lineWarehouses[0] == "W-2" }
        #expect((0.3...0.5).contains(inside), "seed \(seed), \(inside)")
        let outside = share { !$0.lineCategories.contains("shoes") || $0.lineWarehouses[0] != "W-2" }
        #expect(outside < 0.01, "seed \(seed), \(outside)")
    }

    @Test("of confirmations keeps paid orders of a provider waiting until it ends", arguments: seeds)
    func stuck(seed: UInt64) throws {
        let story = try Story(scenario(seed, .unconfirmed, [.init(.provider, "stripe")], .rate(0.9)))
        let captured = Dictionary(story.of(.paymentCaptured).map { ($0.orderID, $0) }, uniquingKeysWith: { $1 })
        let end = saturday.milliseconds + 100 * 60_000
        var waits: [Bool: (stuck: Int, all: Int)] = [:]
        var flushed = 0
        let confirmed = Dictionary(story.of(.orderConfirmed).map { ($0.orderID, $0.time) }, uniquingKeysWith: { $1 })
        for (id, page) in captured where lasts(page) && page.time < end - 300_000 {
            let isStuck = confirmed[id].map { $0 - page.time > 120_000 } ?? true
            waits[page.provider == "stripe", default: (0, 0)].all += 1
            if isStuck { waits[page.provider == "stripe", default: (0, 0)].stuck += 1 }
            if page.provider == "stripe", isStuck, (confirmed[id] ?? 0) > end { flushed += 1 }
        }
        let (inside, outside) = (waits[true] ?? (0, 1), waits[false] ?? (0, 1))
        #expect(Double(inside.stuck) > 0.8 * Double(inside.all), "seed \(seed), \(inside)")
        #expect(Double(outside.stuck) < 0.03 * Double(outside.all), "seed \(seed), \(outside)")
        #expect(Double(flushed) > 0.6 * Double(inside.stuck), "seed \(seed), \(flushed)")
    }

    @Test("of picking makes the parcels of a warehouse wrong, for that cause", arguments: seeds)
    func picking(seed: UInt64) throws {
        let terms = [Slice.Term(.warehouse, "W-3"), .init(.cause, "picking")]
        let shop = hastyShop(seed: seed, hours: 3, ordersPerDay: 60_000)
        let story = try Story(scenario(seed, .misShipment, terms, .rate(0.3), in: shop))
        let shipped = Dictionary(story.of(.orderShipped).map { ($0.orderID, $0) }, uniquingKeysWith: { $1 })
        let wrong = story.of(.fulfilmentMisShipped).filter { shipped[$0.orderID].map(lasts) ?? false }
        func share(_ warehouses: Set<String>) -> Double {
            let all = shipped.values.filter { lasts($0) && warehouses.contains($0.warehouse) }
            return Double(wrong.filter { warehouses.contains($0.warehouse) }.count) / Double(all.count)
        }
        // A third is found only by the customer, hours later.
        #expect((0.12...0.32).contains(share(["W-3"])), "seed \(seed), \(share(["W-3"]))")
        #expect(share(["W-1", "W-2", "W-4"]) < 0.01, "seed \(seed)")
        let picked = wrong.filter { $0.warehouse == "W-3" && $0.event.fault == .picking }
        #expect(Double(picked.count) > 0.9 * Double(wrong.filter { $0.warehouse == "W-3" }.count), "seed \(seed)")
    }
}
