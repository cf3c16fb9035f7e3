import Commerce
import Retention
import Streaming
import Testing

@Suite("An order")
struct OpenActionTests {
    @Test("has one open action: a second danger of the same gravity finds it")
    func one() {
        var desk = Desk()
        let first = desk.decide(danger(.paymentFailed, .funds))
        let second = desk.decide(danger(.unconfirmed, .noPayment, at: 660))
        #expect(second.decision.outcome == .alreadyOpen)
        #expect(second.decision.actionID == first.action?.id)
        #expect(second.action == nil)
        #expect(desk.memory.openIDs.count == 1)
    }

    @Test("does not stop another order of the customer")
    func another() {
        var desk = Desk()
        _ = desk.decide(danger(.paymentFailed, .funds))
        #expect(desk.decide(danger(.paymentFailed, .funds, order: "O-2")).action != nil)
    }

    static let graver: [(Trigger.Kind, Cause, Trigger.Kind, Cause)] = [
        (.paymentFailed, .funds, .cancelled, .changedMind),
        (.unconfirmed, .noPayment, .wrongShipment, .picking),
        (.cancelled, .changedMind, .wrongShipment, .picking),
        (.paymentFailed, .funds, .paymentFailed, .fraud),
        (.wrongShipment, .picking, .paymentFailed, .fraud),
    ]

    @Test("gets the action of a graver danger, and the one before it is superseded", arguments: graver)
    func supersedes(_ open: Trigger.Kind, _ cause: Cause, _ kind: Trigger.Kind, _ graver: Cause) {
        var desk = Desk()
        let first = desk.decide(danger(open, cause))
        let second = desk.decide(danger(kind, graver, at: 610))
        #expect(second.action != nil)
        #expect(second.alsoDecided.map(\.outcome) == [.superseded])
        #expect(second.alsoDecided.first?.actionID == first.action?.id)
        #expect(second.alsoDecided.first?.triggerID == first.decision.triggerID)
        #expect(second.alsoDecided.first?.id != first.decision.id)
        #expect(desk.memory.openIDs == [second.action?.id])

        var reversed = Desk()
        _ = reversed.decide(danger(kind, graver))
        #expect(reversed.decide(danger(open, cause, at: 610)).decision.outcome == .alreadyOpen)
    }

    @Test("loses what is open when the graver danger is let go")
    func letGo() {
        var desk = Desk()
        _ = desk.decide(danger(.unconfirmed, .noPayment))
        let verdict = desk.decide(danger(.cancelled, .duplicate, at: 610))
        #expect(verdict.decision.outcome == .letGo)
        #expect(verdict.alsoDecided.count == 1)
        #expect(desk.memory.openIDs.isEmpty)
    }

    @Test("is closed by settled, and a new danger gets its action", arguments: Trigger.Kind.settled.causes)
    func settled(cause: Cause) {
        var desk = Desk()
        let first = desk.decide(danger(.unconfirmed, .noPayment))
        let closed = desk.decide(danger(.settled, cause, at: 610))
        #expect(closed.decision.outcome == .closed)
        #expect(closed.decision.actionID == first.action?.id)
        #expect(closed.action == nil)
        #expect(desk.decide(danger(.paymentFailed, .funds, at: 620)).action != nil)
    }

    @Test("that is settled with nothing open says so")
    func nothingOpen() {
        var desk = Desk()
        let closed = desk.decide(danger(.settled, .paid))
        #expect(closed.decision.outcome == .closed)
        #expect(closed.decision.actionID == nil)
    }

    @Test("gets no reminder for a danger that was over when it was heard of")
    func overAlready() {
        var desk = Desk()
        _ = desk.decide(danger(.settled, .paid, at: 620))
        #expect(desk.decide(danger(.unconfirmed, .noPayment, at: 610)).decision.outcome == .expired)
        #expect(desk.decide(danger(.wrongShipment, .picking, at: 615)).decision.outcome == .acted)
    }

    @Test("gets a new action when the one before has expired, and not a moment sooner")
    func expiry() {
        var desk = Desk()
        let first = desk.decide(danger(.paymentFailed, .authentication, at: 600))
        #expect(first.action?.expiresAt == minute(615))
        #expect(desk.decide(danger(.paymentFailed, .funds, at: 614)).decision.outcome == .alreadyOpen)
        #expect(desk.decide(danger(.paymentFailed, .funds, at: 615)).decision.outcome == .acted)
    }

    @Test("is held until the moment at which it is given up, no longer")
    func confirmBy() {
        var desk = Desk()
        let verdict = desk.decide(danger(.paymentFailed, .funds, at: 600, confirmBy: minute(630)))
        #expect(verdict.action?.expiresAt == minute(630))
    }

    @Test("gets no action whose deadline passed before it was decided")
    func late() {
        var desk = Desk()
        _ = desk.decide(danger(.feedback, .lowScore, order: "O-9", at: 700))
        #expect(desk.decide(danger(.paymentFailed, .authentication, at: 600)).decision.outcome == .expired)
        #expect(desk.decide(danger(.paymentFailed, .funds, at: 600)).decision.outcome == .acted)
    }
}
