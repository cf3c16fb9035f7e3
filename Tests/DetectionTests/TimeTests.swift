import Commerce
import Streaming
import Testing

@testable import Detection

@Suite("Event time in a detector")
struct TimeTests {
    static let first = 29_000_160

    @Test(
        "may leap over empty minutes with the result of closing each",
        arguments: Signal.allCases.filter { $0 != .volume }
    )
    func leaping(signal: Signal) {
        #expect(Self.sparse(signal, leaps: true) == Self.sparse(signal, leaps: false))
        #expect(!Self.sparse(signal, leaps: true).isEmpty)
    }

    /// Bursts with hours of silence between, the last of which fails.
    static func sparse(_ signal: Signal, leaps: Bool) -> [Alert] {
        var detector = SignalDetector(signal: signal)
        var alerts: [Alert] = []
        for burst in 0..<12 {
            for offset in 0..<30 {
                let minute = first + burst * 311 + offset
                if leaps {
                    detector.record(count(burst, offset), pane: .minute(minute))
                    if offset % 10 == 9 { alerts += detector.advance(to: .minute(minute + 1)) }
                } else {
                    alerts += detector.close([count(burst, offset)], minute: minute)
                }
            }
            guard !leaps else { continue }
            for offset in 30..<311 { alerts += detector.advance(to: .minute(first + burst * 311 + offset + 1)) }
        }
        return alerts + detector.advance(to: .minute(first + 100_000))
    }

    static func count(_ burst: Int, _ offset: Int) -> SliceCount {
        SliceCount(slice: .all, failures: burst == 11 && offset > 5 ? 60 : 8 + offset % 3, trials: 100)
    }

    @Test("costs nothing where nothing happens")
    func emptyYears() {
        var detector = SignalDetector(signal: .stockout)
        detector.record(Self.count(0, 0), pane: .minute(Self.first))
        #expect(detector.advance(to: .minute(Self.first + 20_000_000)).isEmpty)
        #expect(detector.statistics.ticks < 70)
    }

    @Test("lets a late pane count while its minute is inside the window, and only counts it afterwards")
    func latePanes() {
        func run(lateBy delay: Int) -> (alerts: [Alert], statistics: DetectorStatistics) {
            var detector = SignalDetector(signal: .paymentFailure)
            var alerts: [Alert] = []
            for minute in 0..<330 {
                let late = SliceCount(slice: Shop.provider(1), failures: 30, trials: 30)
                if (240 + delay..<250 + delay).contains(minute) {
                    detector.record(late, pane: .minute(Self.first + minute - delay))
                }
                alerts += detector.close(SilenceTests.steady(minute), minute: Self.first + minute)
            }
            return (alerts, detector.statistics)
        }
        #expect(run(lateBy: 0).alerts.first?.slice == Shop.provider(1))
        #expect(run(lateBy: 3).alerts.first?.slice == Shop.provider(1))
        #expect(run(lateBy: 3).statistics.lateCountsAdded == 10)
        #expect(run(lateBy: 70).alerts.isEmpty)
        #expect(run(lateBy: 70).statistics.lateCountsDropped == 10)
    }

    @Test("starts wherever the first watermark is, also before everything")
    func beginnings() {
        var detector = SignalDetector(signal: .paymentFailure)
        #expect(detector.advance(to: .distantPast).isEmpty)
        detector.record(Self.count(0, 0), pane: .minute(Self.first))
        #expect(detector.advance(to: .minute(Self.first - 100)).isEmpty)
        #expect(detector.advance(to: .minute(Self.first + 1)).isEmpty)
        #expect(detector.statistics.ticks == 1)
        #expect(detector.statistics.lateCountsDropped == 0)
    }

    @Test("does not make memory grow without end: slices without room are counted, old ones make room")
    func bounded() {
        var rules = DetectionRules()
        rules.slicesMax = 10
        rules.slicesKeptDays = 1
        var detector = SignalDetector(signal: .stockout, rules: rules)
        for sku in 0..<15 {
            let slice = Slice([.init(.sku, "S\(sku)")])
            detector.record(SliceCount(slice: slice, failures: 0, trials: 1), pane: .minute(Self.first))
        }
        _ = detector.advance(to: .minute(Self.first + 3000))
        #expect(detector.sliceCount == 10)
        #expect(detector.statistics.crowdedCountsDropped == 5)
        detector.record(
            SliceCount(slice: Slice([.init(.sku, "new")]), failures: 0, trials: 1),
            pane: .minute(Self.first + 3001)
        )
        #expect(detector.sliceCount == 1)
        #expect(MemoryLayout<SliceState>.stride == 64)
        #expect(detector.statistics.crowdedCountsDropped == 5)
    }

    @Test("holds minutes that run ahead in any order, up to a limit")
    func readAhead() {
        var rules = DetectionRules()
        rules.pendingMinutesMax = 500
        var forward = SignalDetector(signal: .paymentFailure, rules: rules)
        var backward = SignalDetector(signal: .paymentFailure, rules: rules)
        var stepwise = SignalDetector(signal: .paymentFailure, rules: rules)
        var expected: [Alert] = []
        for minute in 0..<500 {
            let isBad = minute > 300 && minute < 320
            let count = SliceCount(slice: .all, failures: isBad ? 60 : 8, trials: 100)
            let mirrored = (499 - minute) > 300 && (499 - minute) < 320
            let other = SliceCount(slice: .all, failures: mirrored ? 60 : 8, trials: 100)
            forward.record(count, pane: .minute(Self.first + minute))
            backward.record(other, pane: .minute(Self.first + 499 - minute))
            expected += stepwise.close([count], minute: Self.first + minute)
        }
        forward.record(Self.count(0, 0), pane: .minute(Self.first + 600))
        #expect(forward.statistics.earlyCountsDropped == 1)
        #expect(forward.advance(to: .minute(Self.first + 500)) == expected)
        #expect(backward.advance(to: .minute(Self.first + 500)) == expected)
        #expect(expected.last?.status == .resolved)
    }
}
