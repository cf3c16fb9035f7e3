import Commerce
import Kafka
import Retention
import Simulation
import Streaming

@testable import Pipeline

/// A shop whose customers hear of the actions: events in, decisions and actions out, and what customers do about them
/// in again.
///
/// A third of the payments fail and are not tried again; nothing else goes wrong. It is day where the customers live.
struct AnsweringShop {
    var driver: Driver
    /// Orders whose payment failed early enough for its customer to come back before the shop closes.
    private(set) var failed: Set<String> = []
    private var shop: Shop
    private var heard: Set<String> = []

    /// 10:00 in Shanghai.
    private static let opening = Milliseconds.hours(14)
    private static let duration = Milliseconds.hours(4)
    /// Nobody takes longer to come back.
    private static let patience = Milliseconds.minutes(80)

    /// A shop in which `baseShare` come back alone and every action adds `effect`.
    init(seed: UInt64, baseShare: Double, effect: Double, heldOut: Int) throws {
        let start = EventTime(milliseconds: Driver.noon.milliseconds).advanced(by: Self.opening)
        var shop = ShopConfiguration(seed: seed, start: start, duration: Self.duration, ordersPerDay: 18_000)
        shop.profile = .flat
        // So many that hardly anybody places another order by chance, which would count as coming back.
        shop.customerCount = 400_000
        shop.countries = Array(shop.countries.prefix(1))
        shop.transport.duplicateShare = 0
        shop.issuers = shop.issuers.map { issuer in
            var issuer = issuer
            issuer.businessDeclineRate = 0.3
            return issuer
        }
        shop.behaviour.neverPaidShare = 0
        shop.behaviour.retryShare = 0
        shop.behaviour.cancelAfterFailureShare = 0
        shop.behaviour.cancellationShare = 0
        shop.behaviour.stuckShare = 0
        shop.behaviour.reservationFailureShare = 0
        shop.behaviour.preferencesShare = 0
        shop.behaviour.responses = ResponseConfiguration(baseShare: baseShare, otherShare: effect)
        self.shop = Shop(shop)
        var policy = RetentionPolicy.builtIn
        policy.holdOutPercent = heldOut
        policy.horizon = .days(1)
        driver = try Driver(policy: policy, keepsJournals: false)
    }

    /// Plays the shop to its end, minute by minute, and lets the horizons pass.
    mutating func play() throws {
        let open = Driver.noon.advanced(by: Self.opening).asEventTime
        let last = open.advanced(by: Milliseconds(Self.duration.rawValue - Self.patience.rawValue))
        var minute: Int64 = 1
        while let event = shop.next() {
            while event.arrivesAt >= open.advanced(by: .minutes(minute)) {
                driver.run(at: Milliseconds(Self.opening.rawValue + minute * 60_000))
                try hear()
                minute += 1
            }
            let order = String(decoding: event.key, as: UTF8.self)
            if event.type == .paymentFailed, event.occurredAt < last { failed.insert(order) }
            driver.pipe(event.type, key: order, event.value)
        }
        for hours in [6, 8, 12, 18, 24, 36, 48, 72, 96, 192] as [Int64] {
            driver.run(at: Milliseconds(Self.opening.rawValue + Milliseconds.hours(hours).rawValue))
        }
    }

    private mutating func hear() throws {
        for record in driver.pipeline.takeNew(of: driver.topics.actions) {
            shop.hear(try ActionCodec.decode(record.value ?? []))
        }
    }
}
