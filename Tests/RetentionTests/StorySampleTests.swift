import Commerce
import Retention
import Streaming
import Testing

@Suite("A sample of stories")
struct StorySampleTests {
    private static func decision(
        _ outcome: Decision.Outcome,
        _ number: Int,
        _ trigger: Trigger.Kind,
        _ cause: Cause,
        at minutes: Int64
    ) -> Decision {
        var decision = Decision(
            id: "dec-\(number)-\(outcome.rawValue)",
            triggerID: "trg-\(number)",
            orderID: "O-\(number)",
            customerID: "C-\(number)",
            trigger: trigger,
            cause: cause,
            occurredAt: minute(minutes),
            outcome: outcome,
            reason: "It is so.",
            policy: "default@1",
            rule: "a-rule",
            actionID: outcome == .acted ? "act-\(number)" : nil
        )
        if outcome == .held { decision.heldUntil = minute(minutes + 60) }
        return decision
    }

    private static func action(_ number: Int, _ cause: Cause, at minutes: Int64, locale: String = "en") -> Action {
        Action(
            id: "act-\(number)",
            triggerID: "trg-\(number)",
            kind: .voucher,
            orderID: "O-\(number)",
            customerID: "C-\(number)",
            trigger: .cancelled,
            cause: cause,
            occurredAt: minute(minutes),
            expiresAt: minute(minutes + 60),
            channel: "push",
            locale: locale,
            template: "voucher",
            text: "Here is\na voucher.",
            offer: Offer(kind: "voucher", percent: 10, costLimitMinor: 1000, currency: "CNY"),
            policy: "default@1",
            rule: "a-rule"
        )
    }

    @Test("has one order for each kind of trouble, the one with an end rather than one without")
    func picks() {
        var sample = StorySample()
        for number in 0..<3 { sample.take(Self.decision(.acted, number, .paymentFailed, .funds, at: 10)) }
        sample.take(Self.decision(.saved, 1, .paymentFailed, .funds, at: 20))
        sample.take(Self.decision(.capped, 4, .unconfirmed, .stock, at: 5))
        sample.take(Self.decision(.noRule, 5, .cancelled, .changedMind, at: 6))
        sample.take(Self.decision(.acted, 6, .wrongShipment, .picking, at: 6))
        sample.take(Self.decision(.heldOut, 7, .cancelled, .changedMind, at: 7))
        sample.take(Self.decision(.noRule, 8, .feedback, .lowScore, at: 7))
        let picked = sample.episodes.map { ($0.subject, $0.episode.decisions[0].orderID) }
        #expect(picked.map(\.0) == [.payment, .stock, .cancelled, .wrongShipment, .withheld])
        #expect(picked.map(\.1) == ["O-1", "O-4", "O-5", "O-6", "O-7"])
    }

    @Test("tells an order once, even when two kinds of trouble would pick it")
    func once() {
        var sample = StorySample()
        sample.take(Self.decision(.held, 1, .paymentFailed, .funds, at: 10))
        #expect(sample.episodes.map(\.subject) == [.payment])
        sample.take(Self.decision(.held, 2, .paymentFailed, .funds, at: 11))
        #expect(sample.episodes.map { $0.episode.decisions[0].orderID } == ["O-1", "O-2"])
    }

    @Test("is told in two to four lines: what happened, by which rule, what was sent and how, what came of it")
    func lines() throws {
        var sample = StorySample()
        sample.take(Self.action(1, .changedMind, at: 70, locale: "zh-Hans"))
        sample.take(Self.decision(.saved, 1, .cancelled, .changedMind, at: 90))
        sample.take(Self.decision(.acted, 1, .cancelled, .changedMind, at: 70))
        sample.take(Self.decision(.held, 1, .cancelled, .changedMind, at: 10))
        sample.take(Self.decision(.held, 1, .cancelled, .changedMind, at: 10))
        let episode = try #require(sample.episodes.first?.episode)
        #expect(
            episode.lines == [
                "00:10  cancelled: changed mind (O-1); rule a-rule answers", "00:10  held until 01:10: It is so.",
                "01:10  voucher by push in Chinese, voucher up to CNY 10.00: “Here is a voucher.”",
                "01:30  saved: It is so.",
            ]
        )
    }

    @Test("keeps so many of each kind and no more")
    func bounded() {
        var sample = StorySample()
        for number in 0..<StorySample.episodesMax {
            sample.take(Self.decision(.capped, number, .paymentFailed, .funds, at: 10))
        }
        sample.take(Self.decision(.acted, 100_000, .paymentFailed, .funds, at: 10))
        sample.take(Self.decision(.saved, 100_000, .paymentFailed, .funds, at: 11))
        #expect(sample.episodes[0].episode.decisions.map(\.outcome) == [.capped])
        sample.take(Self.decision(.saved, 7, .paymentFailed, .funds, at: 11))
        #expect(sample.episodes[0].episode.decisions[0].orderID == "O-7")
    }
}
