import Commerce
import Retention
import Streaming
import Testing

@Suite("A text says")
struct PlaceholderTests {
    private static let templates = """
        locale: en
        unknown: {sku: the product, amount: the amount due, method: another way}
        methods: {pay_later: pay later}
        templates:
          thank: Until {until}.
          other: Pay {amount} until {until}, by {method}.
          review: We look at {order_id}.
          voucher: "{percent} % off {sku}, up to {limit}."
          fee: "{fee}, for {fee_reason}."

        """

    private func policy(_ rules: String, settings: String = "") throws -> RetentionPolicy {
        try RetentionPolicy.parse(
            yaml: policyText(rules: rules, caps: settings),
            file: "p.yaml",
            templates: try TemplateCatalog.parse([SourceText(file: "t.yaml", yaml: Self.templates)])
        )
    }

    static let clocks: [(order: String, standard: String, text: String)] = [
        ("Asia/Shanghai", "UTC", "Until 2026-11-20 19:00."),
        ("America/New_York", "UTC", "Until 2026-11-20 06:00."),
        ("unknown", "Asia/Kolkata", "Until 2026-11-20 16:30."),
        ("Mars/Base", "Europe/Berlin", "Until 2026-11-20 12:00."),
        ("unknown", "UTC", "Until 2026-11-20 11:00."),
    ]

    @Test("until when, by the customer's clock", arguments: clocks)
    func until(order: String, standard: String, text: String) throws {
        var desk = Desk()
        desk.policy = try policy("", settings: "defaults: {time_zone: \(standard), quiet_hours: none}")
        var trigger = danger(.delayed, .promiseMissed)
        trigger.order.timeZone = order
        #expect(desk.decide(trigger).action?.text == text)
    }

    @Test("another way where no method is known to work")
    func method() throws {
        var desk = Desk()
        desk.policy = try policy("")
        let text = try #require(desk.decide(danger(.paymentFailed, .funds)).action).text
        #expect(text == "Pay CNY 259.98 until 2026-11-20 19:00, by another way.")
    }

    private static func feeRule(_ template: String, fee: String) -> String {
        """
          - name: late
            when: {trigger: cancelled, cause: other, inside_window: false}
            do: {action: state_fee, template: \(template), expires: 1h\(fee)}
        """
    }

    @Test("each fee: one that is not said, or said and not taken, is refused")
    func fee() throws {
        let fee = ", fee: {percent: 10, reason: it is yours}"
        #expect(try policy(Self.feeRule("fee", fee: fee)).rules.first?.steps.first?.plan.fee?.percent == 10)
        let silent = #expect(throws: PolicyError.self) { try policy(Self.feeRule("thank", fee: fee)) }
        #expect(silent?.problem == "rule late takes a fee that its text thank in en does not say")
        #expect(silent?.remedy == "Say it with {fee}, and why")
        let unfounded = #expect(throws: PolicyError.self) { try policy(Self.feeRule("fee", fee: "")) }
        #expect(unfounded?.problem == "rule late takes no fee, of which its text fee in en speaks")
    }
}
