import Commerce
import Detection
import Streaming
import Testing

@Suite("The reading of a slice")
struct ReadingTests {
    private static let provider = LifeTests.counts(0, isBad: false)[0].slice

    @Test("is what was counted in its last minutes, with what was expected, and changes nothing")
    func reading() throws {
        var detector = SignalDetector(signal: .paymentFailure)
        for minute in 0..<120 {
            _ = detector.close(LifeTests.counts(minute, isBad: false), minute: LifeTests.first + minute)
        }
        let before = detector
        let readings = detector.readings(of: Self.provider)
        // As many as it keeps one by one: the longest window that is not kept as halves, and a minute more.
        #expect(readings.count >= 5)
        #expect(readings.last?.minute == .minute(LifeTests.first + 119))
        for (index, reading) in readings.enumerated() {
            let minute = 119 - (readings.count - 1 - index)
            let counted = LifeTests.counts(minute, isBad: false)[0]
            #expect(reading.minute == .minute(LifeTests.first + minute))
            #expect(reading.observed == counted.failures && reading.trials == counted.trials)
            #expect(reading.expected > 0 && reading.deviation * reading.deviation >= reading.expected)
        }
        let next = LifeTests.counts(120, isBad: true)
        var after = before
        #expect(detector.close(next, minute: LifeTests.first + 120) == after.close(next, minute: LifeTests.first + 120))
        #expect(detector.readings(of: Self.provider) == after.readings(of: Self.provider))
    }

    @Test("is empty before anything is closed, and of a slice that is not watched")
    func nothing() {
        var detector = SignalDetector(signal: .paymentFailure)
        #expect(detector.readings(of: Self.provider).isEmpty)
        _ = detector.close(LifeTests.counts(0, isBad: false), minute: LifeTests.first)
        #expect(detector.readings(of: Slice([.init(.sku, "S-1")])).isEmpty)
        #expect(detector.readings(of: Self.provider).count == 1)
    }
}
