import Commerce
import Retention
import Streaming
import Testing

@Suite("A ladder that began while an incident was firing, or before it")
struct LadderIncidentTests {
    private static let alipayIsDown: [Slice.Term] = [.init(.provider, "alipay")]

    @Test("goes on when the incident is over: the link to try again comes then, and not before")
    func retry() throws {
        var desk = Desk()
        desk.incidents.apply(alert(.firing, Self.alipayIsDown, at: 230))
        let first = desk.decide(danger(.paymentFailed, .authentication, at: 240, payment: alipay))
        #expect(first.actions.map(\.kind) == [.offerOtherMethod])
        let held = desk.wake(at: 361)
        #expect(held.actions == [])
        #expect(held.decisions.map(\.outcome) == [.held])
        desk.incidents.apply(alert(.resolved, Self.alipayIsDown, at: 400))
        _ = desk.memory.release(at: minute(400), incidents: desk.incidents, over: .minutes(10))
        let released = desk.wake(at: 411)
        #expect(released.actions.map(\.kind) == [.retryPayment])
        #expect(released.actions.first?.rule == "payment-incident")
        #expect(released.actions.first?.step == 1)
    }

    @Test("takes its next step with a way that works when an incident began meanwhile")
    func meanwhile() throws {
        var desk = Desk()
        let first = desk.decide(danger(.unconfirmed, .noPayment, at: 60, payment: alipay))
        #expect(first.actions.map(\.kind) == [.remindToPay])
        desk.incidents.apply(alert(.firing, Self.alipayIsDown, at: 300))
        let second = desk.wake(at: 421)
        #expect(second.actions.map(\.kind) == [.offerOtherMethod])
        #expect(second.actions.first?.rule == "unpaid")
    }
}
