import Commerce
import Retention
import Testing

@Suite("The summary of a policy")
struct PolicySummaryTests {
    private static let lines = PolicySummary(.builtIn).text.split(separator: "\n").map(String.init)

    @Test("says how much there is and what it can cost")
    func overview() {
        #expect(Self.lines[0] == "default@2: \(RetentionPolicy.builtIn.rules.count) rules, messages in en, zh-Hans")
        #expect(
            Self.lines[1].hasSuffix(
                "the longest takes 40d (wrong-shipment-vip, line \(Self.line("wrong-shipment-vip")))"
            )
        )
        #expect(Self.lines[2] == "5 % of the customers are held out; 14 rules are not measured")
        #expect(Self.lines[3].hasPrefix("costs at most, a day: CNY 5000.00, EUR 800.00"))
        #expect(
            Self.lines[4].hasPrefix("costs at most, one order: CNY 80.00 (cancelled-changed-mind-vip; 62 such a day)")
        )
    }

    @Test("says what each cause gets, by tier and circumstance")
    func rows() {
        let expected = [
            "    all: payment-review: review [agent]",
            "    new, regular: payment-funds: offer_other_method → 6h remind_to_pay",
            "    all (incident): payment-incident: offer_other_method → 2h retry_payment",
            "    vip: unpaid-vip: remind_to_pay [agent] → 6h offer_pay_later → 2d release_stock",
            "cancelled, inside the window", "cancelled, after the window",
            "    all (custom-made): late-custom-made: state_fee [exchange, fee 30 %]",
            "    new, regular (value_at_least): wrong-shipment-great-value: apologise_and_reship [agent]"
                + " → 1d voucher [voucher 10 %] → 2d follow_up [agent] → 7d ask_satisfaction → 30d check_back",
            "    all: cancelled-nothing-to-do: nothing", "  any cause",
        ]
        for line in expected { #expect(Self.lines.contains(line), "\(line)") }
    }

    @Test("says when nothing is done or nothing is published")
    func switches() throws {
        let policy = try parsed(policyText(rules: "", caps: "enabled: false\ndry_run: true"))
        let text = PolicySummary(policy).text
        #expect(text.contains("switched off: nothing is done"))
        #expect(text.contains("dry run: decides and records, publishes no action"))
    }

    private static func line(_ rule: String) -> Int {
        RetentionPolicy.builtIn.rules.first { $0.name == rule }?.line ?? 0
    }
}
