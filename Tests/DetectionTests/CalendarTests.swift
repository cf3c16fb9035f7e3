import Commerce
import Streaming
import Testing

@testable import Detection

@Suite("The shop's time")
struct CalendarTests {
    /// Sunday 2026-03-29T01:00:00Z, when clocks in Berlin leap from two to three.
    static let leap = 29_579_100
    static let berlin = ShopClock(offsetMinutes: 60, changes: [.init(minute: leap, offsetMinutes: 120)])

    @Test("is told by the shop's clocks, which leap")
    func clock() {
        // The week begins on Thursday; Sunday is its fourth day.
        #expect(Self.berlin.hourOfWeek(at: Self.leap - 1) == 3 * 24 + 1)
        #expect(Self.berlin.hourOfWeek(at: Self.leap) == 3 * 24 + 3)
        #expect(ShopClock.utc.hourOfWeek(at: Self.leap) == 3 * 24 + 1)
        #expect(ShopClock.utc.hourOfWeek(at: 0) == 0)
        #expect(ShopClock(offsetMinutes: -300).hourOfWeek(at: 0) == 163)
    }

    /// A shop of which a quarter of the usual payments fail from eight to nine in the evening by Berlin's clocks, played
    /// from four days before the leap to two days after it; the alerts from the leap on.
    private static func evenings(_ clock: ShopClock, seed: UInt64) -> [Alert] {
        var rules = DetectionRules()
        rules.clock = clock
        var detector = SignalDetector(signal: .paymentFailure, rules: rules)
        var chance = SplitMix64(seed: seed)
        var alerts: [Alert] = []
        for minute in (leap - 4 * 1440)..<(leap + 2 * 1440) {
            let isEvening = berlin.hourOfWeek(at: minute) % 24 == 20
            let parts = ["adyen", "stripe"].map { provider in
                let failures = min(200, chance.poisson(200 * (isEvening ? 0.015 : 0.06)))
                return SliceCount(slice: Slice([.init(.provider, provider)]), failures: failures, trials: 200)
            }
            let whole = SliceCount(slice: .all, failures: parts.reduce(0) { $0 + $1.failures }, trials: 400)
            alerts += detector.close([whole] + parts, minute: minute)
        }
        return alerts.filter { $0.occurredAt >= .minute(leap) }
    }

    @Test("moves with summer time: the evening after the leap is as every evening", arguments: 1...3)
    func summerTime(seed: UInt64) {
        #expect(Self.evenings(Self.berlin, seed: seed) == [], "seed \(seed)")
        // Without the zone what follows the quiet hour comes an hour too early.
        #expect(Self.evenings(.utc, seed: seed) != [], "seed \(seed)")
    }

    @Test("knows the hours of the week once it has seen a week, and those of the day before")
    func week() {
        let rules = BaselineRules()
        var hours = HourFactors()
        hours.believe()
        for minute in 0..<(28 * 1440) {
            let hour = ShopClock.utc.hourOfWeek(at: minute)
            let isFriday = hour == 24 + 20
            hours.learn(
                minute: minute,
                failures: isFriday ? 60 : 20,
                expected: 20,
                clock: .utc,
                rules: rules
            )
        }
        func factor(day: Int) -> Double {
            hours.factor(at: 28 * 1440 + day * 1440 + 20 * 60 + 5, clock: .utc, rules: rules)
        }
        #expect((2.4...3).contains(factor(day: 1)), "Friday: \(factor(day: 1))")
        #expect((0.9...1.2).contains(factor(day: 4)), "Monday: \(factor(day: 4))")
    }

    @Test("says nothing of an hour of the week in which it is learnt for the first time")
    func firstWeek() {
        let rules = BaselineRules()
        var hours = HourFactors()
        hours.believe()
        for minute in 0..<1440 { hours.learn(minute: minute, failures: 20, expected: 20, clock: .utc, rules: rules) }
        for minute in 1440..<1499 { hours.learn(minute: minute, failures: 60, expected: 20, clock: .utc, rules: rules) }
        let alone = HourFactorsTests.day(sums: [(1200, 1200, 59), (3540, 1180, 1498)], at: 1499, rules: rules)
        #expect(abs(hours.factor(at: 1499, clock: .utc, rules: rules) - alone) < 1e-9)
    }
}

