import Commerce
import Simulation
import Streaming
import Testing

@Suite("Customers whose orders failed")
struct ResponseTests {
    /// A shop in which every failed payment is the end of its order, unless its customer comes back.
    private static func shop(seed: UInt64, _ responses: ResponseConfiguration?, cancelling: Double = 0) -> Shop {
        var configuration = flatShop(seed: seed, hours: 5, ordersPerDay: 40_000)
        configuration.transport.duplicateShare = 0
        configuration.behaviour.neverPaidShare = 0
        configuration.behaviour.retryShare = 0
        configuration.behaviour.cancelAfterFailureShare = 0
        configuration.behaviour.cancellationShare = cancelling
        configuration.behaviour.responses = responses
        return Shop(configuration)
    }

    private static func action(
        _ order: String,
        at time: EventTime,
        _ kind: Action.Kind = .offerOtherMethod
    ) -> Action {
        Action(
            id: "act-\(order)",
            triggerID: "trg-\(order)",
            kind: kind,
            orderID: order,
            customerID: "C-1",
            trigger: .paymentFailed,
            cause: .funds,
            occurredAt: time,
            expiresAt: time.advanced(by: .hours(1)),
            channel: "push",
            locale: "en",
            template: "pay_another_way",
            text: "Pay another way.",
            offer: nil,
            policy: "default@1",
            rule: "payment-funds"
        )
    }

    private static func id(_ event: ShopEvent) -> String { String(decoding: event.key, as: UTF8.self) }

    /// Failed and paid orders of a shop that tells every second customer to pay another way.
    private static func play(seed: UInt64) -> (told: OrderCounts, others: OrderCounts) {
        var shop = shop(seed: seed, ResponseConfiguration(baseShare: 0.2, shares: [.offerOtherMethod: 0.25]))
        var (failed, paid) = ([String: Bool](), Set<String>())
        let last = saturday.advanced(by: .hours(3))
        var even = false
        while let event = shop.next() {
            if event.type == .paymentCaptured { paid.insert(id(event)) }
            guard event.type == .paymentFailed, event.occurredAt < last else { continue }
            even.toggle()
            failed[id(event)] = even
            guard even else { continue }
            shop.hear(action(id(event), at: event.occurredAt))
            // Another action of the same or a weaker kind changes nothing.
            shop.hear(action(id(event), at: event.occurredAt, .thank))
        }
        let told = failed.filter(\.value).keys
        let others = failed.filter { !$0.value }.keys
        return (
            OrderCounts(orders: told.count, paid: told.count { paid.contains($0) }),
            OrderCounts(orders: others.count, paid: others.count { paid.contains($0) })
        )
    }

    struct OrderCounts {
        var orders: Int
        var paid: Int

        /// Whether the share paid is `share`, give or take four standard errors.
        func shows(_ share: Double) -> Bool {
            let error = (share * (1 - share) / Double(orders)).squareRoot()
            return abs(Double(paid) / Double(orders) - share) < 4 * error
        }
    }

    @Test("come back alone by the base share, and because of an action by its share more", arguments: [1, 2, 3])
    func shares(seed: UInt64) {
        let (told, others) = Self.play(seed: seed)
        #expect(others.orders > 150, "seed \(seed)")
        #expect(others.shows(0.2), "seed \(seed): \(others)")
        #expect(told.shows(0.45), "seed \(seed): \(told)")
    }

    @Test("do not come back where nothing is said of it, whatever they are told")
    func silence() {
        var (quiet, told) = (Self.shop(seed: 4, nil), Self.shop(seed: 4, nil))
        var (said, unheard) = ([ShopEvent](), [ShopEvent]())
        for _ in 0..<3000 {
            guard let event = told.next() else { break }
            said.append(event)
            if event.type == .paymentFailed { told.hear(Self.action(Self.id(event), at: event.occurredAt)) }
            if let event = quiet.next() { unheard.append(event) }
        }
        let isSame = said == unheard
        #expect(isSame)
        #expect(said.contains { $0.type == .paymentFailed })
    }

    @Test("place a cancelled order again, once, and what they come back to is not cancelled")
    func placedAgain() {
        let always = ResponseConfiguration(baseShare: 0, otherShare: 1, delayMean: .minutes(2))
        var shop = Self.shop(seed: 5, always, cancelling: 0.2)
        var (cancelled, placed, ended) = (Set<String>(), Set<String>(), [String: Int]())
        while let event = shop.next() {
            if event.type == .orderPlaced { placed.insert(Self.id(event)) }
            guard event.type == .orderCancelled else { continue }
            ended[Self.id(event), default: 0] += 1
            guard event.occurredAt < saturday.advanced(by: .hours(4)) else { continue }
            cancelled.insert(Self.id(event))
            shop.hear(Self.action(Self.id(event), at: event.occurredAt, .askReason))
            shop.hear(Self.action(Self.id(event), at: event.occurredAt, .askReason))
        }
        let first = cancelled.filter { $0.count == "O-1000001".count }
        #expect(first.count > 500)
        let missing = first.filter { !placed.contains("O-10\($0.dropFirst(2))") }
        #expect(missing.isEmpty)
        #expect(ended.values.allSatisfy { $0 == 1 })
    }

    @Test("are those of the shop: other orders are not heard of")
    func strangers() {
        var shop = Self.shop(seed: 6, ResponseConfiguration(baseShare: 0, otherShare: 1))
        var other = shop
        for order in ["", "O-", "O-7", "X-1000001", "O--1000001", "O-99999999999999999999", "O-1000001", "O-1000002x"] {
            shop.hear(Self.action(order, at: saturday))
        }
        let isSame = (0..<3000).allSatisfy { _ in shop.next() == other.next() }
        #expect(isSame)
    }
}
