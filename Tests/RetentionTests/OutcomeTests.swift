import Commerce
import Retention
import Streaming
import Testing

@Suite("The outcome of an answered danger")
struct OutcomeTests {
    static let ends: [(Trigger.Kind, Cause, Trigger.Kind, Cause, Decision.Outcome?)] = [
        (.paymentFailed, .funds, .settled, .paid, .saved),
        (.paymentFailed, .funds, .settled, .delivered, .saved),
        (.unconfirmed, .noPayment, .settled, .confirmed, .saved),
        (.unconfirmed, .stock, .cancelled, .outOfStock, .lost),
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

    @Test("of a danger that another one replaces is that it was superseded, where it is not compared")
    func superseded() {
        var desk = Desk()
        let first = desk.decide(danger(.unconfirmed, .stock))
        let second = desk.decide(danger(.wrongShipment, .picking, at: 610))
        #expect(second.alsoDecided.map(\.outcome) == [.superseded])
        #expect(second.alsoDecided.first?.id == StableID.make("out", first.decision.triggerID))
    }

    static let fates: [(Trigger.Kind, Cause, String, Decision.Outcome)] = [
        (.settled, .paid, "O-1", .saved), (.settled, .refunded, "O-1", .lost), (.placed, .placed, "O-2", .saved),
    ]

    @Test("of an order that is compared is its fate, told of the danger as which it was drawn", arguments: fates)
    func fate(_ kind: Trigger.Kind, _ cause: Cause, order: String, outcome: Decision.Outcome) {
        var desk = Desk()
        let first = desk.decide(danger(.paymentFailed, .funds))
        let second = desk.decide(danger(.cancelled, .paymentFailed, at: 660))
        #expect(second.alsoDecided.map(\.outcome) == [.superseded] && second.decision.outcome == .acted)
        #expect(second.alsoDecided.first?.id.hasPrefix("out-") == false && second.decision.arm == nil)
        let told = desk.decide(danger(kind, cause, order: order, at: 700)).decisions.filter { $0.arm != nil }
        #expect(told.map(\.outcome) == [outcome])
        #expect(told.first?.id == StableID.make("out", first.decision.triggerID))
        #expect(told.first?.rule == "payment-funds" && told.first?.cause == .funds && told.first?.arm == .treated)
        #expect(desk.wake(at: 100 * 1440).decisions.allSatisfy { $0.arm == nil }, "it is told once")
    }

    @Test("of an order that is compared and stays cancelled is that it was lost, at the horizon")
    func cancelled() {
        var desk = Desk()
        let first = desk.decide(danger(.paymentFailed, .funds))
        _ = desk.decide(danger(.cancelled, .paymentFailed, at: 660))
        let ends = desk.wake(at: 100 * 1440).decisions.filter { $0.arm != nil }
        #expect(ends.map(\.outcome) == [.lost] && ends.map(\.triggerID) == [first.decision.triggerID])
        #expect(ends.first?.occurredAt == minute(600 + 7 * 1440))
        #expect(desk.memory.comparisons.isEmpty)
    }

    @Test("is told once of an order, whatever becomes of it later")
    func once() {
        var desk = Desk()
        _ = desk.decide(danger(.paymentFailed, .funds))
        _ = desk.decide(danger(.settled, .paid, at: 610))
        let again = desk.decide(danger(.cancelled, .changedMind, at: 700))
        #expect(again.decision.arm == nil && again.action != nil)
        #expect(desk.wake(at: 100 * 1440).decisions.allSatisfy { $0.arm == nil })
    }

    @Test("has a decision that draws its order, also when it is over before the keeper of the money has answered")
    func undecided() {
        var desk = Desk()
        let trigger = danger(.cancelled, .foundCheaper)
        let asked = desk.policy.decide(trigger, memory: &desk.memory, incidents: desk.incidents)
        #expect(asked.decisions.isEmpty && asked.requests.count == 1)
        let verdict = desk.decide(danger(.settled, .confirmed, at: 601))
        #expect(verdict.decisions.map(\.outcome) == [.expired, .saved, .closed])
        #expect(verdict.decisions.map(\.draws) == [true, false, false])
    }

    @Test("costs what all measured rules offered for the order, and stands in the row of the first")
    func cost() throws {
        var desk = Desk()
        _ = desk.decide(danger(.paymentFailed, .details))
        let offered = desk.decide(danger(.cancelled, .foundCheaper, at: 660))
        let limit = try #require(offered.action?.offer?.costLimitMinor)
        let told = desk.decide(danger(.settled, .paid, at: 700)).decisions.first
        #expect(told?.rule == "payment-details" && told?.cost?.amountMinor == limit)
        #expect(told?.actionID == offered.action?.id)
    }

    static let placements: [(String, String, Bool)] = [
        ("S-501", "shoes", true), ("S-7", "shoes", false), ("S-7", "books", false),
    ]

    @Test("is saved by an order that has the product in question, and by no other", arguments: placements)
    func placedAgain(sku: String, category: String, isSaved: Bool) {
        var desk = Desk()
        _ = desk.decide(danger(.cancelled, .returnPolicy))
        var placed = danger(.placed, .placed, order: "O-2", at: 700)
        placed.order.sku = sku
        placed.order.category = category
        placed.order.skus = [sku]
        #expect(desk.decide(placed).decisions.map(\.outcome) == (isSaved ? [.saved] : []))
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
