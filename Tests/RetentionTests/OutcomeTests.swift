import Commerce
import Retention
import Streaming
import Testing

@Suite("The outcome of an answered danger")
struct OutcomeTests {
    static let ends: [(Trigger.Kind, Cause, Trigger.Kind, Cause, Decision.Outcome?)] = [
        (.paymentFailed, .funds, .settled, .paid, .saved),
        (.paymentFailed, .funds, .settled, .delivered, .saved),
        (.paymentFailed, .funds, .cancelled, .changedMind, .lost),
        (.unconfirmed, .noPayment, .settled, .confirmed, .saved),
        (.unconfirmed, .noPayment, .cancelled, .outOfStock, .lost),
        (.cancelled, .returnPolicy, .settled, .confirmed, .saved),
        (.wrongShipment, .picking, .settled, .returned, .lost),
        (.wrongShipment, .picking, .settled, .refunded, .lost),
        (.wrongShipment, .picking, .settled, .delivered, .saved),
        (.wrongShipment, .picking, .settled, .paid, nil),
        (.delayed, .promiseMissed, .settled, .delivered, .saved),
        (.delayed, .promiseMissed, .settled, .returned, .lost),
        (.delayed, .promiseMissed, .settled, .confirmed, nil),
        (.feedback, .lowScore, .settled, .returned, .lost),
        (.feedback, .lowScore, .settled, .delivered, nil),
    ]

    @Test("follows from what becomes of the order", arguments: ends)
    func end(_ kind: Trigger.Kind, _ cause: Cause, _ news: Trigger.Kind, _ what: Cause, _ outcome: Decision.Outcome?) {
        var desk = Desk()
        let first = desk.decide(danger(kind, cause))
        #expect(first.decision.outcome == .acted)
        let verdict = desk.decide(danger(news, what, at: 660))
        let told = verdict.decisions.first { $0.triggerID == first.decision.triggerID }
        #expect(told?.outcome == outcome)
        if outcome != nil {
            #expect(told?.id == StableID.make("out", first.decision.triggerID))
            #expect(told?.occurredAt == minute(660) && told?.rule == first.decision.rule)
        }
    }

    @Test("is saved when the customer places an order again; one order saves one")
    func placedAgain() {
        var desk = Desk()
        _ = desk.decide(danger(.cancelled, .returnPolicy, order: "O-1", at: 600))
        let second = desk.decide(danger(.cancelled, .returnPolicy, order: "O-2", at: 610))
        let placed = desk.decide(danger(.placed, .placed, order: "O-3", at: 700))
        #expect(placed.decisions.map(\.triggerID) == [second.decision.triggerID], "the newest one")
        #expect(placed.decisions.map(\.outcome) == [.saved])
        #expect(desk.memory.cases.count == 1)
        #expect(desk.decide(danger(.placed, .placed, order: "O-1", at: 710)).decisions.isEmpty, "not by itself")
    }

    static let silences: [(Trigger.Kind, Cause, Decision.Outcome)] = [
        (.cancelled, .returnPolicy, .unknown), (.paymentFailed, .ambiguous, .unknown),
        (.delayed, .promiseMissed, .saved),
    ]

    @Test("after the horizon is what silence means", arguments: silences)
    func silence(_ kind: Trigger.Kind, _ cause: Cause, _ outcome: Decision.Outcome) {
        var desk = Desk()
        let first = desk.decide(danger(kind, cause))
        let last = desk.wake(at: 100 * 1440)
        let told = last.decisions.filter { $0.id == StableID.make("out", first.decision.triggerID) }
        #expect(told.map(\.outcome) == [outcome])
        #expect(desk.memory.cases.isEmpty)
    }

    @Test("of a danger that another one replaces is that it was superseded")
    func superseded() {
        var desk = Desk()
        let first = desk.decide(danger(.unconfirmed, .noPayment))
        let second = desk.decide(danger(.wrongShipment, .picking, at: 610))
        #expect(second.alsoDecided.map(\.outcome) == [.superseded])
        #expect(second.alsoDecided.first?.id == StableID.make("out", first.decision.triggerID))
    }

    @Test("is told once for every case, however many there are")
    func bounded() {
        var desk = Desk()
        desk.policy = RetentionPolicy.builtIn
        desk.policy.holdOutPercent = 50
        var told: [String: Int] = [:]
        var answered: Set<String> = []
        for number in 0..<400 {
            let trigger = danger(.cancelled, .returnPolicy, order: "O-\(number)", at: Int64(number) * 300)
            let verdict = desk.decide(trigger)
            if verdict.decision.arm != nil { answered.insert(trigger.id) }
            for decision in verdict.decisions where decision.id.hasPrefix("out-") { told[decision.id, default: 0] += 1 }
            #expect(desk.memory.cases.count <= CustomerMemory.casesMax)
        }
        for decision in desk.wake(at: 1_000_000).decisions where decision.id.hasPrefix("out-") {
            told[decision.id, default: 0] += 1
        }
        #expect(Set(told.keys) == Set(answered.map { StableID.make("out", $0) }))
        #expect(told.values.allSatisfy { $0 == 1 })
    }
}
