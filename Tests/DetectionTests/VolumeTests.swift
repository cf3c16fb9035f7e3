import Commerce
import Detection
import Streaming
import Testing

@Suite("The signal volume")
struct VolumeTests {
    static let first = 29_000_160
    static let source = Slice([.init(.source, "payments")])
    static let orders = Slice([.init(.source, "orders")])
    static let adyen = Slice([.init(.provider, "adyen")])
    static let stripe = Slice([.init(.provider, "stripe")])

    /// What a minute of four hours and `minutes` more holds, and the alerts that follow.
    static func run(
        minutes: Int,
        adyen: @escaping (Int) -> Int = { 2 + $0 % 2 },
        factor: @escaping (Int) -> Int = { _ in 1 }
    ) -> [(minute: Int, alert: Alert)] {
        var detector = SignalDetector(signal: .volume)
        var chance = SplitMix64(seed: 5)
        var alerts: [(Int, Alert)] = []
        for minute in -240..<minutes {
            let orders = chance.poisson(30 * Double(factor(minute)))
            let stripe = chance.poisson(20 * Double(factor(minute)))
            let adyen = adyen(minute) * factor(minute)
            let counts = [
                (Slice.all, orders + stripe + adyen), (Self.orders, orders), (Self.source, stripe + adyen),
                (Self.stripe, stripe), (Self.adyen, adyen),
            ]
            let present = counts.filter { $0.1 > 0 }.map { SliceCount(slice: $0.0, failures: 0, trials: $0.1) }
            for alert in detector.close(present, minute: first + minute) { alerts.append((minute, alert)) }
        }
        return alerts
    }

    @Test(
        "says within fifteen minutes that a provider of six events in five minutes has fallen silent, and when it is back"
    )
    func silentProvider() throws {
        let alerts = Self.run(minutes: 120) { (0..<60).contains($0) ? 0 : 1 + ($0 % 5 == 0 ? 1 : 0) }
        let first = try #require(alerts.first)
        #expect(first.minute <= 15, "\(first.minute)")
        #expect(Set(alerts.map(\.alert.slice)) == [Self.adyen])
        #expect(first.alert.summary.contains("Events at provider adyen have all but stopped: 0 events in"))
        #expect(first.alert.summaries["zh-Hans"]?.contains("支付渠道 adyen") == true)
        #expect(alerts.last?.alert.status == .resolved)
        #expect(alerts.filter { $0.alert.status == .firing }.count == 1)
    }

    @Test("says in words of its own that a provider has come to send many times as much")
    func words() throws {
        let alerts = Self.run(minutes: 60) { (0..<30).contains($0) ? 40 : 3 }
        let first = try #require(alerts.first)
        #expect(Set(alerts.map(\.alert.slice)) == [Self.adyen])
        #expect(first.alert.summary.hasPrefix("Events at provider adyen come many times as often as usual: "))
        #expect(alerts.last?.alert.summary.contains("beyond the expected") == true)
    }

    @Test("takes it for no flood that the others are left over when the largest provider falls silent")
    func rest() throws {
        let alerts = Self.run(minutes: 60, adyen: { (0..<40).contains($0) ? 0 : 200 })
        #expect(Set(alerts.map(\.alert.slice)) == [Self.adyen], "stripe has ten times its share meanwhile")
        #expect(alerts.first?.alert.summary.contains("have all but stopped") == true)
    }

    @Test("says once that the pipeline is late when everything stops, and nothing of its parts")
    func everythingStops() throws {
        let alerts = Self.run(minutes: 60) { _ in
            3
        } factor: {
            (0..<40).contains($0) ? 0 : 1
        }
        let firing = alerts.filter { $0.alert.status == .firing }
        #expect(firing.map(\.alert.slice) == [.all])
        #expect(try #require(firing.first).minute <= 6)
        #expect(try #require(firing.first).alert.summary.hasPrefix("The pipeline is late: "))
        #expect(alerts.last?.alert.status == .resolved)
    }

    @Test("is silent in a flash sale, by which everything grows twenty times, and after it")
    func flashSale() {
        let alerts = Self.run(minutes: 180) { _ in
            3
        } factor: {
            (0..<30).contains($0) ? 20 : 1
        }
        #expect(alerts.isEmpty, "\(alerts.map(\.alert.summary))")
    }

    @Test("is silent when a provider's share falls to a quarter for five minutes, as when its customers go to sleep")
    func sleep() {
        let alerts = Self.run(minutes: 60) { (0..<5).contains($0) ? 1 + $0 % 2 : 7 }
        #expect(alerts.isEmpty, "\(alerts.map(\.alert.summary))")
    }

    @Test("says that a provider floods when the others do not")
    func flood() throws {
        let alerts = Self.run(minutes: 30) { $0 >= 0 ? 40 : 3 }
        #expect(try #require(alerts.first).alert.slice == Self.adyen)
        #expect(try #require(alerts.first).minute <= 6)
    }
}
