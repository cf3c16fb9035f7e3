import Backtesting
import Commerce
import Testing

@Suite("The report of uplifts")
struct UpliftReportTests {
    /// 300 of 1,000 saved with actions, 20 of 100 without, one offer of CNY 5.00; and of sms, 0 of 50 against 20.
    private static func table(harmful: Bool = false) -> UpliftTable {
        var table = UpliftTable()
        for number in 0..<1100 {
            let isTreated = number < 1000
            let isSaved = isTreated ? number < 300 : number < 1020
            var decision = Decision(
                id: "out-\(number)",
                triggerID: "trg-\(number)",
                orderID: "O-\(number)",
                customerID: "C-\(number)",
                trigger: .cancelled,
                cause: .changedMind,
                occurredAt: friday,
                outcome: isSaved != (harmful && isTreated) ? .saved : number % 2 == 0 ? .lost : .unknown,
                reason: "A reason.",
                policy: "default@1",
                rule: "changed-mind"
            )
            decision.arm = isTreated != harmful ? .treated : .heldOut
            decision.worth = Money(currency: "CNY", amountMinor: 10_000)
            decision.cost = number == 0 ? Money(currency: "CNY", amountMinor: 500) : nil
            table.add(decision)
        }
        return table
    }

    @Test("shows shares, uplift, interval and orders saved, and says so in a sentence")
    func helpful() {
        let report = UpliftReport(Self.table())
        #expect(
            report.rows.map(\.cells.first) == [
                "all", "policy default@1", "rule changed-mind", "cause cancelled/changed_mind", "tier unknown",
                "channel none",
            ]
        )
        #expect(
            report.rows[0].cells == [
                "all", "1,000", "300", "30.0 %", "100", "20", "20.0 %", "+10.0", "+0.7 … +17.3", "100", "1", "helps",
            ]
        )
        #expect(
            report.sentences.map(\.text) == [
                "default@1: +10.0 points (+0.7 … +17.3). The actions saved 100 (7 … 173) orders, worth CNY 10000.00. "
                    + "Offers for 1 order cost CNY 5.00 at most."
            ]
        )
        #expect(report.text.split(separator: "\n").count == 8)
    }

    @Test("flags a policy that does harm")
    func harmful() {
        let report = UpliftReport(Self.table(harmful: true))
        #expect(report.rows[0].verdict == .harms)
        #expect(report.rows[0].cells.last == "HARMS")
        #expect(report.sentences[0].text.contains("Switch it off"))
    }

    @Test("says that it is not enough yet when nobody is held out")
    func alone() {
        var table = UpliftTable()
        #expect(UpliftReport(table).rows[0].cells.suffix(6) == ["–", "–", "–", "–", "0", "not enough yet"])
        var decision = Decision(
            id: "out-1",
            triggerID: "trg-1",
            orderID: "O-1",
            customerID: "C-1",
            trigger: .cancelled,
            cause: .changedMind,
            occurredAt: friday,
            outcome: .saved,
            reason: "A reason.",
            policy: "default@1"
        )
        decision.arm = .treated
        table.add(decision)
        let sentences = UpliftReport(table).sentences.map(\.text)
        #expect(sentences.first == "default@1: 1 of 1 orders saved; nobody to compare with yet.")
        #expect(sentences.count == 1)
        // Another one whose fate is open.
        decision.triggerID = "trg-2"
        decision.id = Decision.firstID(of: "trg-2")
        decision.outcome = .acted
        table.add(decision)
        let later = UpliftReport(table).sentences.map(\.text)
        #expect(later.first == "default@1: 1 of 2 orders saved; nobody to compare with yet.")
        #expect(later.last?.hasPrefix("1 of 2 orders have not reached the horizon of their policy") == true)
    }

    @Test("puts two sets of rules below one another, group by group")
    func contest() {
        let report = UpliftReport([("A", Self.table()), ("B", Self.table(harmful: true))])
        #expect(report.heads.prefix(2) == ["", "rules"])
        #expect(report.rows.prefix(2).map { Array($0.cells.prefix(2)) } == [["all", "A"], ["", "B"]])
        #expect(
            report.rows.map(\.isFirst) == [
                true, false, true, false, true, false, true, false, true, false, true, false,
            ]
        )
        #expect(report.sentences.map { $0.text.prefix(12) } == ["A, default@1", "B, default@1"])
    }

    @Test("is JSON with the same numbers")
    func json() {
        let text = String(decoding: UpliftJSON.encode(Self.table()), as: UTF8.self)
        #expect(
            text.hasPrefix(
                "{\"type\":\"uplift\",\"groups\":[{\"name\":\"all\",\"treated\":{\"orders\":1000,\"saved\":300,"
            )
        )
        #expect(text.contains("\"by\":\"cause\",\"name\":\"cancelled/changed_mind\""))
        #expect(text.contains("\"verdict\":\"helps\""))
        #expect(text.contains("\"money_saved\":[{\"currency\":\"CNY\",\"amount_minor\":1000000}]"))
    }
}
