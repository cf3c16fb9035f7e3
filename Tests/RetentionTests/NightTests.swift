import Commerce
import Retention
import Streaming
import Testing

@Suite("At night")
struct NightTests {
    /// 15:30 UTC is 23:30 in Shanghai.
    static let late: Int64 = 15 * 60 + 30

    @Test(
        "an action waits for the customer's morning, asks again whether its cause is still there, and has its own turn"
    )
    func morning() {
        var desk = Desk()
        let held = desk.decide(danger(.cancelled, .returnPolicy, at: Self.late))
        #expect(held.decision.outcome == .held && held.actions.isEmpty)
        let morning = minute(24 * 60)
        #expect(held.decision.heldUntil.map { $0 >= morning && $0 < morning.advanced(by: .minutes(10)) } == true)
        #expect(
            held.decision.guardRails.last == .init(.quietHours, passed: false, note: "until 08:00 in Asia/Shanghai")
        )
        #expect(desk.wake(at: 24 * 60 - 1) == Verdict())
        let released = desk.wake(at: 24 * 60 + 10)
        #expect(released.action?.kind == .easyReturn)
        #expect(released.action?.occurredAt == held.decision.heldUntil)
        #expect(released.decision.triggerID == held.decision.triggerID && released.decision.id != held.decision.id)
    }

    @Test("what was settled before morning is not sent")
    func settled() {
        var desk = Desk()
        _ = desk.decide(danger(.cancelled, .returnPolicy, at: Self.late))
        #expect(
            desk.decide(danger(.settled, .confirmed, at: Self.late + 60)).decisions.map(\.outcome) == [.saved, .closed]
        )
        #expect(desk.wake(at: 100_000).actions.isEmpty)
    }

    @Test("a person may take it up, and what answers the moment is sent")
    func exempt() {
        var desk = Desk()
        #expect(desk.decide(danger(.feedback, .lowScore, order: "O-1", at: Self.late)).action?.channel == "agent")
        #expect(desk.decide(danger(.paymentFailed, .authentication, order: "O-2", at: Self.late)).action != nil)
    }

    @Test("is when the customer says it is, where the customer is")
    func own() {
        var desk = Desk()
        let preferences = CustomerPreferences(
            quietStart: 6 * 60,
            quietEnd: 9 * 60,
            timeZone: "America/New_York"
        )
        desk.memory.apply(preferences, at: minute(0))
        // 11:30 UTC is 06:30 in New York in November.
        let held = desk.decide(danger(.cancelled, .returnPolicy, order: "O-1", at: 11 * 60 + 30))
        #expect(held.decision.heldUntil.map { $0 >= minute(14 * 60) && $0 < minute(14 * 60 + 10) } == true)
        #expect(desk.decide(danger(.cancelled, .returnPolicy, order: "O-2", at: Self.late)).action != nil)
    }

    @Test("lasts an hour less when the clocks are set forward before morning")
    func summerTime() {
        var desk = Desk()
        // 2026-03-29, 01:00 UTC: 02:00 becomes 03:00 in Berlin. 22:30 UTC the day before is 23:30 there.
        let evening = EventTime(milliseconds: 1_774_737_000_000)
        var trigger = danger(.cancelled, .returnPolicy)
        trigger.occurredAt = evening
        trigger.order.placedAt = evening.advanced(by: -.minutes(90))
        trigger.order.timeZone = "Europe/Berlin"
        let held = desk.decide(trigger)
        let morning = EventTime(milliseconds: 1_774_764_000_000)
        #expect(held.decision.heldUntil.map { $0 >= morning && $0 < morning.advanced(by: .minutes(10)) } == true)
    }
}
