import Commerce
import Detection
import Streaming
import Testing

@Suite("An incident that another one explains")
struct HoldingTests {
    /// Adyen fails from minute 200 to 240; from 205 on twelve more orders a minute are cancelled for want of payment.
    private static func outage(seed: UInt64, until end: Int = 240, cancelled: Double = 12) -> Counts {
        var counts = Counts(seed: seed)
        counts.failing = { (200..<240).contains($0) && $1 == "adyen" ? 0.5 : 0.06 }
        counts.cancelled = { (205..<end).contains($0) && $1 == "payment_failed" ? 4 + cancelled : 4 }
        return counts
    }

    private static func told(_ alerts: [Alert], _ signal: Signal) -> [String] {
        alerts.filter { $0.signal == signal }.map { "\($0.status.rawValue) \($0.slice)" }
    }

    @Test("is not told while its cause runs, nor after it as long as consequences take", arguments: 1...5)
    func inhibited(seed: UInt64) {
        var counts = Self.outage(seed: seed, until: 250)
        var detector = ShopDetector()
        let alerts = detector.play(0..<330, of: &counts)
        #expect(Self.told(alerts, .paymentFailure).first == "firing provider=adyen", "seed \(seed)")
        #expect(Self.told(alerts, .cancellation) == [], "seed \(seed)")
        #expect(detector.statistics.inhibited >= 1)
    }

    @Test("is told when nothing explains it", arguments: 1...5)
    func uncaused(seed: UInt64) {
        var counts = Self.outage(seed: seed)
        counts.failing = { _, _ in 0.06 }
        var detector = ShopDetector()
        let alerts = detector.play(0..<330, of: &counts)
        #expect(alerts.contains { $0.signal == .cancellation }, "seed \(seed)")
        #expect(detector.statistics.inhibited == 0)
    }

    @Test("is told when it is for another reason than the cause gives", arguments: 1...5)
    func otherReason(seed: UInt64) {
        var counts = Self.outage(seed: seed)
        counts.cancelled = { (205..<240).contains($0) && $1 == "changed_mind" ? 16 : 4 }
        var detector = ShopDetector()
        let alerts = detector.play(0..<330, of: &counts)
        #expect(alerts.contains { $0.signal == .cancellation && $0.status == .firing }, "seed \(seed)")
    }

    @Test("is told as soon as it is larger than its cause can explain", arguments: 1...5)
    func tooLarge(seed: UInt64) throws {
        var counts = Self.outage(seed: seed, cancelled: 150)
        var detector = ShopDetector()
        let alerts = detector.play(0..<330, of: &counts)
        let first = try #require(alerts.first { $0.signal == .cancellation })
        #expect(first.status == .firing)
        #expect(first.impact.ordersAtRisk > 100)
    }

    @Test("is told once its cause has been over for too long, as firing, with its numbers of then", arguments: 1...5)
    func outlives(seed: UInt64) throws {
        var counts = Self.outage(seed: seed, until: 400, cancelled: 6)
        var rules = DetectionRules()
        for index in rules.inhibitions.indices { rules.inhibitions[index].afterMinutes = 15 }
        // A shop whose hours are alike: half as much again is noticed in its first day too.
        rules.baseline.hourSpread = 0
        var detector = ShopDetector(rules: rules)
        let alerts = detector.play(0..<400, of: &counts)
        let over = try #require(alerts.first { $0.signal == .paymentFailure && $0.status == .resolved })
        let first = try #require(alerts.first { $0.signal == .cancellation })
        #expect(first.status == .firing)
        #expect(first.occurredAt > over.occurredAt.advanced(by: .minutes(15)), "seed \(seed)")
        #expect(first.occurredAt <= over.occurredAt.advanced(by: .minutes(20)), "seed \(seed)")
        #expect(Int(first.evidence.observed) > 0 && first.startedAt < over.occurredAt)
    }

    @Test("is the same, however far its cause has been judged ahead of it", arguments: 1...5)
    func ahead(seed: UInt64) {
        // Told when the cause no longer reaches far enough, in the minute in which that is so.
        var counts = Self.outage(seed: seed, until: 400, cancelled: 25)
        let told = (0..<400).map { counts.minute($0) }
        func alerts(_ lead: Int) -> Set<String> {
            var detector = ShopDetector()
            var said: Set<String> = []
            for minute in 0..<(400 + lead) {
                if minute < 400 {
                    for part in told[minute] { detector.record(part) }
                    said.formUnion(detector.advance(.paymentFailure, to: told[minute][0].watermark).map(\.id))
                }
                guard minute >= lead else { continue }
                said.formUnion(detector.advance(.cancellation, to: told[minute - lead][1].watermark).map(\.id))
            }
            return said
        }
        let inStep = alerts(0)
        #expect(!inStep.isEmpty)
        #expect(alerts(45) == inStep, "seed \(seed)")
        #expect(alerts(300) == inStep, "seed \(seed)")
    }

