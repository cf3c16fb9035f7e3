import Commerce
import Detection
import Streaming
import Testing

@Suite("A detector keeps silent")
struct SilenceTests {
    static let first = 29_000_160

    @Test("through normal days of wandering, overdispersed rates: at most one false alarm in ten of them")
    func normalDays() {
        var alerts: [String] = []
        let (shops, days) = (4, 12)
        for seed in 1...shops {
            var shop = Shop(seed: UInt64(seed), issuers: 4, ordersPerMinute: 4)
            var detector = SignalDetector(signal: .paymentFailure)
            for minute in 0..<(days * 1440) {
                let found = detector.close(shop.minute(Self.first + minute), minute: Self.first + minute)
                alerts += found.filter { $0.status == .firing }.map { "seed \(seed): \($0.summary)" }
            }
        }
        #expect(10 * alerts.count <= shops * days, "\(alerts)")
    }

    @Test("through a flash sale of twenty times the orders at the same rates", arguments: [1, 2, 3])
    func flashSale(seed: UInt64) {
        var shop = Shop(seed: seed, issuers: 12, ordersPerMinute: 20)
        shop.hasNights = false
        var detector = SignalDetector(signal: .paymentFailure)
        var alerts: [String] = []
        for minute in 0..<250 {
            let counts = shop.minute(Self.first + minute, volume: minute < 220 ? 1 : 20)
            alerts += detector.close(counts, minute: Self.first + minute).map(\.summary)
        }
        #expect(alerts.isEmpty, "seed \(seed): \(alerts)")
    }

    @Test("while it does not know the shop, however bad the first hour is")
    func warmUp() {
        var detector = SignalDetector(signal: .paymentFailure)
        for minute in 0..<60 {
            let failures = minute < 30 ? 10 : 90
            let counts = [SliceCount(slice: .all, failures: failures, trials: 100)]
            #expect(detector.close(counts, minute: Self.first + minute).isEmpty)
        }
    }

    @Test("when a new provider's rate is nearly three times that of the others, and speaks when it truly fails")
    func youngSlice() {
        var detector = SignalDetector(signal: .paymentFailure)
        var alerts: [(Int, Alert)] = []
        for minute in 0..<360 {
            var counts = Self.steady(minute)
            if minute >= 240 {
                let failures = minute < 300 ? 4 + minute % 2 : 18
                counts.append(SliceCount(slice: Shop.provider(3), failures: failures, trials: 20))
            }
            for alert in detector.close(counts, minute: Self.first + minute) { alerts.append((minute, alert)) }
        }
        #expect(alerts.first?.0 ?? 0 >= 300)
        #expect(alerts.first?.1.slice == Shop.provider(3))

        var dead = SignalDetector(signal: .paymentFailure)
        var deadAlerts: [(Int, Alert)] = []
        for minute in 0..<250 {
            var counts = Self.steady(minute)
            if minute >= 240 { counts.append(SliceCount(slice: Shop.provider(3), failures: 9, trials: 10)) }
            for alert in dead.close(counts, minute: Self.first + minute) { deadAlerts.append((minute, alert)) }
        }
        #expect(deadAlerts.first?.0 ?? 999 <= 244, "a failure of nine in ten is no matter of youth")
    }

    @Test("when two of six fail at night")
    func nightQuiet() {
        #expect(Self.night(windows: [5], failing: 1).isEmpty)
        #expect(Self.night(windows: [5, 30], failing: 1).isEmpty)
    }

    @Test("no longer than half an hour when three of five fail all night, given a window of that length")
    func nightLoud() throws {
        let alerts = Self.night(windows: [5, 30], failing: .max)
        let first = try #require(alerts.first)
        #expect(first.minute <= 30)
        #expect(first.alert.slice == Shop.issuer(7))
        #expect(first.alert.evidence.windowMinutes > 5)
    }

    /// Two attempts in five minutes at one issuer, 8 % of which fail by day; at night 60 % do, or 2 of 6 once.
    static func night(windows: [Int], failing: Int) -> [(minute: Int, alert: Alert)] {
        var rules = DetectionRules()
        rules.windowsMinutes = windows
        var detector = SignalDetector(signal: .paymentFailure, rules: rules)
        var alerts: [(Int, Alert)] = []
        for minute in 0..<(1440 + 60) {
            var counts = Self.steady(minute)
            if minute % 5 == 0 || minute % 5 == 2 {
                let isNight = minute >= 1440
                let isBad = isNight && failing == .max ? minute % 25 != 0 && minute % 25 != 12 : false
                let isNormal = minute % 60 == 5
                counts.append(
                    SliceCount(slice: Shop.issuer(7), failures: isBad || isNormal ? 1 : 0, trials: 1)
                )
            }
            if failing == 1, minute == 1448 {
                counts.append(SliceCount(slice: Shop.issuer(7), failures: 2, trials: 4))
            }
            for alert in detector.close(counts, minute: Self.first + minute) { alerts.append((minute - 1440, alert)) }
        }
        return alerts
    }

    /// A healthy shop of 100 orders a minute of which 8 fail.
    static func steady(_ minute: Int) -> [SliceCount] {
        let wave = [0, 1, -1, 2, -2, 0][minute % 6]
        return [
            SliceCount(slice: .all, failures: 8 + wave, trials: 100),
            SliceCount(slice: Shop.provider(0), failures: 5 + wave, trials: 60),
            SliceCount(slice: Shop.provider(1), failures: 3, trials: 40),
            SliceCount(slice: Shop.issuer(0), failures: 8 + wave, trials: 100),
        ]
    }
}

extension SilenceTests {
    @Test("about slices of which a value is not known")
    func unknownPlace() {
        var detector = SignalDetector(signal: .unconfirmed)
        for minute in 0..<300 {
            var counts = Self.steady(minute)
            counts.append(SliceCount(slice: Slice([.init(.provider, Slice.unknown)]), failures: 9, trials: 9))
            #expect(detector.close(counts, minute: Self.first + minute).isEmpty)
        }
    }
}
