import Commerce
import Streaming
import Testing

@testable import Detection

@Suite("What is more than chance")
struct SignificanceTests {
    private static let first = 29_000_160

    /// Two hours of a steady shop of two providers and forty issuers each, then `minutes` in which the first provider is down.
    private static func detector(down minutes: Int = 0) -> SignalDetector {
        var detector = SignalDetector(signal: .paymentFailure)
        for minute in 0..<(120 + minutes) {
            let counts = Self.counts(isDown: minute >= 120)
            _ = detector.close(counts, minute: first + minute)
        }
        return detector
    }

    private static func counts(isDown: Bool) -> [SliceCount] {
        var counts: [SliceCount] = []
        for provider in 0..<2 {
            let failures = isDown && provider == 0 ? 8 : 1
            for issuer in 0..<40 {
                counts.append(SliceCount(slice: slice(provider, issuer), failures: failures, trials: 10))
            }
            counts.append(SliceCount(slice: slice(provider), failures: 40 * failures, trials: 400))
        }
        return counts
    }

    private static func slice(_ provider: Int, _ issuer: Int? = nil) -> Slice {
        Slice([.init(.provider, "P-\(provider)")] + (issuer.map { [.init(.issuer, "I-\($0)")] } ?? []))
    }

    /// A finding of `slice` with this p-value.
    private static func finding(_ slice: Slice, pValue: Double, in detector: SignalDetector) throws -> Finding {
        let counts = WindowCounts(failures: 20, trials: 100, expected: 5)
        return Finding(
            slot: try #require(detector.table.slot(of: slice)),
            slice: slice,
            windowMinutes: 5,
            window: 1,
            counts: counts,
            residual: counts,
            noise: Noise(dispersion: 1, relativeVariance: 0.02),
            pValue: pValue,
            gatedPValue: pValue
        )
    }

    /// q over the number of tests of 82 slices, of which at least 100 are counted.
    private static let alone = DetectionRules().falseDiscoveryRate / 100

    @Test("is weighed by the root of how many slices are alike: a provider more than an issuer, all together as one")
    func weights() throws {
        var detector = Self.detector()
        var findings = [
            try Self.finding(Self.slice(0), pValue: 4 * Self.alone, in: detector),
            try Self.finding(Self.slice(1, 3), pValue: 1.9 * Self.alone, in: detector),
        ]
        let (cut, alone) = detector.judge(&findings)
        #expect(abs(findings[0].weight / findings[1].weight - 40.squareRoot()) < 1e-9, "80 pairs, 2 providers")
        #expect(abs((2 * findings[0].weight + 80 * findings[1].weight) / 82 - 1) < 1e-9)
        #expect(cut == Self.alone && alone == Self.alone)
        #expect(findings.map(\.isSignificant) == [true, false])
    }

    @Test("is not judged more mildly because an incident shows in many slices, once that is open")
    func openIncidents() throws {
        var detector = Self.detector(down: 5)
        #expect(detector.openIncidents.map(\.slice) == [Self.slice(0)])
        func judged(_ detector: inout SignalDetector) throws -> (shown: Int, isOtherSignificant: Bool) {
            var findings = try (0..<40).map { try Self.finding(Self.slice(0, $0), pValue: 1e-12, in: detector) }
            findings.append(try Self.finding(Self.slice(1, 7), pValue: 10 * Self.alone, in: detector))
            _ = detector.judge(&findings)
            return (findings.dropLast().count(where: \.isSignificant), findings[40].isSignificant)
        }
        let open = try judged(&detector)
        #expect(open.shown == 40, "what belongs to the incident stays significant")
        #expect(!open.isOtherSignificant)
        detector.incidents.removeAll()
        #expect(try judged(&detector).isOtherSignificant, "forty discoveries at once raise the cut")
    }

    @Test("knows that orders of a sale that nobody paid are given up hours later, all at one time", arguments: 1...5)
    func afterSale(seed: UInt64) {
        func alerts(sale: Int, wave: Int) -> [Alert] {
            var counts = Counts(seed: seed)
            counts.orders = { (600..<630).contains($0) ? 300 * sale : 300 }
            counts.cancelled = { minute, reason in
                reason == "payment_failed" && (720..<750).contains(minute) ? 1.5 * Double(wave) : 1.5
            }
            var detector = ShopDetector()
            let slice = Slice([.init(.reason, "payment_failed")])
            return detector.play(0..<780, of: &counts).filter { $0.signal == .cancellation && $0.slice == slice }
        }
        #expect(alerts(sale: 8, wave: 8).map(\.summary) == [], "seed \(seed)")
        #expect(!alerts(sale: 1, wave: 8).isEmpty, "seed \(seed): there was no sale")
    }

    @Test("does not begin before what comes late has begun to come", arguments: 1...5)
    func lateOutcomes(seed: UInt64) {
        func alerts(factor: Int) -> [Alert] {
            var rules = DetectionRules()
            rules.baseline.delayedWarmUpFactor = factor
            var counts = Counts(seed: seed)
            // Two hours after the shop has opened, the first orders are cancelled because nobody paid.
            counts.cancelled = { minute, reason in reason != "payment_failed" ? 4 : minute < 120 ? 0 : 1.5 }
            var detector = ShopDetector(rules: rules)
            return detector.play(0..<180, of: &counts).filter { $0.signal == .cancellation }
        }
        #expect(alerts(factor: BaselineRules().delayedWarmUpFactor).map(\.summary) == [], "seed \(seed)")
        #expect(!alerts(factor: 1).isEmpty, "seed \(seed)")
    }
}
