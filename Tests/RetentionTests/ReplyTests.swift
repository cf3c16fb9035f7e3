import Commerce
import Streaming
import Testing

@testable import Retention

@Suite("A customer who says why they cancelled")
struct ReplyTests {
    private static func cancelled(_ cause: Cause = .changedMind, customMade: Bool = false) -> Trigger {
        danger(.cancelled, cause, customMade: customMade, placedBefore: 50)
    }

    private static func reply(_ cause: Cause, order: String = "O-1", at minutes: Int64 = 605) -> Trigger {
        var reply = danger(.replied, cause, order: order, at: minutes)
        reply.order = .unknown
        return reply
    }

    @Test("is answered by the row of that reason, and hears no more of the one before")
    func restarts() {
        var desk = Desk()
        let asked = desk.decide(Self.cancelled())
        #expect(asked.action?.kind == .askReason)
        let verdict = desk.decide(Self.reply(.foundCheaper))
        let action = verdict.actions.last
        #expect(verdict.actions.map(\.kind) == [.matchPrice] && action?.occurredAt == minute(605))
        // What is known of the order comes from the cancellation; a reply carries none of it.
        #expect(action?.offer?.currency == "CNY" && action?.text.contains("O-1") == true)
        let superseded = verdict.decisions.first
        #expect(superseded?.outcome == .superseded && superseded?.actionID == asked.action?.id)
        #expect(superseded?.reason == "The customer said why: found_cheaper.")
        let acted = verdict.decisions.last
        #expect(acted?.trigger == .cancelled && acted?.cause == .foundCheaper)
        #expect(acted?.triggerID == Self.reply(.foundCheaper).id)
        // The ladder of the first reason would have gone on after an hour, and a day, and a day.
        #expect(desk.wake(at: 600 + 3 * 1440).actions.isEmpty)
    }

    @Test("is answered as of when they cancelled: inside the window, though the reply comes after it")
    func window() {
        var desk = Desk()
        #expect(desk.decide(Self.cancelled(.other, customMade: true)).action?.kind == .thank)
        let verdict = desk.decide(Self.reply(.shippingCost, at: 660))
        #expect(verdict.actions.map(\.kind) == [.waiveShipping])
        var late = Desk()
        _ = late.decide(danger(.cancelled, .wrongItem, customMade: true, placedBefore: 90))
        #expect(late.decide(Self.reply(.shippingCost, at: 660)).actions.map(\.kind) == [.stateFee])
    }

    @Test("is not answered twice: the same reason, another order, or nothing open")
    func nothingNew() {
        var desk = Desk()
        _ = desk.decide(Self.cancelled())
        let before = desk.memory.openIDs
        for reply in [Self.reply(.changedMind), Self.reply(.foundCheaper, order: "O-2")] {
            let verdict = desk.decide(reply)
            #expect(verdict.decisions.isEmpty && verdict.actions.isEmpty && desk.memory.openIDs == before)
        }
        _ = desk.decide(danger(.settled, .confirmed, at: 620))
        #expect(desk.decide(Self.reply(.foundCheaper, at: 630)).decisions.isEmpty)
        var other = Desk()
        _ = other.decide(danger(.wrongShipment, .picking))
        #expect(other.decide(Self.reply(.foundCheaper)).decisions.isEmpty)
    }

    @Test("that it was fraud is let go, and gets nothing of value from then on")
    func fraud() {
        var desk = Desk()
        _ = desk.decide(Self.cancelled())
        let verdict = desk.decide(Self.reply(.fraud))
        #expect(verdict.decisions.map(\.outcome) == [.superseded, .letGo] && verdict.actions.isEmpty)
        #expect(verdict.decisions.last?.occurredAt == minute(605))
        let later = desk.decide(danger(.cancelled, .foundCheaper, order: "O-2", at: 2000))
        #expect(later.action?.offer == nil)
    }

    @Test("is bound by the caps: a third reason on one day is heard, and not answered")
    func capped() {
        var desk = Desk()
        _ = desk.decide(Self.cancelled())
        #expect(desk.decide(Self.reply(.shippingCost)).action != nil)
        let third = desk.decide(Self.reply(.deliveryTooSlow, at: 606))
        #expect(third.actions.isEmpty && third.decisions.map(\.outcome) == [.superseded, .capped])
    }

    @Test("stays in the row as which the order was drawn, with what the answer to the reply costs")
    func compared() {
        var desk = Desk()
        let drawn = desk.decide(Self.cancelled()).decision
        let offered = desk.decide(Self.reply(.foundCheaper))
        #expect(offered.decisions.allSatisfy { $0.outcome == .superseded || $0.arm == nil })
        let end = desk.decide(danger(.settled, .confirmed, at: 640)).decisions.first { $0.outcome == .saved }
        #expect(end?.triggerID == drawn.triggerID && end?.cause == .changedMind && end?.rule == drawn.rule)
        #expect(end?.cost != nil && end?.cost == offered.decisions.last?.cost)
    }

    @Test("hears nothing when they are held out")
    func heldOut() {
        var desk = Desk()
        desk.policy.holdOutPercent = 50
        let number = (0..<100).first { Spread.isHeldOut("C-\($0)", of: desk.policy.name, percent: 50) } ?? 0
        var (trigger, reply) = (Self.cancelled(), Self.reply(.foundCheaper))
        (trigger.customerID, reply.customerID) = ("C-\(number)", "C-\(number)")
        #expect(desk.decide(trigger).decision.outcome == .heldOut)
        #expect(desk.decide(reply).actions.isEmpty)
    }
}
