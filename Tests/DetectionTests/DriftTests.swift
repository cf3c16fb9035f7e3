import Commerce
import Streaming
import Testing

@testable import Detection

@Suite("The CUSUM of slow drift")
struct DriftTests {
    private static let rules = BaselineRules()
    private let drift = Drift(rules: rules)

    /// S after `minutes` of a rate `lift` times the usual one of one bad outcome a minute.
    private func sum(lift: Double, minutes: Int) -> Float {
        (0..<minutes).reduce(0) { sum, _ in drift.sum(after: sum, failures: lift, expected: 1, phi: 1) }
    }

    @Test("grows from (r - 1) / ln r times the usual on, and not below")
    func breakEven() {
        #expect(abs(3 / Mathematics.log(4) - 2.164) < 0.001)
        #expect(sum(lift: 1, minutes: 1000) == 0)
        #expect(sum(lift: 2.1, minutes: 1000) == 0)
        #expect(sum(lift: 2.3, minutes: 1000) == Float(Self.rules.driftMax))
    }

    @Test("is the logarithm of a likelihood ratio, and forgets what lies behind a fresh start")
    func ratio() {
        let once = drift.sum(after: 0, failures: 3, expected: 0.5, phi: 1)
        #expect(abs(Double(once) - (3 * 1.386_294_361_1 - 1.5)) < 1e-6, "3 ln 4 - 3 · 0.5")
        #expect(abs(drift.sum(after: 0, failures: 3, expected: 0.5, phi: 2) - once / 2) < 1e-6)
        #expect(drift.sum(after: once, failures: 0, expected: 1, phi: 1) == 0)
    }

    @Test("keeps a rate that creeps up from being learnt, for as long as the allowance lasts")
    func creeping() throws {
        let guarded = try Self.believed(after: 600, guardNats: Self.rules.driftGuard)
        let unguarded = try Self.believed(after: 600, guardNats: .infinity)
        #expect(guarded < 0.015, "\(guarded)")
        #expect(unguarded > 3 * guarded, "\(unguarded)")
        #expect(try Self.believed(after: 2400, guardNats: Self.rules.driftGuard) > 0.1, "it has become the usual")
    }

    @Test("takes what comes for the first time, hours after a shop has begun, for no drift")
    func firstOfAll() {
        var detector = SignalDetector(signal: .cancellation)
        let reason = Slice([.init(.reason, "payment_failed")])
        var alerts: [Alert] = []
        for minute in 29_000_160..<29_000_760 {
            let failures = minute < 29_000_280 ? 0 : 1
            detector.record(SliceCount(slice: .all, failures: failures, trials: 40), pane: .minute(minute))
            if failures > 0 {
                detector.record(SliceCount(slice: reason, failures: failures, trials: 0), pane: .minute(minute))
            }
            alerts += detector.advance(to: .minute(minute + 1))
        }
        #expect(alerts == [])
    }

    /// What a slice believes `minutes` after one failure in a hundred began to become more, by a point an hour up to twenty: three attempts a minute, beside as many of a slice that stays as it was.
    private static func believed(after minutes: Int, guardNats: Double) throws -> Double {
        var rules = DetectionRules()
        rules.baseline.driftGuard = guardNats
        var detector = SignalDetector(signal: .paymentFailure, rules: rules)
        let slices = ["a", "b"].map { Slice([.init(.issuer, $0)]) }
        var (first, failed) = (29_000_160, [0.0, 0.0])
        for minute in -3000..<minutes {
            let rates = [min(0.21, 0.01 + max(0, Double(minute)) * 0.01 / 60), 0.01]
            for (index, slice) in slices.enumerated() {
                failed[index] += 3 * rates[index]
                let failures = Int(failed[index])
                failed[index] -= Double(failures)
                detector.record(SliceCount(slice: slice, failures: failures, trials: 3), pane: .minute(first))
            }
            first += 1
            _ = detector.advance(to: .minute(first))
        }
        let reading = try #require(detector.readings(of: slices[0]).last)
        return reading.expected / Double(reading.trials)
    }
}
