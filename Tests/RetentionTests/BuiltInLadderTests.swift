import Commerce
import Retention
import Streaming
import Testing

/// Every row of the practice (triggers, causes, tiers) against the ladder that the built-in policy has for it.
@Suite("A ladder of the built-in policy")
struct BuiltInLadderTests {
    /// A row: the trigger, what is done step by step, and for whom.
    struct Row: Sendable, CustomTestStringConvertible {
        var kind: Trigger.Kind
        var causes: [Cause]
        var steps: [Action.Kind]
        var tier = CustomerTier.regular
        var isInside = false
        var customMade = false
        var totalMinor: Int64 = 25_998
        var isIncidentFiring = false

        var testDescription: String { "\(kind.rawValue) \(causes.map(\.rawValue)) \(tier.rawValue)" }
    }

    static let payments: [Row] = [
        Row(kind: .paymentFailed, causes: [.funds], steps: [.offerOtherMethod, .remindToPay]),
        Row(kind: .paymentFailed, causes: [.technical], steps: [.offerOtherMethod, .retryPayment]),
        Row(kind: .paymentFailed, causes: [.authentication], steps: [.finishAuthentication, .offerOtherMethod]),
        Row(kind: .paymentFailed, causes: [.details], steps: [.correctDetails, .offerOtherMethod]),
        Row(kind: .paymentFailed, causes: [.ambiguous], steps: [.offerOtherMethod, .retryPayment]),
        Row(kind: .paymentFailed, causes: [.fraud], steps: [.review]),
        Row(
            kind: .paymentFailed,
            causes: [.funds, .technical, .authentication, .details, .ambiguous],
            steps: [.offerOtherMethod, .retryPayment],
            isIncidentFiring: true
        ),
        Row(
            kind: .paymentFailed,
            causes: [.funds, .technical, .ambiguous],
            steps: [.offerOtherMethod, .offerPayLater, .remindToPay],
            tier: .vip
        ),
        Row(kind: .unconfirmed, causes: [.noPayment], steps: [.remindToPay, .offerOtherMethod, .releaseStock]),
        Row(
            kind: .unconfirmed,
            causes: [.noPayment],
            steps: [.offerOtherMethod, .remindToPay, .releaseStock],
            isIncidentFiring: true
        ),
        Row(
            kind: .unconfirmed,
            causes: [.noPayment],
            steps: [.remindToPay, .offerPayLater, .releaseStock],
            tier: .vip
        ),
        Row(kind: .unconfirmed, causes: [.stock], steps: [.offerSubstitute, .offerReservation, .followUp]),
    ]

    static let cancellations: [Row] = [
        Row(kind: .cancelled, causes: [.changedMind], steps: [.askReason, .showProducts, .exchange, .voucher]),
        Row(
            kind: .cancelled,
            causes: [.changedMind],
            steps: [.askReason, .exchange, .showProducts, .voucher],
            tier: .vip
        ),
        Row(
            kind: .cancelled,
            causes: [.changedMind],
            steps: [.askReason, .showProducts, .easyReturn],
            tier: .new
        ),
        Row(kind: .cancelled, causes: [.foundCheaper, .priceChanged], steps: [.matchPrice]),
        Row(kind: .cancelled, causes: [.foundCheaper, .priceChanged], steps: [.easyReturn], tier: .new),
        Row(kind: .cancelled, causes: [.shippingCost], steps: [.waiveShipping]),
        Row(kind: .cancelled, causes: [.deliveryTooSlow], steps: [.freeExpress]),
        Row(kind: .cancelled, causes: [.returnPolicy], steps: [.easyReturn]),
        Row(kind: .cancelled, causes: [.paymentMethod], steps: [.offerPayLater]),
        Row(kind: .cancelled, causes: [.paymentFailed], steps: [.offerOtherMethod]),
        Row(kind: .cancelled, causes: [.accountRequired], steps: [.guestCheckout]),
        Row(kind: .cancelled, causes: [.outOfStock], steps: [.offerSubstitute, .offerReservation]),
        Row(kind: .cancelled, causes: [.wrongItem], steps: [.exchange]),
        Row(kind: .cancelled, causes: [.duplicate, .fraud], steps: []),
        Row(kind: .cancelled, causes: [.other, .unknown], steps: [.thank, .voucher]),
        Row(kind: .cancelled, causes: [.changedMind, .other], steps: [.stateFee], customMade: true),
        Row(kind: .cancelled, causes: [.changedMind, .paymentMethod], steps: [.stateFee], totalMinor: 200_000),
        Row(kind: .cancelled, causes: [.deliveryTooSlow], steps: [.freeExpress], totalMinor: 200_000),
    ]

    private static let repaired: [Action.Kind] = [
        .apologiseAndReship, .voucher, .followUp, .askSatisfaction, .checkBack,
    ]

    static let others: [Row] = [
        Row(kind: .wrongShipment, causes: Trigger.Kind.wrongShipment.causes, steps: repaired),
        Row(kind: .wrongShipment, causes: [.picking], steps: repaired, tier: .vip),
        Row(kind: .wrongShipment, causes: [.address], steps: repaired, totalMinor: 200_000),
        Row(kind: .feedback, causes: [.lowScore], steps: [.talkToPerson, .followUp, .askSatisfaction]),
        Row(kind: .delayed, causes: [.promiseMissed], steps: [.announceDelay, .followUp]),
        Row(kind: .delayed, causes: [.promiseMissed], steps: [.announceDelay, .followUp], tier: .vip),
        Row(kind: .backInStock, causes: [.replenished], steps: [.notifyBackInStock]),
    ]

