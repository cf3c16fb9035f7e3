import Commerce
import Retention
import Streaming
import Testing

@Suite("While a payment incident is firing")
struct IncidentTests {
    static let slices: [(terms: [Slice.Term], touches: Bool)] = [
        ([], true),
        ([.init(.provider, "alipay")], true),
        ([.init(.provider, "alipay"), .init(.issuer, "icbc")], true),
        ([.init(.provider, "alipay"), .init(.issuer, "abc")], false),
        ([.init(.method, "wallet")], true),
        ([.init(.country, "CN")], true),
        ([.init(.country, "US")], false),
        ([.init(.channel, "app")], true),
        ([.init(.declineFamily, "authentication")], true),
        ([.init(.declineFamily, "funds")], false),
        ([.init(.carrier, "unknown")], false),
    ]

    @Test("an order that it touches is offered another method, others are not", arguments: slices)
    func redirects(terms: [Slice.Term], touches: Bool) throws {
        var desk = Desk()
        desk.incidents.apply(alert(.firing, terms))
        let verdict = desk.decide(danger(.paymentFailed, .authentication, payment: alipay))
        // What touches every way to pay alike leaves nothing to offer: then the customer is told nothing yet.
        let isEverywhere = touches && terms.allSatisfy { [.country, .channel].contains($0.dimension) }
        if isEverywhere {
            #expect(verdict.decision.outcome == .held && verdict.actions.isEmpty)
            return #expect(verdict.decision.heldUntil != nil)
        }
        let action = try #require(verdict.action)
        #expect(action.kind == (touches ? .offerOtherMethod : .finishAuthentication))
        #expect(verdict.decision.reason.contains("inc-1") == touches)
        for name in ["alipay", "wallet", "icbc"] { #expect(!action.text.contains(name)) }
    }

    static let dangers: [(Trigger.Kind, Cause)] = [
        (.paymentFailed, .technical), (.paymentFailed, .funds), (.paymentFailed, .authentication),
        (.paymentFailed, .details), (.paymentFailed, .ambiguous), (.unconfirmed, .noPayment),
    ]

    @Test("nobody is sent back to what is down", arguments: dangers)
    func neverBack(kind: Trigger.Kind, cause: Cause) {
        var desk = Desk()
        desk.incidents.apply(alert(.firing, [.init(.provider, "alipay")]))
        #expect(desk.decide(danger(kind, cause, payment: alipay)).action?.kind == .offerOtherMethod)
    }

    @Test("a suspicion of fraud is still reviewed")
    func fraud() {
        var desk = Desk()
        desk.incidents.apply(alert(.firing, []))
        #expect(desk.decide(danger(.paymentFailed, .fraud, payment: alipay)).action?.kind == .review)
    }

    @Test("its life is followed: recovering still counts, resolved does not, other signals never do")
    func life() {
        let trigger = danger(.paymentFailed, .details, payment: alipay)
        var incidents = Incidents()
        incidents.apply(alert(.firing, [.init(.provider, "alipay")], signal: .cancellation))
        #expect(incidents.firing(for: trigger).isEmpty)
        incidents.apply(alert(.firing, [.init(.provider, "alipay")], id: "inc-2", at: 590))
        incidents.apply(alert(.firing, [.init(.provider, "adyen")], id: "inc-1", at: 590))
        #expect(incidents.active.map(\.id) == ["inc-1", "inc-2"])
        incidents.apply(alert(.updated, [.init(.provider, "alipay"), .init(.issuer, "abc")], id: "inc-2", at: 591))
        #expect(incidents.firing(for: trigger).isEmpty, "the slice moved away")
        incidents.apply(alert(.recovering, [.init(.provider, "alipay")], id: "inc-2", at: 592))
        #expect(incidents.firing(for: trigger).map(\.id) == ["inc-2"])
        incidents.apply(alert(.resolved, [.init(.provider, "alipay")], id: "inc-2", at: 500))
        #expect(incidents.firing(for: trigger).map(\.id) == ["inc-2"], "an old step changes nothing")
        incidents.apply(alert(.resolved, [.init(.provider, "alipay")], id: "inc-2", at: 593))
        #expect(incidents.active.map(\.id) == ["inc-1"])
    }

    @Test("there are never more incidents than the bound; the one with the oldest alert goes")
    func bound() {
        var incidents = Incidents()
        for index in 0...Incidents.max {
            incidents.apply(alert(.firing, [], id: "inc-\(index)", at: Int64(2000 - index)))
        }
        #expect(incidents.active.count == Incidents.max)
        #expect(!incidents.active.contains { $0.id == "inc-\(Incidents.max)" })
    }
}
