import Commerce
import Retention
import Streaming
import Testing

@Suite("The first action of the built-in policy")
struct FirstActionTests {
    typealias Row = (kind: Trigger.Kind, cause: Cause, action: Action.Kind?, offer: String?)

    static let rows: [Row] = [
        (.paymentFailed, .funds, .offerOtherMethod, nil),
        (.paymentFailed, .technical, .offerOtherMethod, nil),
        (.paymentFailed, .authentication, .finishAuthentication, nil),
        (.paymentFailed, .details, .correctDetails, nil),
        (.paymentFailed, .ambiguous, .offerOtherMethod, nil),
        (.paymentFailed, .fraud, .review, nil),
        (.unconfirmed, .noPayment, .remindToPay, nil),
        (.unconfirmed, .stock, .offerSubstitute, "substitute"),
        (.cancelled, .changedMind, .askReason, nil),
        (.cancelled, .foundCheaper, .matchPrice, "price_match"),
        (.cancelled, .priceChanged, .matchPrice, "price_match"),
        (.cancelled, .shippingCost, .waiveShipping, "free_shipping"),
        (.cancelled, .deliveryTooSlow, .freeExpress, "free_express"),
        (.cancelled, .returnPolicy, .easyReturn, "extended_return"),
        (.cancelled, .paymentMethod, .offerPayLater, nil),
        (.cancelled, .paymentFailed, .offerOtherMethod, nil),
        (.cancelled, .accountRequired, .guestCheckout, nil),
        (.cancelled, .outOfStock, .offerSubstitute, "substitute"),
        (.cancelled, .wrongItem, .exchange, "exchange"),
        (.cancelled, .duplicate, nil, nil),
        (.cancelled, .fraud, nil, nil),
        (.cancelled, .other, .thank, nil),
        (.cancelled, .unknown, .thank, nil),
        (.wrongShipment, .stockRecord, .apologiseAndReship, nil),
        (.wrongShipment, .placement, .apologiseAndReship, nil),
        (.wrongShipment, .picking, .apologiseAndReship, nil),
        (.wrongShipment, .packing, .apologiseAndReship, nil),
        (.wrongShipment, .labelling, .apologiseAndReship, nil),
        (.wrongShipment, .address, .apologiseAndReship, nil),
        (.wrongShipment, .orderDataWrong, .apologiseAndReship, nil),
        (.wrongShipment, .orderDataLost, .apologiseAndReship, nil),
        (.wrongShipment, .other, .apologiseAndReship, nil),
        (.wrongShipment, .unknown, .apologiseAndReship, nil),
        (.feedback, .lowScore, .talkToPerson, nil),
        (.delayed, .promiseMissed, .announceDelay, nil),
        (.backInStock, .replenished, .notifyBackInStock, nil),
    ]

    @Test("answers each cause as the practice says", arguments: rows)
    func answers(row: Row) throws {
        var desk = Desk()
        let verdict = desk.decide(danger(row.kind, row.cause))
        #expect(verdict.action?.kind == row.action)
        #expect(verdict.action?.offer?.kind == row.offer)
        #expect(verdict.decision.outcome == (row.action == nil ? .letGo : .acted))
        #expect(verdict.decision.actionID == verdict.action?.id)
        #expect(verdict.decision.rule != nil)
        guard let action = verdict.action else { return }
        #expect(action.text.contains("O-1") || action.text.contains("S-501"))
        #expect(!action.text.contains("{"))
        #expect(action.expiresAt > action.occurredAt)
        #expect(action.policy == "default@2")
    }

    @Test("is in the table for every cause that TRACK raises")
    func isComplete() {
        for kind in Trigger.Kind.allCases where ![.settled, .placed, .replied].contains(kind) {
            for cause in kind.causes {
                #expect(Self.rows.contains { $0.kind == kind && $0.cause == cause }, "\(kind) \(cause)")
            }
        }
    }

    @Test("goes to a person for vip customers and great values")
    func personal() {
        var vip = Desk()
        #expect(vip.decide(danger(.wrongShipment, .picking, tier: .vip)).action?.channel == "agent")
        var great = Desk()
        #expect(great.decide(danger(.wrongShipment, .picking, totalMinor: 200_000)).action?.channel == "agent")
        var foreign = Desk()
        let yen = danger(.wrongShipment, .picking, totalMinor: 200_000, currency: "XYZ")
        #expect(foreign.decide(yen).action?.channel == "push")
        var regular = Desk()
        #expect(regular.decide(danger(.wrongShipment, .picking)).action?.channel == "push")
    }

    @Test("gives a vip customer an apology voucher for a delay, with its limit in the text")
    func apology() throws {
        var desk = Desk()
        let action = try #require(desk.decide(danger(.delayed, .promiseMissed, tier: .vip)).action)
        #expect(
            action.offer
                == Offer(kind: "voucher", percent: 10, costLimitMinor: 5000, currency: "CNY", sku: "S-501")
        )
        #expect(action.text.contains("10 %"))
        #expect(action.text.contains("CNY 50.00"))
    }

    @Test("gives new customers trust rather than money")
    func trust() {
        var desk = Desk()
        let verdict = desk.decide(danger(.cancelled, .foundCheaper, tier: .new))
        #expect(verdict.action?.kind == .easyReturn)
    }

    @Test("makes no offer in a currency without a limit")
    func noLimit() {
        var desk = Desk()
        let verdict = desk.decide(danger(.cancelled, .foundCheaper, currency: "XYZ"))
        #expect(verdict.action?.kind == .thank)
        #expect(verdict.action?.offer == nil)
        #expect(verdict.decision.reason.contains("no limit in XYZ"))
    }

    @Test("answers nobody who has no customer id, and remembers nothing")
    func noCustomer() {
        var desk = Desk()
        let verdict = desk.decide(danger(.cancelled, .changedMind, customer: ""))
        #expect(verdict.decision.outcome == .noRule)
        #expect(verdict.decision.reason == "It has no customer id, so nobody can be reached.")
        #expect(verdict.action == nil)
        #expect(desk.memory.isEmpty)
    }

    @Test("has ids that depend on the trigger and nothing else")
    func ids() {
        var one = Desk()
        var two = Desk()
        let trigger = danger(.unconfirmed, .noPayment)
        #expect(one.decide(trigger) == two.decide(trigger))
        var three = Desk()
        let verdict = three.decide(danger(.unconfirmed, .noPayment, at: 601))
        let first = one.memory.cases.first
        #expect(verdict.action?.id != first?.actionID)
        #expect(first?.actionID == StableID.make("act", trigger.id, "unpaid"))
        #expect(verdict.decision.id == StableID.make("dec", verdict.decision.triggerID))
    }
}
