import Commerce
import Detection
import Streaming
import Testing

@testable import Pipeline

@Suite("The file of detection")
struct DetectionFileTests {
    private func read(_ text: String) throws -> DetectionRules {
        let files = TextFiles(read: { $0.hasSuffix("o.yaml") ? "detect.rules: rules.yaml" : text })
        return try Configuration.load(file: "/etc/ok/o.yaml", files: files).loadDetection(files: files)
    }

    private func refusal(_ text: String) -> String {
        do {
            _ = try read(text)
            return "taken"
        } catch {
            return "\(error)"
        }
    }

    @Test("says what is silenced, and which incidents explain which others")
    func whole() throws {
        let rules = try read(
            """
            silences:
              - signal: payment-failure
                slice: {provider: adyen, method: card}
                from: 2026-11-20T22:00:00Z
                until: 2026-11-21T10:00:00+08:00
                comment: announced maintenance
              - {until: 2026-11-22T00:00:00Z, comment: the shop moves}
            inhibitions:
              - source: {signal: mis-shipment, slice: {cause: wrong_item}}
                target: {signal: cancellation}
                equal: [warehouse]
                after: 90m
            """
        )
        let adyen = Slice([.init(.provider, "adyen"), .init(.method, "card")])
        #expect(rules.silences.map(\.comment) == ["announced maintenance", "the shop moves"])
        #expect(rules.silences[0].matcher == IncidentMatcher(.paymentFailure, slice: adyen))
        #expect(rules.silences[0].until == RFC3339.parse("2026-11-21T02:00:00Z"))
        #expect(rules.silences[1].from == .distantPast)
        #expect(rules.inhibitions.dropLast() == Inhibition.builtIn[...])
        let wrong = IncidentMatcher(.misShipment, slice: Slice([.init(.cause, "wrong_item")]))
        let own = Inhibition(wrong, IncidentMatcher(.cancellation), equal: [.warehouse], afterMinutes: 90)
        #expect(rules.inhibitions.last == own)
    }

    @Test("may do without what is built in")
    func alone() throws { #expect(try read("built-in-inhibitions: false").inhibitions == []) }

    @Test("that is empty changes nothing")
    func empty() throws { #expect(try read("# nothing yet\n") == DetectionRules()) }

    @Test(
        "is refused with the line and what to do",
        arguments: [
            ("silence: []", "/etc/ok/rules.yaml:1: did you mean `silences`? (`silence` is not known here)"),
            ("silences:\n  - {comment: x}", "/etc/ok/rules.yaml:2: add `until: …` (`until` is missing)"),
            (
                "silences:\n  - comment: x\n    until: tomorrow",
                "/etc/ok/rules.yaml:3: write it as 2026-11-11T00:00:00+08:00 (“tomorrow” is no moment)"
            ),
            (
                "silences:\n  - comment: x\n    from: 2026-11-12T00:00:00Z\n    until: 2026-11-11T00:00:00Z",
                "/etc/ok/rules.yaml:4: write a later time (the silence ends before it begins)"
            ),
            (
                "silences:\n  - {until: 2026-11-11T00:00:00Z, comment: x, slice: {bank: a}}",
                "/etc/ok/rules.yaml:2: write one of provider, method, issuer, country, channel, decline_family, reason,"
            ),
            (
                "inhibitions:\n  - source: {signal: stockout}\n    target: {signal: cancelation}",
                "/etc/ok/rules.yaml:3: did you mean `cancellation`? (there is no signal “cancelation”)"
            ),
            (
                "inhibitions:\n\n  - source: {signal: cancellation}\n    target: {signal: stockout}",
                "/etc/ok/rules.yaml:3: leave it out, or set `built-in-inhibitions: false`"
            ),
            ("silences: [", "/etc/ok/rules.yaml:2: look at indentation, quotes and colons there (this is not YAML"),
        ]
    )
    func refused(text: String, sentence: String) { #expect(refusal(text).hasPrefix(sentence), "\(refusal(text))") }
}

@Suite("The shop's clocks")
struct ShopClockTests {
    @Test("are looked up by the name of a time zone, with their changes")
    func berlin() throws {
        let clock = try #require(ShopClock(timeZone: "Europe/Berlin"))
        let leap = try #require(clock.changes.first { $0.minute >= 29_400_000 })
        #expect(leap == ShopClock.Change(minute: 29_579_100, offsetMinutes: 120))
        #expect(zip(clock.changes, clock.changes.dropFirst()).allSatisfy { $0.minute < $1.minute })
        #expect(ShopClock(timeZone: "Asia/Shanghai")?.changes.last { $0.minute > 29_000_000 } == nil)
        #expect(ShopClock(timeZone: "UTC") == .utc)
        #expect(ShopClock(timeZone: "Europe/Atlantis") == nil)
    }

    @Test("and the calendar come from the configuration")
    func configured() throws {
        let text = """
            calendar:
              - name: Double 11
                from: 2026-11-11T00:00:00+08:00
                until: 2026-11-12T00:00:00+08:00
                expected: 1.5
                volume: 8
                gates: 1.2
            """
        let own = "detect.rules: rules.yaml\ndetect.time-zone: Asia/Shanghai"
        let files = TextFiles(read: { $0.hasSuffix("o.yaml") ? own : text })
        let rules = try Configuration.load(file: "/etc/ok/o.yaml", files: files).loadDetection(files: files)
        #expect(rules.clock.offsetMinutes == 480)
        let day = try #require(rules.calendar.first)
        #expect((day.name, day.expected, day.volume, day.gates) == ("Double 11", 1.5, 8, 1.2))
        #expect(day.from == RFC3339.parse("2026-11-10T16:00:00Z") && !day.isLearnt)
    }
}
