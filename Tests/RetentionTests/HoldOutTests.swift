import Commerce
import Streaming
import Testing

@testable import Retention

@Suite("The hold-out")
struct HoldOutTests {
    private static func arms(_ percent: Int) -> [Arm?] {
        (0..<4000).map { number in
            var desk = Desk()
            desk.policy.holdOutPercent = percent
            let trigger = danger(.cancelled, .returnPolicy, order: "O-\(number)", customer: "C-\(number)")
            return desk.decide(trigger).decision.arm
        }
    }

    @Test("has the share of customers that the policy says, drawn the same every time", arguments: [0, 5, 20, 50])
    func share(percent: Int) {
        let arms = Self.arms(percent)
        let share = Double(arms.count { $0 == .heldOut }) / Double(arms.count)
        // Three standard deviations of 4000 draws.
        #expect(abs(share - Double(percent) / 100) < 0.024)
        #expect(arms.allSatisfy { $0 != nil })
        #expect(arms == Self.arms(percent))
    }

    @Test("gets no action, one decision that says so, and its outcome")
    func heldOut() {
        var desk = Desk()
        desk.policy.holdOutPercent = 50
        let number = (0..<100).first { Spread.isHeldOut("C-\($0)", of: desk.policy.name, percent: 50) } ?? 0
        let customer = "C-\(number)"
        let verdict = desk.decide(danger(.cancelled, .returnPolicy, customer: customer))
        #expect(verdict.decision.outcome == .heldOut && verdict.decision.arm == .heldOut && verdict.actions.isEmpty)
        let saved = desk.decide(danger(.placed, .placed, order: "O-2", at: 700, customer: customer))
        #expect(saved.decisions.map(\.outcome) == [.saved])
        #expect(saved.decisions.first?.arm == .heldOut)
    }

    @Test("spares nobody what they are owed")
    func owed() {
        for number in 0..<100 {
            var desk = Desk()
            desk.policy.holdOutPercent = 50
            let verdict = desk.decide(danger(.wrongShipment, .picking, customer: "C-\(number)"))
            #expect(verdict.action != nil && verdict.decision.arm == nil)
        }
    }

    /// A step of a ladder and what the customer hears of it.
    struct Heard: Equatable {
        var step: Int
        var kind: Action.Kind
        var minute: Int64
    }

    @Test("hears of a ladder only what is owed, when the rest would have been done", arguments: [true, false])
    func owedSteps(isPaid: Bool) {
        var desk = Desk()
        desk.policy.holdOutPercent = 50
        let customer = "C-\((0..<100).first { desk.policy.arm(of: "C-\($0)") == .heldOut } ?? 0)"
        var actions = desk.decide(danger(.unconfirmed, .noPayment, at: 130, customer: customer)).actions
        if isPaid { _ = desk.decide(danger(.settled, .paid, at: 200, customer: customer)) }
        let later = desk.wake(at: 100 * 1440)
        actions += later.actions
        let heard = actions.map {
            Heard(step: $0.step, kind: $0.kind, minute: ($0.occurredAt.milliseconds - minute(0).milliseconds) / 60_000)
        }
        // Six hours and a day after the reminder that was not sent.
        #expect(heard == (isPaid ? [] : [Heard(step: 2, kind: .releaseStock, minute: 130 + 360 + 1440)]))
        if !isPaid { #expect(later.decisions.last?.outcome == .unknown && later.decisions.last?.arm == .heldOut) }
    }

    /// What nobody may be kept from: what the shop owes, has to say, or was asked for.
    private static let owed: [Action.Kind] = [
        .review, .apologiseAndReship, .announceDelay, .acceptCancellation, .stateFee, .talkToPerson, .notifyBackInStock,
        .releaseStock, .followUp, .askSatisfaction, .checkBack,
    ]

    @Test("is kept from the first step of each measured rule and of no other, and from nothing that is owed")
    func firstSteps() throws {
        let special = BuiltInLadderTests.Row(
            kind: .cancelled,
            causes: [.foundCheaper],
            steps: [.acceptCancellation],
            isInside: true,
            customMade: true
        )
        let rows = BuiltInLadderTests.payments + BuiltInLadderTests.cancellations + BuiltInLadderTests.others
        var answered: Set<String> = []
        for row in rows + [special] where !row.steps.isEmpty {
            for cause in row.causes {
                var desk = Desk()
                desk.policy.holdOutPercent = 50
                let customer = "C-\((0..<100).first { desk.policy.arm(of: "C-\($0)") == .heldOut } ?? 0)"
                if row.isIncidentFiring { desk.incidents.apply(alert(.firing, [])) }
                // Ten in the morning in UTC is no night in China.
                let verdict = desk.decide(BuiltInLadderTests.trigger(row, cause, customer: customer))
                let rule = try #require(desk.policy.rules.first { $0.name == verdict.decision.rule })
                answered.insert(rule.name)
                #expect(verdict.decision.outcome == (rule.isMeasured ? .heldOut : .acted), "\(rule.name)")
                #expect(verdict.action?.kind == (rule.isMeasured ? nil : row.steps[0]), "\(rule.name)")
                guard rule.isMeasured else { continue }
                let kept = rule.steps.filter(\.isMeasured).map(\.plan.message.kind)
                #expect(Set(kept).isDisjoint(with: Self.owed), "\(rule.name) keeps \(kept)")
            }
        }
        #expect(answered.count > 25)
    }

    @Test("is drawn before caps are asked, which the treated come to and those held out do not")
    func caps() {
        let arms = [Arm.treated, .heldOut].map { arm in
            var desk = Desk()
            desk.policy.holdOutPercent = 50
            let customer = "C-\((0..<100).first { desk.policy.arm(of: "C-\($0)") == arm } ?? 0)"
            return (0..<3).map { order in
                desk.decide(danger(.cancelled, .returnPolicy, order: "O-\(order)", customer: customer)).decision
            }
        }
        #expect(arms.map { $0.map(\.outcome) } == [[.acted, .acted, .capped], [.heldOut, .heldOut, .heldOut]])
        #expect(arms.map { $0.map(\.arm) } == [[.treated, .treated, .treated], [.heldOut, .heldOut, .heldOut]])
    }

    @Test("takes nothing from what a customer is owed: what was withheld does not count for the caps")
    func owedAfterHeldOut() {
        var desk = Desk()
        desk.policy.holdOutPercent = 50
        let customer = "C-\((0..<100).first { desk.policy.arm(of: "C-\($0)") == .heldOut } ?? 0)"
        for order in 0..<3 {
            _ = desk.decide(danger(.cancelled, .returnPolicy, order: "O-\(order)", customer: customer))
        }
        let owed = desk.decide(danger(.wrongShipment, .picking, order: "O-9", at: 610, customer: customer))
        #expect(owed.action?.kind == .apologiseAndReship)
    }
}

@Suite("The money of the day")
struct BudgetTests {
    private static func late(_ order: String = "O-1") -> Trigger {
        danger(.delayed, .promiseMissed, order: order, tier: .vip)
    }

