import Commerce
import Streaming
import Testing

@testable import Retention

@Suite("A case")
struct CaseTests {
    /// A policy of one rule with a ladder for failed payments, and none of the built-in texts.
    static func desk(_ rule: String, _ settings: String = "") throws -> Desk {
        var desk = Desk()
        desk.policy = try parsed(policyText(rules: rule, caps: settings, without: .unconfirmed))
        desk.policy.holdOutPercent = 0
        return desk
    }

    static let ladder = """
          - name: unpaid
            when: {trigger: unconfirmed, incident: none}
            do:
              action: remind_to_pay
              template: thank
              expires: 6h
              at_any_hour: true
              then:
                - {after: 2h, action: offer_other_method, template: other, expires: 1h, at_any_hour: true}
                - {after: 3h, action: thank, template: thank, expires: 1h, at_any_hour: true}
          - name: unpaid-incident
            when: {trigger: unconfirmed, incident: firing}
            do: {action: offer_other_method, template: other, expires: 6h}
        """

    @Test("takes the steps of its ladder one after the other, each at its time and with an id of its own")
    func ladder() throws {
        var desk = try Self.desk(Self.ladder)
        let first = desk.decide(danger(.unconfirmed, .noPayment, at: 600))
        #expect(first.action?.kind == .remindToPay && first.action?.step == 0)
        #expect(desk.memory.nextDue == minute(720))
        #expect(desk.wake(at: 719) == Verdict(), "not a moment sooner")
        let second = desk.wake(at: 720)
        #expect(second.action?.kind == .offerOtherMethod && second.action?.step == 1)
        #expect(second.action?.occurredAt == minute(720) && second.action?.expiresAt == minute(780))
        #expect(second.decision.triggerID == first.decision.triggerID && second.decision.id != first.decision.id)
        #expect(second.action?.id != first.action?.id)
        desk.policy = try parsed(
            policyText(rules: Self.ladder, caps: "caps: {actions_per_day: 2}", without: .unconfirmed)
        )
        let third = desk.wake(at: 900)
        #expect(third.decision.outcome == .capped && third.decision.step == 2, "each step asks the guard rails again")
        #expect(third.action == nil)
        let last = desk.wake(at: 600 + 7 * 1440)
        #expect(last.decision.outcome == .unknown)
        #expect(last.decision.id == StableID.make("out", first.decision.triggerID))
        #expect(desk.memory.cases.isEmpty)
    }

    @Test("takes no step any more once the order is settled, and tells that it was saved")
    func settled() throws {
        var desk = try Self.desk(Self.ladder)
        let first = desk.decide(danger(.unconfirmed, .noPayment, at: 600))
        let closed = desk.decide(danger(.settled, .paid, at: 650))
        #expect(closed.decisions.map(\.outcome) == [.saved, .closed])
        #expect(closed.decisions[0].triggerID == first.decision.triggerID)
        #expect(closed.decisions[0].actionID == first.action?.id)
        #expect(closed.decisions[0].worth == Money(currency: "CNY", amountMinor: 25_998))
        #expect(desk.wake(at: 10_000) == Verdict())
    }

    @Test("comes back from its bytes the same, in every stage")
    func bytes() throws {
        var desk = try Self.desk(Self.ladder)
        _ = desk.decide(danger(.unconfirmed, .noPayment, at: 600, payment: alipay))
        var stages: [Case.Stage] = []
        for stage in Case.Stage.allCases {
            desk.memory.cases[0].stage = stage
            desk.memory.cases[0].request = BudgetRequest(
                id: "b",
                policy: "p",
                day: -3,
                amount: Money(currency: "CNY", amountMinor: 7),
                limitMinor: 9,
                customerID: "C",
                orderID: "O"
            )
            desk.memory.cases[0].arm = stage == .outcome ? .heldOut : .treated
            var writer = StateWriter()
            desk.memory.write(to: &writer)
            var reader = StateReader(Array(writer.bytes))
            #expect(try CustomerMemory(from: &reader) == desk.memory)
            try reader.end()
            stages.append(stage)
        }
        #expect(stages.count == 5)
    }

