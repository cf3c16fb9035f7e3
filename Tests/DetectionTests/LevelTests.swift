import Commerce
import Detection
import Streaming
import Testing

@Suite("A source that has nothing to be compared with but itself")
struct LevelTests {
    private static let source = Slice([.init(.source, "fulfilment")])
    /// The first minute of a day, UTC.
    private static let midnight = 29_001_600

    /// When alerts fire, when `events` come in each minute of `days` days; minutes count from midnight.
    private static func alerts(days: Int, from start: Int = 0, events: (Int) -> Int) -> [(minute: Int, alert: Alert)] {
        var detector = SignalDetector(signal: .volume)
        var alerts: [(Int, Alert)] = []
        for minute in start..<days * 1440 {
            let count = events(minute)
            let counts = count > 0 ? [SliceCount(slice: source, failures: 0, trials: count)] : []
            for alert in detector.close(counts, minute: midnight + minute) where alert.status == .firing {
                alerts.append((minute, alert))
            }
        }
        return alerts
    }

    private static func hour(_ minute: Int) -> Int { minute / 60 % 24 }

    @Test("may be filled when it is first opened: what comes then is not what is usual")
    func opening() {
        let alerts = Self.alerts(days: 2, from: 480) { $0 < 490 ? 1000 : 2 + $0 % 2 }
        #expect(alerts.map(\.minute) == [])
    }

    @Test("may get everything of an hour at once, day after day, at another time each day")
    func nightlyImport() {
        let alerts = Self.alerts(days: 9) { minute in
            let day = minute / 1440
            return minute == day * 1440 + 100 + day * 130 ? 50_000 : 3
        }
        #expect(alerts.map(\.minute) == [])
    }

    @Test("may be closed at night, from the second night on, and on Sundays from the second Sunday on")
    func closed() {
        let alerts = Self.alerts(days: 18) { minute in
            let isOpen = (8..<22).contains(Self.hour(minute)) && minute / 1440 % 7 != 6
            return isOpen ? 20 + minute % 3 : 0
        }
        let days = alerts.map { $0.minute / 1440 }
        #expect(days.allSatisfy { $0 == 0 || $0 == 6 }, "\(days)")
    }

    @Test("may come in clumps: quiet that is usual is no silence")
    func clumps() {
        let alerts = Self.alerts(days: 9) { $0 % 20 == 0 ? 80 : 0 }
        #expect(alerts.map(\.minute) == [])
    }

    @Test("may come in clumps with stragglers between them")
    func stragglers() throws {
        // A stock-keeping system takes a picture of all shelves four times an hour; a few levels are told in between.
        func usual(_ minute: Int) -> Int { minute % 15 < 4 ? 40 : minute % 7 == 3 ? 1 : 0 }
        #expect(Self.alerts(days: 4, events: usual).map(\.minute) == [])
        let stop = 3 * 1440 + 700
        let alerts = Self.alerts(days: 4) { (stop..<stop + 90).contains($0) ? 0 : usual($0) }
        let first = try #require(alerts.first)
        #expect(alerts.count == 1 && (stop..<stop + 40).contains(first.minute), "\(alerts.map(\.minute))")
    }

    @Test("may fall by half each hour of an evening")
    func evening() {
        let alerts = Self.alerts(days: 2) { minute in
            let halvings = abs(16 * 60 - minute % 1440) / 60
            return 1 + 2000 >> min(8, halvings)
        }
        #expect(alerts.map(\.minute) == [])
    }

    @Test("is missed within minutes, on the first day, on the second, and when there was an outage in the week before")
    func stops() throws {
        for day in [0, 1, 6] {
            let stop = day * 1440 + 700
            let alerts = Self.alerts(days: day + 1) { minute in
                if day == 6, (4 * 1440 + 660..<4 * 1440 + 760).contains(minute) { return 0 }
                return (stop..<stop + 60).contains(minute) ? minute % 30 / 29 : 20 + minute % 3
            }
            let first = try #require(alerts.last)
            #expect((stop..<stop + 8).contains(first.minute), "day \(day): \(alerts.map(\.minute))")
            #expect(alerts.count == (day == 6 ? 2 : 1), "day \(day): \(alerts.map(\.minute))")
        }
    }

    @Test("is missed for as long as it is silent, on the first day too")
    func staysSilent() {
        var detector = SignalDetector(signal: .volume)
        for minute in 0..<700 {
            let count = minute < 400 ? 20 + minute % 3 : 0
            let counts = count > 0 ? [SliceCount(slice: Self.source, failures: 0, trials: count)] : []
            _ = detector.close(counts, minute: Self.midnight + minute)
            if minute > 410 { #expect(detector.openIncidents.count { !$0.isRecovering } == 1, "\(minute)") }
        }
    }

    @Test("is missed when the shop does not open in the morning")
    func morning() throws {
        let alerts = Self.alerts(days: 6) { minute in
            let isOpen = (8..<22).contains(Self.hour(minute)) && minute < 5 * 1440
            return isOpen ? 20 + minute % 3 : 0
        }
        let last = try #require(alerts.last)
        #expect((5 * 1440 + 540..<5 * 1440 + 600).contains(last.minute), "\(alerts.map(\.minute))")
    }

    @Test("may have a sale that ends at once, on a day like none before")
    func sale() {
        let alerts = Self.alerts(days: 3) { minute in
            (2 * 1440 + 600..<2 * 1440 + 900).contains(minute) ? 1000 : 20
        }
        #expect(alerts.map(\.minute) == [])
    }
}
