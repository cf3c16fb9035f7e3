import Commerce
import Retention
import Streaming
import Testing

@Suite("The guard rails")
struct GuardRailTests {
    @Test("allow two actions per customer and day, by the customer's clock")
    func perDay() {
        // In Shanghai the day ends at four in the afternoon of UTC.
        var desk = Desk()
        #expect(desk.decide(danger(.feedback, .lowScore, order: "O-1", at: 1)).action != nil)
        #expect(desk.decide(danger(.feedback, .lowScore, order: "O-2", at: 2)).action != nil)
        let third = desk.decide(danger(.feedback, .lowScore, order: "O-3", at: 959))
        #expect(third.decision.outcome == .capped)
        #expect(third.decision.rule == "low-score")
        #expect(desk.decide(danger(.feedback, .lowScore, order: "O-3", at: 960)).action != nil)
        let late = desk.decide(danger(.feedback, .lowScore, order: "O-4", at: 958))
        #expect(late.decision.outcome == .capped, "a late trigger counts on its own day")
    }

    @Test("allow one voucher per customer and 30 days; then the same message goes without it")
    func voucher() {
        var desk = Desk()
        let day: Int64 = 1440
        #expect(desk.decide(danger(.delayed, .promiseMissed, order: "O-1", tier: .vip)).action?.offer != nil)
        let second = desk.decide(danger(.delayed, .promiseMissed, order: "O-2", at: 600 + 30 * day - 1, tier: .vip))
        #expect(second.action?.kind == .announceDelay)
        #expect(second.action?.template == "announce_delay")
        #expect(second.action?.offer == nil)
        #expect(second.decision.reason.contains("had a voucher lately"))
        let third = desk.decide(danger(.delayed, .promiseMissed, order: "O-3", at: 600 + 30 * day, tier: .vip))
        #expect(third.action?.offer?.kind == "voucher")
    }

    @Test("refuse an offer that has no substitute, with the reason")
    func refused() throws {
        var desk = Desk()
        desk.policy = try parsed(
            policyText(
                rules: """
                      - name: gift
                        when: {trigger: delayed}
                        do:
                          action: voucher
                          template: voucher
                          expires: 1h
                          offer: {kind: voucher, percent: 5, cost_limit_minor: {CNY: 900}}
                    """,
                without: .delayed
            )
        )
        #expect(desk.decide(danger(.delayed, .promiseMissed)).action?.text == "5 % off S-501, up to CNY 9.00.")
        let second = desk.decide(danger(.delayed, .promiseMissed, order: "O-2"))
        #expect(second.decision.outcome == .capped)
        desk.memory.voucherAt = nil
        desk.memory.apply(CustomerPreferences(marketingConsent: false), at: minute(1))
        #expect(desk.decide(danger(.delayed, .promiseMissed, order: "O-3")).decision.outcome == .noConsent)
    }

    @Test("give serial cancellers nothing of value, and do not say why")
    func serial() {
        var desk = Desk()
        for day in Int64(0)..<3 {
            let trigger = danger(.cancelled, .shippingCost, order: "O-\(day)", at: day * 1440)
            let verdict = desk.decide(trigger)
            #expect((verdict.action?.offer != nil) == (day < 2))
            if day == 2 { #expect(verdict.action?.kind == .thank) }
        }
        for day in Int64(3)..<6 { _ = desk.decide(danger(.settled, .delivered, order: "O-\(day)", at: day * 1440)) }
        let later = desk.decide(danger(.delayed, .promiseMissed, order: "O-9", at: 6 * 1440, tier: .vip))
        #expect(later.action?.offer != nil, "two of the last five")
    }

    @Test("do not count cancellations that were not the customer's choice")
    func notChosen() {
        var desk = Desk()
        for day in Int64(0)..<4 {
            _ = desk.decide(danger(.cancelled, .outOfStock, order: "O-\(day)", at: day * 1440))
        }
        #expect(desk.decide(danger(.cancelled, .shippingCost, order: "O-9", at: 5 * 1440)).action?.offer != nil)
    }

    @Test("respect a refusal of offers, and still send what concerns the order")
    func consent() {
        let refusing = CustomerPreferences(marketingConsent: false)
        for row in FirstActionTests.rows {
            var desk = Desk()
            desk.memory.apply(refusing, at: minute(0))
            let action = desk.decide(danger(row.kind, row.cause, tier: row.kind == .delayed ? .vip : .regular)).action
            let isOfValue = row.offer.flatMap(OfferKind.init(rawValue:))?.isOfValue ?? false
            #expect(action?.kind == (isOfValue ? .thank : row.action))
            #expect(action?.offer?.kind == (isOfValue ? nil : row.offer))
        }
    }

    @Test("ask for consent beforehand where the policy says so")
    func unknownConsent() throws {
        let yaml = BuiltInPolicy.policy.yaml.replacing("unknown_consent: allow", with: "unknown_consent: refuse")
        var desk = Desk()
        desk.policy = try RetentionPolicy.parse(yaml: yaml, file: "p.yaml", templates: .builtIn)
        let verdict = desk.decide(danger(.cancelled, .shippingCost))
        #expect(verdict.action?.offer == nil)
        #expect(verdict.decision.reason.contains("did not consent"))
        var consenting = desk
        consenting.memory = CustomerMemory()
        consenting.memory.apply(CustomerPreferences(marketingConsent: true), at: minute(0))
        #expect(consenting.decide(danger(.cancelled, .shippingCost)).action?.offer != nil)
    }

    static let channels: [(wanted: [String], used: String?)] = [
        ([], "push"), (["sms", "push"], "sms"), (["fax", "email"], "email"), (["fax"], nil),
    ]

    @Test("use the channel that the customer likes best", arguments: channels)
    func channel(wanted: [String], used: String?) {
        var desk = Desk()
        desk.memory.apply(CustomerPreferences(channels: wanted), at: minute(0))
        let verdict = desk.decide(danger(.paymentFailed, .funds))
        #expect(verdict.action?.channel == used)
        #expect(verdict.decision.outcome == (used == nil ? .noConsent : .acted))
    }
}