/// The factor of an hour of the day by hand.
enum HourFactorsTests {
    /// - Parameter sums: bad outcomes, expected ones and the last minute of each block of an hour.
    static func day(sums: [(Double, Double, Int)], at now: Int, rules: BaselineRules) -> Double {
        let decay = Decay(perMinute: rules.hourDecayPerMinute)
        var (failures, expected) = (0.0, 0.0)
        for (k, e, last) in sums {
            let rate = (k / 60, e / 60)
            let count = k == 3540 ? 59 : 60
            for back in 0..<count {
                let factor = decay.factor(minutes: now - last + back)
                failures += factor * (count == 59 ? 60 : rate.0)
                expected += factor * (count == 59 ? 20 : rate.1)
            }
        }
        return (failures + rules.hourPriorFailures) / (expected + rules.hourPriorFailures)
    }
}

@Suite("A day of the calendar")
struct CalendarDayTests {
    private static let first = 29_000_160

    /// Payments that fail as usual, then two and a half times as often, or with `rate`, at eight times the orders for six
    /// hours, then as usual, then 1.8 times as often.
    private static func play(
        _ calendar: [CalendarDay],
        rate dayRate: Double = 0.125,
        seed: UInt64
    ) -> [(minute: Int, alert: Alert)] {
        var rules = DetectionRules()
        rules.calendar = calendar
        // A shop whose hours are alike, which a detector would know after its first day.
        rules.baseline.hourSpread = 0
        var detector = SignalDetector(signal: .paymentFailure, rules: rules)
        var chance = SplitMix64(seed: seed)
        var told: [(minute: Int, alert: Alert)] = []
        for minute in 0..<960 {
            let isDay = (300..<660).contains(minute)
            let trials = isDay ? 1600 : 200
            let rate = isDay ? dayRate : minute >= 900 ? 0.09 : 0.05
            let parts = ["adyen", "stripe"].map { provider in
                let failures = min(trials, chance.poisson(Double(trials) * rate))
                return SliceCount(slice: Slice([.init(.provider, provider)]), failures: failures, trials: trials)
            }
            let whole = parts.reduce(0) { $0 + $1.failures }
            let alerts = detector.close(
                [SliceCount(slice: .all, failures: whole, trials: 2 * trials)] + parts,
                minute: first + minute
            )
            told += alerts.map { (minute, $0) }
        }
        return told
    }

    private static func day(expected: Double = 1, gates: Double = 1, isLearnt: Bool = false) -> CalendarDay {
        var day = CalendarDay("Double 11", from: .minute(first + 300), until: .minute(first + 660))
        (day.expected, day.gates, day.isLearnt) = (expected, gates, isLearnt)
        return day
    }

    @Test("is as it was said to be: silence, and what comes after it is held against the days before", arguments: 1...3)
    func expected(seed: UInt64) throws {
        let told = Self.play([Self.day(expected: 2.5)], seed: seed)
        #expect(told.filter { $0.minute < 900 }.map(\.alert.summary) == [], "seed \(seed)")
        let first = try #require(told.first)
        #expect((900..<912).contains(first.minute), "seed \(seed): \(first.minute)")
    }

    @Test("that nobody announced is an incident", arguments: 1...3)
    func unannounced(seed: UInt64) {
        let told = Self.play([], seed: seed)
        #expect(told.first.map { (300..<305).contains($0.minute) } == true, "seed \(seed)")
    }

    @Test("may have higher gates instead", arguments: 1...3)
    func gates(seed: UInt64) throws {
        let told = Self.play([Self.day(gates: 3)], seed: seed)
        #expect(told.filter { $0.minute < 900 }.map(\.alert.summary) == [], "seed \(seed)")
        let first = try #require(told.first)
        #expect((900..<915).contains(first.minute), "seed \(seed): \(first.minute)")
    }

    @Test("teaches nothing of what is usual, unless it is said that it may", arguments: 1...3)
    func learning(seed: UInt64) {
        func told(_ day: CalendarDay) -> [Int] {
            Self.play([day], rate: 0.015, seed: seed).map(\.minute).filter { $0 < 900 }
        }
        #expect(told(Self.day()) == [], "seed \(seed)")
        #expect(told(Self.day(isLearnt: true)).first.map { (660..<720).contains($0) } == true, "seed \(seed)")
    }
}
