import Commerce
import Foundation
import Streaming
import Testing

@testable import Detection

@Suite("The hour of the day")
struct HourTests {
    private static let first = 1440 * 20_000

    /// The rate of a shop whose hours are not alike.
    private static func rate(_ minute: Int) -> Double { 0.06 * (1 + 0.4 * sin(2 * .pi * Double(minute) / 1440)) }

    /// What a detector expects of the last minute of so many.
    private static func reading(
        after minutes: Int,
        seed: UInt64,
        rules: DetectionRules = DetectionRules()
    ) throws -> MinuteReading {
        var detector = SignalDetector(signal: .paymentFailure, rules: rules)
        var chance = SplitMix64(seed: seed)
        for minute in 0..<minutes {
            let counts = [Slice.all, Slice([.init(.provider, "adyen")])].map { slice in
                SliceCount(slice: slice, failures: chance.poisson(400 * rate(minute)), trials: 400)
            }
            _ = detector.close(counts, minute: first + minute)
        }
        return try #require(detector.readings(of: Slice([.init(.provider, "adyen")])).last)
    }

    @Test("is taken out of what was learnt before anybody looked at it", arguments: [1, 2, 3])
    func clearing(seed: UInt64) throws {
        let reading = try Self.reading(after: 1440 + 30, seed: seed)
        let error = reading.expected / Double(reading.trials) / Self.rate(1440 + 29) - 1
        #expect(abs(error) < 0.15, "seed \(seed): \(error)")
    }

    @Test("that is not known widens what is expected by its spread")
    func widening() throws {
        var rules = DetectionRules()
        rules.baseline.hourSpread = 0
        let known = try Self.reading(after: 300, seed: 4, rules: rules)
        let unknown = try Self.reading(after: 300, seed: 4)
        let variance = unknown.deviation * unknown.deviation - known.deviation * known.deviation
        #expect(abs(variance.squareRoot() / known.expected - 0.2) < 0.01)
    }

    @Test("is uncertain until it was seen, and by so much as it was not seen")
    func uncertainty() {
        let rules = BaselineRules()
        var hours = HourFactors()
        func spread(at minute: Int) -> Double {
            hours.variance(at: minute, clock: .utc, rules: rules).squareRoot()
        }
        for minute in 0..<60 { hours.learn(minute: minute, failures: 5, expected: 5, clock: .utc, rules: rules) }
        #expect(spread(at: 30) == rules.hourSpread, "in the first day a level may be that of an hour")
        hours.believe()
        #expect(spread(at: 90) == rules.hourSpread, "an hour that nobody has seen")
        // 300 expected bad outcomes, decayed by less than 3 %, beside a prior of 100.
        #expect((0.04...0.052).contains(spread(at: 59)), "\(spread(at: 59))")
        #expect(spread(at: 1440 + 30) > spread(at: 59), "a day later it counts for less")
    }
}
