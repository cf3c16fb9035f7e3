import Commerce
import Detection
import Streaming
import Testing

@Suite("The state of a detector")
struct StateTests {
    @Test("as bytes is all of it: restarts change no bit of an alert and no byte of the state", arguments: 1...20)
    func restarts(seed: UInt64) throws {
        let walk = Walk(seed: seed)
        var chance = SplitMix64(seed: seed &* 7919)
        var straight = SignalDetector(signal: walk.signal, rules: walk.rules)
        var restarted = straight
        var expected: [Alert] = []
        var alerts: [Alert] = []
        for (index, step) in walk.steps.enumerated() {
            expected += straight.take(step)
            alerts += restarted.take(step)
            guard chance.unit() < 0.01 else { continue }
            let bytes = restarted.stateBytes
            try #require(Self.firstDifference(bytes, straight.stateBytes) == nil, "seed \(seed), step \(index)")
            restarted = try restarted.restored(from: bytes)
        }
        #expect(!expected.isEmpty || walk.signal == .volume, "seed \(seed)")
        #expect(Self.firstDifference(alerts, expected) == nil, "seed \(seed)")
        #expect(Self.firstDifference(alerts.map(Self.bits), expected.map(Self.bits)) == nil, "seed \(seed)")
        #expect(Self.firstDifference(restarted.stateBytes, straight.stateBytes) == nil, "seed \(seed)")
        #expect(restarted.openIncidents == straight.openIncidents, "seed \(seed)")
    }

    /// Where two lists part, because the test library's own comparison of long ones takes minutes.
    static func firstDifference<Element: Equatable>(_ left: [Element], _ right: [Element]) -> Int? {
        if let place = zip(left, right).enumerated().first(where: { $1.0 != $1.1 })?.offset { return place }
        return left.count == right.count ? nil : min(left.count, right.count)
    }

    static func bits(_ alert: Alert) -> [UInt64] {
        [alert.evidence.expected, alert.evidence.lift, alert.evidence.pValue].map(\.bitPattern)
    }

    /// Four hours, an open incident, two minutes that wait.
    static func busy() -> SignalDetector {
        var detector = SignalDetector(signal: .paymentFailure)
        for minute in 0..<250 {
            _ = detector.close(LifeTests.counts(minute, isBad: minute >= 240), minute: LifeTests.first + minute)
        }
        for minute in 250..<252 {
            for count in LifeTests.counts(minute, isBad: true) {
                detector.record(count, pane: .minute(LifeTests.first + minute))
            }
        }
        return detector
    }

    @Test("holds every stored property: one that is added to a detector is written, or is not state")
    func everyProperty() throws {
        let detector = Self.busy()
        let restored = try detector.restored(from: detector.stateBytes)
        let told = Self.told(detector, "detector")
        #expect(told.contains { $0.contains("incidents.0.stakes.samples.0=O-") })
        for (left, right) in zip(told, Self.told(restored, "detector")) { #expect(left == right) }
        #expect(told.count == Self.told(restored, "detector").count)
    }

    /// Everything inside `value`, a line each; what is in a dictionary or a set in order of its text.
    static func told(_ value: Any, _ path: String) -> [String] {
        let mirror = Mirror(reflecting: value)
        if mirror.children.isEmpty { return ["\(path)=\(value)"] }
        if mirror.displayStyle == .dictionary || mirror.displayStyle == .set {
            return mirror.children.flatMap { told($0.value, path) }.sorted()
        }
        return mirror.children.enumerated().flatMap { index, child -> [String] in
            child.label == "statistics" ? [] : told(child.value, "\(path).\(child.label ?? String(index))")
        }
    }

    @Test("that is cut short is refused, wherever, and leaves the detector as it was")
    func truncated() {
        var detector = Self.busy()
        let bytes = detector.stateBytes
        for count in bytes.indices {
            var reader = StateReader(Array(bytes[..<count]))
            #expect(throws: StateError.self, "\(count) bytes") { try detector.restore(from: &reader) }
        }
        #expect(Self.firstDifference(detector.stateBytes, bytes) == nil)
    }

    @Test("with false bytes is refused or lived with", arguments: 1...5)
    func hostile(seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let walk = Walk(seed: seed)
        var detector = SignalDetector(signal: walk.signal, rules: walk.rules)
        for step in walk.steps.dropLast(300) { _ = detector.take(step) }
        let minute = detector.oldestOpenMinute ?? .minute(Walk.first)
        let bytes = detector.stateBytes
        var read = 0
        for _ in 0..<300 {
            var hostile = bytes
            for _ in 0...Int(chance.unit() * 3) {
                hostile[Int(chance.unit() * Double(bytes.count))] = UInt8(truncatingIfNeeded: chance.next())
            }
            guard var other = try? detector.restored(from: hostile) else { continue }
            read += 1
            let start = other.oldestOpenMinute ?? minute
            for offset in 0..<12 {
                let time = start.advanced(by: .minutes(Int64(offset)))
                other.record(SliceCount(slice: .all, failures: 60, trials: 100), pane: time)
                _ = other.advance(to: time)
            }
            _ = other.stateBytes
        }
        #expect((10..<290).contains(read), "seed \(seed): \(read) were read")
    }

    @Test("written by other rules or of another signal is refused in a sentence that says which")
    func otherRules() throws {
        let detector = Self.busy()
        let bytes = detector.stateBytes
        func problem(signal: Signal = .paymentFailure, _ change: (inout DetectionRules) -> Void) -> String? {
            var rules = DetectionRules()
            change(&rules)
            do throws(StateError) {
                _ = try SignalDetector(signal: signal, rules: rules).restored(from: bytes)
                return nil
            } catch {
                return error.problem
            }
        }
        let end = "when the state was written and is"
        #expect(problem { _ in } == nil)
        #expect(problem { $0.falseDiscoveryRate = 1e-4 } == nil, "state does not depend on it")
        #expect(problem(signal: .stockout) { _ in } == "the signal's number was 0 \(end) 2 now")
        #expect(problem { $0.windowsMinutes = [5, 30] } == "the number of windowsMinutes was 5 \(end) 2 now")
        #expect(problem { $0.windowsMinutes[4] = 90 } == "the longest of windowsMinutes was 60 \(end) 90 now")
        #expect(problem { $0.baseline.tauBlockMinutes = 60 } == "tauBlockMinutes was 15 \(end) 60 now")
        #expect(problem { $0.slicesMax = 3 } == "4 slices are more than slicesMax, 3")
        #expect(problem { $0.pendingMinutesMax = 1 } == "2 minutes that wait are more than pendingMinutesMax, 1")
    }

    @Test("costs at most 75 bytes and its name for a slice at rest, and ten more for each cell of its windows")
    func size() {
        let count = 1000
        var detector = SignalDetector(signal: .paymentFailure)
        var names = 0
        for minute in 0..<70 {
            for slot in 0..<count {
                let slice = Slice([.init(.sku, "SKU-\(slot)")])
                if minute == 0 { names += 3 + "SKU-\(slot)".utf8.count }
                detector.record(
                    SliceCount(slice: slice, failures: (slot + minute) % 9 == 0 ? 1 : 0, trials: 7),
                    pane: .minute(LifeTests.first + minute)
                )
            }
            _ = detector.advance(to: .minute(LifeTests.first + minute + 1))
        }
        #expect(detector.stateBytes.count - names < count * (75 + 12 * 10))
        _ = detector.advance(to: .minute(LifeTests.first + 5000))
        #expect(detector.stateBytes.count - names < count * 70)
    }
}