    @Test("whose rule is gone from the policy sends nothing more, and its outcome is still waited for")
    func policyChanged() throws {
        var desk = try Self.desk(Self.ladder)
        _ = desk.decide(danger(.unconfirmed, .noPayment, at: 600))
        let other = Self.ladder.replacing("name: unpaid\n", with: "name: another\n")
        desk.policy = try parsed(policyText(rules: other, without: .unconfirmed))
        let verdict = desk.wake(at: 720)
        #expect(verdict.decision.outcome == .expired && verdict.action == nil)
        #expect(desk.decide(danger(.settled, .paid, at: 730)).decisions.map(\.outcome) == [.saved, .closed])
    }
}

@Suite("An incident")
struct HoldTests {
    static let rule = """
          - name: unpaid
            when: {trigger: unconfirmed}
            do: {action: thank, template: thank, expires: 6h, hold: incident, at_any_hour: true}
        """

    private static func desk() throws -> Desk {
        var desk = try CaseTests.desk(rule)
        desk.incidents.apply(alert(.firing, [.init(.provider, "alipay")]))
        return desk
    }

    @Test("holds an action, and releases those held at moments of their own when it ends")
    func release() throws {
        var desk = try Self.desk()
        for index in 0..<40 {
            let held = desk.decide(danger(.unconfirmed, .noPayment, order: "O-\(index)", payment: alipay))
            #expect(held.decision.outcome == .held && held.actions.isEmpty)
            #expect(held.decision.heldUntil == minute(960))
        }
        #expect(desk.wake(at: 700) == Verdict())
        #expect(desk.memory.awaitsIncident)
        desk.policy = try parsed(
            policyText(rules: Self.rule, caps: "caps: {actions_per_day: 100}", without: .unconfirmed)
        )
        desk.policy.holdOutPercent = 0
        desk.incidents.apply(alert(.resolved, [.init(.provider, "alipay")], at: 700))
        let isReleased = desk.memory.release(at: minute(700), incidents: desk.incidents, over: .minutes(10))
        #expect(isReleased)
        let released = desk.wake(at: 710)
        #expect(released.actions.count == 40)
        let times = Set(released.actions.map(\.occurredAt))
        #expect(times.count > 35, "not all at once")
        #expect(times.allSatisfy { minute(700) <= $0 && $0 < minute(710) })
    }

    @Test("that goes on releases nothing, whatever else is told")
    func goesOn() throws {
        var desk = try Self.desk()
        _ = desk.decide(danger(.unconfirmed, .noPayment, payment: alipay))
        desk.incidents.apply(alert(.firing, [.init(.provider, "stripe")], id: "inc-2", at: 650))
        desk.incidents.apply(alert(.resolved, [.init(.provider, "stripe")], id: "inc-2", at: 700))
        let isReleased = desk.memory.release(at: minute(700), incidents: desk.incidents, over: .minutes(10))
        #expect(!isReleased)
    }

    @Test("that lasts longer than the action makes it expire")
    func lasts() throws {
        var desk = try Self.desk()
        _ = desk.decide(danger(.unconfirmed, .noPayment, payment: alipay))
        let verdict = desk.wake(at: 960)
        #expect(verdict.decisions.map(\.outcome) == [.expired] && verdict.actions.isEmpty)
    }

    @Test("holds nothing for an order that was paid meanwhile")
    func paid() throws {
        var desk = try Self.desk()
        _ = desk.decide(danger(.unconfirmed, .noPayment, payment: alipay))
        #expect(desk.decide(danger(.settled, .paid, at: 650)).decisions.map(\.outcome) == [.saved, .closed])
        desk.incidents = Incidents()
        let isReleased = desk.memory.release(at: minute(700), incidents: desk.incidents, over: .minutes(10))
        #expect(!isReleased)
        #expect(desk.wake(at: 5000).actions.isEmpty)
    }
}
