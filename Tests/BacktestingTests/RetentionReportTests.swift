import Backtesting
import Commerce
import Streaming
import Testing

@Suite("The report of what policies did")
struct RetentionReportTests {
    private static func action(_ number: Int, _ kind: Action.Kind, policy: String, costing cost: Int64?) -> Action {
        Action(
            id: "act-\(number)",
            triggerID: "trg-\(number)",
            kind: kind,
            orderID: "O-\(number)",
            customerID: "C-\(number)",
            trigger: .cancelled,
            cause: .changedMind,
            occurredAt: friday,
            expiresAt: at(60),
            channel: "email",
            locale: "en",
            template: "thanks",
            text: "Thank you.",
            offer: cost.map { Offer(kind: "voucher", costLimitMinor: $0, currency: "EUR") },
            policy: policy,
            rule: "changed-mind"
        )
    }

    private static func decision(
        _ number: Int,
        _ outcome: Decision.Outcome,
        policy: String,
        arm: Arm? = nil
    ) -> Decision {
        var decision = Decision(
            id: "dec-\(number)-\(outcome.rawValue)",
            triggerID: "trg-\(number)",
            orderID: "O-\(number)",
            customerID: "C-\(number)",
            trigger: .cancelled,
            cause: .changedMind,
            occurredAt: friday,
            outcome: outcome,
            reason: "A reason.",
            policy: policy
        )
        decision.arm = arm
        return decision
    }

    private static func tally() -> RetentionTally {
        var tally = RetentionTally()
        tally.add(action(1, .voucher, policy: "winter@2", costing: 1250))
        tally.add(action(2, .thank, policy: "default@1", costing: nil))
        tally.add(action(3, .voucher, policy: "default@1", costing: 750))
        tally.add(action(4, .voucher, policy: "default@1", costing: 250))
        tally.add(decision(2, .acted, policy: "default@1"))
        tally.add(decision(2, .saved, policy: "default@1", arm: .treated))
        tally.add(decision(2, .saved, policy: "default@1", arm: .treated))
        tally.add(decision(5, .capped, policy: "default@1"))
        tally.add(decision(6, .lost, policy: "default@1", arm: .heldOut))
        return tally
    }

    @Test("tells of each policy actions by kind, offers with their cost, and decisions by outcome")
    func policies() {
        let text = RetentionReport(Self.tally()).text
        let lines = text.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(8) == [
                "policy default@1", "  actions            3  voucher 2, thank 1",
                "  offers             2  EUR 10.00 at most",
                "  decisions          4  acted 1, capped 1, saved 1, lost 1",
                "policy winter@2", "  actions            1  voucher 1", "  offers             1  EUR 12.50 at most",
                "  decisions          0",
            ]
        )
        #expect(text.contains("default@1: +100.0 points"))
        #expect(RetentionReport(RetentionTally()).text == "")
    }

    @Test("is the same when histories are pooled, whichever comes first")
    func pooled() {
        var other = RetentionTally()
        other.add(Self.action(9, .exchange, policy: "default@1", costing: nil))
        var (first, second) = (Self.tally(), other)
        first.add(other)
        second.add(Self.tally())
        #expect(RetentionReport(first) == RetentionReport(second))
        #expect(first.actions["default@1"]?.count == 4)
    }

    @Test("stands in the JSON and on the page of a backtest, two sets of rules side by side")
    func backtest() {
        let history = LabelledHistory(
            name: "a day",
            labels: [],
            alerts: [],
            start: friday,
            end: at(1440),
            retention: Self.tally()
        )
        let contenders = ["one", "two"].map { Contender(name: $0, judgements: [Judgement(history)]) }
        let json = String(decoding: ScoreJSON.encode(contenders, rules: ScoringRules()), as: UTF8.self)
        #expect(
            json.contains(
                "\"policies\":[{\"policy\":\"default@1\",\"actions\":3,\"actions_by\":{\"voucher\":2,\"thank\":1}"
            )
        )
        #expect(json.contains("\"uplift\":{\"groups\":[{\"name\":\"all\",\"treated\":{\"orders\":1,\"saved\":1"))
        let page = String(decoding: BacktestPage(contenders, rules: ScoringRules()).html, as: UTF8.self)
        #expect(page.contains("<h2>Retention</h2>"))
        #expect(page.contains("<td class=\"text\">B, winter@2</td>"))
        #expect(page.contains("<h2>Uplift</h2>"))
        #expect(page.contains("not enough yet"))
    }
}
