import Commerce
import Detection
import Streaming
import Testing

@Suite("The cause of an incident")
struct CauseTests {
    static let first = 29_000_160

    /// Two and a half hours of a normal shop, then those minutes in which `fate` decides; returns the alerts of the latter.
    static func run(
        seed: UInt64,
        issuers: Int = 20,
        orders: Double = 200,
        minutes: Int = 60,
        fate: (Shop.Order, Double) -> Double
    ) -> [(minute: Int, alert: Alert)] {
        var shop = Shop(seed: seed, issuers: issuers, ordersPerMinute: orders)
        shop.hasNights = false
        var detector = SignalDetector(signal: .paymentFailure)
        var alerts: [(Int, Alert)] = []
        for minute in 0..<(150 + minutes) {
            let now = first + minute
            let counts = minute < 150 ? shop.minute(now) : shop.minute(now, fate: fate)
            for alert in detector.close(counts, minute: now) { alerts.append((minute - 150, alert)) }
        }
        return alerts
    }

    @Test("is the issuer, within two ticks, when one issuer fails inside a healthy provider", arguments: [1, 2, 3])
    func issuerInsideProvider(seed: UInt64) throws {
        let alerts = Self.run(seed: seed, issuers: 40, orders: 300, minutes: 30) { order, rate in
            order.issuer == 1 && order.provider == 1 ? 0.8 : rate
        }
        let firing = alerts.filter { $0.alert.status == .firing }
        let alert = try #require(firing.first)
        #expect(firing.count == 1)
        #expect(alert.minute <= 2, "the first minute of failures is 0")
        #expect(alert.alert.slice == Shop.pair(1, 1), "healthy at other providers, so the pair is named")
    }

    @Test("is the issuer alone when it fails at every provider")
    func issuerEverywhere() throws {
        let alerts = Self.run(seed: 4, minutes: 30) { order, rate in order.issuer == 2 ? 0.7 : rate }
        let firing = alerts.filter { $0.alert.status == .firing }
        #expect(firing.map(\.alert.slice) == [Shop.issuer(2)])
    }

    @Test("is the provider, and not its issuers, when all of it is down", arguments: [5, 6, 7])
    func providerDown(seed: UInt64) throws {
        let alerts = Self.run(seed: seed, minutes: 30) { order, rate in order.provider == 2 ? 0.9 : rate }
        let firing = alerts.filter { $0.alert.status == .firing }
        #expect(firing.map(\.alert.slice) == [Shop.provider(2)])
        let also = try #require(alerts.last?.alert.alsoSeenIn)
        #expect(also.contains { $0.value(of: .issuer) != nil && $0.value(of: .provider) == "adyen" })
    }

    @Test("is the place, however large, when one outcome rises there and nowhere else", arguments: [21, 22, 23])
    func outcomeAtPlace(seed: UInt64) throws {
        // More than half of all orders: what the place does shows in the whole shop, as technical failures most of all.
        let alerts = Self.run(seed: seed, minutes: 20) { order, rate in order.channel == 0 ? 2.2 * rate : rate }
        let firing = alerts.filter { $0.alert.status == .firing }.map(\.alert)
        #expect(firing.map(\.slice) == [Shop.channel(0)])
        #expect(firing.first?.evidence.outcome == Slice([.init(.declineFamily, "technical")]))
        let alert = try #require(firing.first)
        #expect(alert.summary.hasPrefix("Payment failures of decline family technical at channel app: "))
        #expect(alert.summaries["zh-Hans"]?.hasPrefix("销售渠道 app 支付失败（拒付类别 technical）异常") == true)
    }

    @Test("is the outcome when it rises everywhere, whatever the size of the places", arguments: [24, 25, 26])
    func outcomeEverywhere(seed: UInt64) throws {
        let alerts = Self.run(seed: seed, minutes: 20) { _, rate in 2.2 * rate }
        let firing = alerts.filter { $0.alert.status == .firing }.map(\.alert)
        #expect(firing.map(\.slice) == [Slice([.init(.declineFamily, "technical")])])
        #expect(firing.first?.evidence.outcome == .all)
    }

    @Test("is the whole shop, or its one symptom, when everything fails alike")
    func wholeShop() {
        let alerts = Self.run(seed: 8, minutes: 20) { _, rate in min(0.9, 3 * rate) }
        let slices = alerts.filter { $0.alert.status == .firing }.map(\.alert.slice)
        #expect(slices.count == 1)
        #expect(slices.allSatisfy { $0 == .all || $0.value(of: .declineFamily) == "technical" })
    }

    @Test("is two when two overlapping parts fail for reasons of their own")
    func twoCauses() {
        // The issuer fails at every provider, one provider fails for every issuer; they share a pair.
        let alerts = Self.run(seed: 9, orders: 400, minutes: 30) { order, rate in
            order.provider == 3 ? 0.6 : order.issuer == 2 ? 0.7 : rate
        }
        let slices = Set(alerts.filter { $0.alert.status == .firing }.map(\.alert.slice))
        #expect(slices == [Shop.provider(3), Shop.issuer(2)])
    }
}