    @Test("is asked for before an offer is made, and the action waits for the answer")
    func asks() throws {
        var desk = Desk()
        let verdict = desk.policy.decide(Self.late(), memory: &desk.memory, incidents: desk.incidents)
        #expect(verdict.decisions.isEmpty && verdict.actions.isEmpty)
        let request = try #require(verdict.requests.first)
        #expect(request.amount.currency == "CNY" && request.amount.amountMinor > 0)
        let again = desk.decide(danger(.delayed, .promiseMissed, at: 601, tier: .vip))
        #expect(again.decision.outcome == .alreadyOpen, "the order is being answered")
        let answer = BudgetAnswer(request, isGranted: true)
        let granted = desk.policy.take(answer, at: minute(600), memory: &desk.memory, incidents: desk.incidents)
        #expect(granted.action?.offer?.costLimitMinor == request.amount.amountMinor)
        #expect(granted.decision.cost == request.amount)
        #expect(granted.decision.id == StableID.make("dec", Self.late().id))
        let twice = desk.policy.take(answer, at: minute(600), memory: &desk.memory, incidents: desk.incidents)
        #expect(twice.actions.isEmpty, "an answer counts once")
    }

    @Test("that is spent takes the offer away, not the message")
    func spent() {
        var desk = Desk()
        desk.isMoneyThere = false
        let verdict = desk.decide(Self.late())
        #expect(verdict.action?.offer == nil && verdict.action?.kind == .announceDelay)
        #expect(
            verdict.decision.guardRails.last == .init(.budget, passed: false, note: "the money of the day is spent")
        )
    }

    @Test("is given back when nobody waits for it any more")
    func givenBack() throws {
        var desk = Desk()
        let verdict = desk.policy.decide(Self.late(), memory: &desk.memory, incidents: desk.incidents)
        let request = try #require(verdict.requests.first)
        _ = desk.decide(danger(.settled, .delivered, at: 601))
        let answer = BudgetAnswer(request, isGranted: true)
        let late = desk.policy.take(answer, at: minute(602), memory: &desk.memory, incidents: desk.incidents)
        #expect(late.requests == [request.givenBack])
        #expect(request.givenBack.amount.amountMinor == -request.amount.amountMinor)
    }

    @Test("of a currency that has none pays for nothing")
    func none() {
        var desk = Desk()
        desk.policy.budgets = []
        let verdict = desk.decide(Self.late())
        #expect(verdict.requests.isEmpty && verdict.action?.offer == nil)
    }

    @Test("is not the only bound: an offer leaves the order its margin")
    func margin() {
        var desk = Desk()
        let rich = desk.decide(danger(.cancelled, .foundCheaper, order: "O-1", totalMinor: 100_000))
        #expect(rich.action?.offer?.costLimitMinor == 5000)
        let poor = desk.decide(danger(.cancelled, .foundCheaper, order: "O-2", totalMinor: 10_000))
        #expect(poor.action?.offer?.costLimitMinor == 2500, "25 % of the value")
        desk.policy.margin.floor = 30
        desk.memory = CustomerMemory()
        let none = desk.decide(danger(.cancelled, .foundCheaper, order: "O-3", totalMinor: 10_000))
        #expect(none.action?.offer == nil)
        #expect(none.decision.guardRails.contains { $0.rail == .margin && !$0.passed })
    }
}

@Suite("The switches of a policy")
struct SwitchTests {
    @Test("switch it off: every danger is told, nothing is done")
    func off() {
        var desk = Desk()
        desk.policy.isEnabled = false
        let verdict = desk.decide(danger(.paymentFailed, .funds))
        #expect(verdict.decision.outcome == .switchedOff && verdict.actions.isEmpty && desk.memory.cases.isEmpty)
    }

    @Test("let it only try: what it would do is decided and recorded, and nothing published")
    func dryRun() {
        var desk = Desk()
        var real = Desk()
        desk.policy.isDryRun = true
        let (dry, wet) = (desk.decide(danger(.paymentFailed, .funds)), real.decide(danger(.paymentFailed, .funds)))
        #expect(dry.decision.outcome == .dryRun && dry.actions.isEmpty)
        #expect(dry.decision.actionID == wet.action?.id)
        #expect(desk.memory == real.memory, "caps and cases are those of the real thing")
    }
}