    @Test("is held back by the bytes of a detector too", arguments: 1...5)
    func restarts(seed: UInt64) throws {
        var (counts, again) = (Self.outage(seed: seed, until: 330), Self.outage(seed: seed, until: 330))
        var (straight, restarted) = (ShopDetector(), ShopDetector())
        for minute in stride(from: 0, to: 360, by: 5) {
            let expected = straight.play(minute..<minute + 5, of: &counts)
            let alerts = restarted.play(minute..<minute + 5, of: &again)
            #expect(alerts == expected, "seed \(seed), minute \(minute)")
            var writer = StateWriter()
            restarted.write(to: &writer)
            restarted = ShopDetector()
            var reader = StateReader(writer.bytes)
            try restarted.restore(from: &reader)
            try reader.end()
        }
        #expect(straight.statistics.inhibited >= 1)
    }

    @Test("of the shop goes by the order of causes, and a circle is refused")
    func order() {
        let order = ShopDetector().order
        #expect(Set(order) == Set(Signal.allCases))
        #expect(order.firstIndex(of: .paymentFailure) ?? 9 < order.firstIndex(of: .cancellation) ?? 0)
        #expect(order.firstIndex(of: .volume) ?? 9 < order.firstIndex(of: .unconfirmed) ?? 0)
        #expect(order.firstIndex(of: .stockout) ?? 9 < order.firstIndex(of: .cancellation) ?? 0)
        #expect(ShopDetector().causes(of: .paymentFailure) == [])
        #expect(ShopDetector().causes(of: .unconfirmed) == [.volume])
        #expect(Set(ShopDetector().causes(of: .cancellation)) == [.paymentFailure, .stockout, .volume])
        let back = Inhibition(IncidentMatcher(.cancellation), IncidentMatcher(.paymentFailure))
        #expect(ShopDetector.order(of: Inhibition.builtIn + [back]) == nil)
    }
}

@Suite("A silence")
struct SilencingTests {
    private static func play(_ silence: Silence) -> (alerts: [Alert], silenced: Int) {
        var counts = Counts(seed: 3)
        counts.failing = { (200..<260).contains($0) && $1 == "adyen" ? 0.5 : 0.06 }
        var rules = DetectionRules()
        rules.silences = [silence]
        var detector = ShopDetector(rules: rules)
        let alerts = detector.play(0..<300, of: &counts)
        return (alerts, detector.statistics.silenced)
    }

    private static func silence(_ matcher: IncidentMatcher, until minute: Int) -> Silence {
        let (from, until) = (EventTime.minute(Counts.first + 190), EventTime.minute(Counts.first + minute))
        return Silence(matcher, from: from, until: until, comment: "announced work")
    }

    @Test("keeps an incident from being told, and counts it")
    func silenced() {
        let matcher = IncidentMatcher(.paymentFailure, slice: Slice([.init(.provider, "adyen")]))
        let (alerts, silenced) = Self.play(Self.silence(matcher, until: 300))
        #expect(alerts == [])
        #expect(silenced == 1)
    }

    @Test("that ends before the incident lets it be told from then on")
    func ends() throws {
        let (alerts, silenced) = Self.play(Self.silence(IncidentMatcher(), until: 220))
        let first = try #require(alerts.first)
        #expect(first.status == .firing)
        #expect(first.occurredAt == .minute(Counts.first + 221))
        #expect(first.startedAt < .minute(Counts.first + 205))
        #expect(alerts.last?.status == .resolved)
        #expect(silenced == 1)
    }

    @Test("of another signal, provider or time changes nothing", arguments: [0, 1, 2])
    func others(which: Int) {
        let all = Self.silence(IncidentMatcher(.cancellation), until: 300)
        let provider = IncidentMatcher(slice: Slice([.init(.provider, "stripe")]))
        let silences = [all, Self.silence(provider, until: 300), Self.silence(IncidentMatcher(), until: 195)]
        let (alerts, silenced) = Self.play(silences[which])
        #expect(alerts.first?.slice == Slice([.init(.provider, "adyen")]))
        #expect(silenced == 0)
    }
}