    @Test("is that of its row", arguments: payments + cancellations + others)
    func ladder(row: Row) throws {
        for cause in row.causes { #expect(try Self.rule(row, cause).steps.map(\.plan.message.kind) == row.steps) }
    }

    @Test("has a rule in the tables above")
    func isComplete() throws {
        var missing = Set(RetentionPolicy.builtIn.rules.map(\.name))
        for row in Self.payments + Self.cancellations + Self.others {
            for cause in row.causes { missing.remove(try Self.rule(row, cause).name) }
        }
        #expect(
            missing == ["cancelled-price-custom-made", "cancelled-price-vip", "stock-missing-vip"],
            "they differ from their rows by what is made or how it is sent"
        )
    }

    @Test("goes to a person first for vip customers")
    func personal() throws {
        let rows: [(Trigger.Kind, Cause)] = [
            (.paymentFailed, .funds), (.unconfirmed, .noPayment), (.unconfirmed, .stock), (.cancelled, .changedMind),
            (.cancelled, .foundCheaper), (.wrongShipment, .picking), (.feedback, .lowScore),
        ]
        for (kind, cause) in rows {
            let rule = try Self.rule(Row(kind: kind, causes: [cause], steps: [], tier: .vip), cause)
            #expect(rule.steps.first?.plan.toAgent == true, "\(kind) \(cause)")
        }
    }

    @Test("gives new customers no money for a change of mind or a price")
    func trust() throws {
        for cause in [Cause.changedMind, .foundCheaper, .priceChanged] {
            for isInside in [false, true] {
                let row = Row(kind: .cancelled, causes: [cause], steps: [], tier: .new, isInside: isInside)
                let offers = try Self.rule(row, cause).steps.compactMap(\.plan.offer)
                #expect(offers.allSatisfy { !$0.kind.isOfValue })
            }
        }
    }

    @Test("is kept from held-out customers, but for what they are owed or have asked for")
    func measured() {
        let owed = RetentionPolicy.builtIn.rules.filter { !$0.isMeasured }
        #expect(
            owed.map(\.name) == [
                "payment-review", "stock-missing-vip", "stock-missing", "late-custom-made", "late-great-value",
                "cancelled-price-custom-made", "cancelled-out-of-stock", "wrong-shipment-vip",
                "wrong-shipment-great-value", "wrong-shipment",
                "low-score", "delayed-vip", "delayed", "back-in-stock",
            ]
        )
    }

    @Test("says to everybody that an order is given up")
    func released() {
        for rule in RetentionPolicy.builtIn.rules {
            for step in rule.steps {
                #expect(step.isMeasured == (step.plan.message.kind != .releaseStock), "\(rule.name)")
            }
        }
    }

    @Test("asks back to a method, after its first step, only when no incident is firing any more")
    func waits() {
        for rule in RetentionPolicy.builtIn.rules {
            for step in rule.steps.dropFirst() {
                let returns = [.retryPayment, .remindToPay, .finishAuthentication].contains(step.plan.message.kind)
                #expect(!returns || step.plan.waitsForIncident, "\(rule.name)")
            }
        }
    }

    @Test("says what a late cancellation costs and why, in every language")
    func fee() throws {
        for (row, percent) in [
            (Row(kind: .cancelled, causes: [], steps: [], customMade: true), 30),
            (Row(kind: .cancelled, causes: [], steps: [], totalMinor: 200_000), 5),
        ] {
            let plan = try #require(try Self.rule(row, .changedMind).steps.first?.plan)
            #expect(plan.fee?.percent == percent)
            #expect(plan.fee?.reason.isEmpty == false)
            #expect(plan.offer?.kind == .exchange)
        }
    }

    @Test("looks back on a wrong shipment after a month")
    func month() throws {
        let rule = try Self.rule(Row(kind: .wrongShipment, causes: [], steps: []), .picking)
        #expect(rule.steps.last?.after == .days(30))
        #expect(rule.steps.first?.plan.expires == .hours(24))
    }

    /// The rule that answers `cause` of `row`.
    private static func rule(_ row: Row, _ cause: Cause) throws -> RetentionPolicy.Rule {
        var desk = Desk()
        if row.isIncidentFiring { desk.incidents.apply(alert(.firing, [])) }
        let name = try #require(desk.decide(trigger(row, cause)).decision.rule)
        return try #require(RetentionPolicy.builtIn.rules.first { $0.name == name })
    }

    /// A danger of `row`.
    static func trigger(_ row: Row, _ cause: Cause, customer: String = "C-1") -> Trigger {
        danger(
            row.kind,
            cause,
            customer: customer,
            tier: row.tier,
            totalMinor: row.totalMinor,
            customMade: row.customMade,
            placedBefore: row.isInside ? 30 : 90,
            payment: row.kind == .paymentFailed ? alipay : nil
        )
    }
}
