import Commerce
import Simulation
import Streaming
import Testing

@Suite("The life of a simulated order")
struct LifeTests {
    /// The stories of two seeds, told once for all tests.
    private static let stories = Dictionary(
        uniqueKeysWithValues: seeds.map { seed in
            (seed, Result { try Story(Scenario("hasty", hastyShop(seed: seed))) })
        }
    )
    private static let seeds: [UInt64] = [1, 2]

    private func story(_ seed: UInt64) throws -> Story { try #require(Self.stories[seed]).get() }

    /// What happened to each order, in order of event time.
    private func lives(_ seed: UInt64) throws -> [[Story.Page]] {
        let pages = try story(seed).pages.filter { !$0.orderID.isEmpty }
        let lives = Dictionary(grouping: pages, by: \.orderID)
        return lives.values.map { life in life.sorted { $0.time < $1.time } }
    }

    @Test("begins when it is placed, and is paid once", arguments: seeds)
    func begins(seed: UInt64) throws {
        for life in try lives(seed) {
            let types = life.map(\.type)
            #expect(types.first == .orderPlaced, "seed \(seed), \(life[0].orderID)")
            for type in [EventType.orderPlaced, .orderConfirmed, .orderShipped, .orderDelivered, .paymentCaptured] {
                #expect(types.filter { $0 == type }.count <= 1, "seed \(seed), \(life[0].orderID), \(type)")
            }
        }
    }

    @Test("goes from paid to confirmed to shipped to delivered, never another way", arguments: seeds)
    func goesOn(seed: UInt64) throws {
        let needs: [(EventType, EventType)] = [
            (.orderConfirmed, .paymentCaptured), (.orderShipped, .orderConfirmed), (.orderDelivered, .orderShipped),
            (.feedbackReceived, .orderDelivered), (.fulfilmentMisShipped, .orderShipped),
            (.paymentRefunded, .paymentCaptured),
        ]
        for life in try lives(seed) {
            let times = Dictionary(life.map { ($0.type, $0.time) }, uniquingKeysWith: { first, _ in first })
            for (later, earlier) in needs {
                guard let time = times[later] else { continue }
                #expect(times[earlier].map { $0 <= time } ?? false, "seed \(seed), \(life[0].orderID), \(later)")
            }
        }
    }

    @Test("has no shipment and no payment after a cancellation, and its money back", arguments: seeds)
    func ends(seed: UInt64) throws {
        let end = hastyShop(seed: seed).end.milliseconds
        var cancelled = 0
        for life in try lives(seed) {
            guard let index = life.firstIndex(where: { $0.type == .orderCancelled }) else { continue }
            cancelled += 1
            let types = life.map(\.type)
            let after = Set(types[(index + 1)...])
            #expect(after.isSubset(of: [.paymentRefunded]), "seed \(seed), \(life[0].orderID)")
            #expect(!types.contains(.orderShipped), "seed \(seed), \(life[0].orderID)")
            guard end - life[index].time > 600_000 else { continue }
            #expect(
                types.contains(.paymentCaptured) == types.contains(.paymentRefunded),
                "seed \(seed), \(life[0].orderID)"
            )
        }
        #expect(cancelled > 100, "seed \(seed)")
    }

    @Test("is tried again after a failure, with one attempt more, by two in five", arguments: seeds)
    func retries(seed: UInt64) throws {
        var (failed, again, succeeded) = (0, 0, 0)
        for life in try lives(seed) {
            let attempts = life.filter { $0.type == .paymentFailed || $0.isSuccess }
            #expect(attempts.map { Int($0.event.attempt) } == Array(1..<attempts.count + 1), "seed \(seed)")
            guard attempts.first?.type == .paymentFailed else { continue }
            failed += 1
            if attempts.count > 1 { again += 1 }
            if attempts.last?.isSuccess == true { succeeded += 1 }
        }
        #expect(abs(Double(again) / Double(failed) - 0.4) < 0.1, "seed \(seed)")
        #expect(Double(succeeded) > 0.7 * Double(again), "seed \(seed)")
    }

    @Test("is not paid by one or two in a hundred, and then cancelled by the system", arguments: seeds)
    func neverPaid(seed: UInt64) throws {
        let payments: Set<EventType> = [.paymentAuthorized, .paymentCaptured, .paymentFailed]
        let end = hastyShop(seed: seed).end.milliseconds
        let old = try lives(seed).filter { end - $0[0].time > 4_000_000 }
        let untried = old.filter { life in !life.contains { payments.contains($0.type) } }
        let share = Double(untried.count) / Double(old.count)
        #expect((0.008...0.025).contains(share), "seed \(seed), \(share)")
        #expect(untried.allSatisfy { $0.contains { $0.type == .orderCancelled } }, "seed \(seed)")
    }

    @Test("fails at its rates: reservations, cancellations, confirmations", arguments: seeds)
    func rates(seed: UInt64) throws {
        let story = try story(seed)
        let placed = story.of(.orderPlaced)
        let lines = placed.reduce(0) { $0 + $1.lineSkus.count }
        let short = Double(story.of(.inventoryReservationFailed).count) / Double(lines)
        #expect((0.002...0.010).contains(short), "seed \(seed), \(short)")
        let cancelled = Double(story.of(.orderCancelled).count) / Double(placed.count)
        #expect((0.03...0.12).contains(cancelled), "seed \(seed), \(cancelled)")
        let confirmed = Double(story.of(.orderConfirmed).count) / Double(placed.count)
        #expect((0.88...0.96).contains(confirmed), "seed \(seed), \(confirmed)")
    }

    @Test("ends with a wrong parcel in three of a thousand cases")
    func wrongParcels() throws {
        let stories = try Self.seeds.map(story)
        let wrong = stories.reduce(0) { $0 + $1.of(.fulfilmentMisShipped).count }
        let shipped = stories.reduce(0) { $0 + $1.of(.orderShipped).count }
        // A third is found only by the customer, after the end.
        #expect((0.0008...0.0045).contains(Double(wrong) / Double(shipped)), "\(wrong) of \(shipped)")
    }
}
