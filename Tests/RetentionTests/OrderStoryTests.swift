import Commerce
import Retention
import Streaming
import Testing

@Suite("The story of an order")
struct OrderStoryTests {
    private static func decision(
        _ outcome: Decision.Outcome,
        at minutes: Int64,
        trigger: String = "trg-1",
        step: Int = 0,
        order: String = "O-1",
        _ change: (inout Decision) -> Void = { _ in }
    ) -> Decision {
        var decision = Decision(
            id: StableID.make("dec", trigger, order, outcome.rawValue, "\(step)"),
            triggerID: trigger,
            orderID: order,
            customerID: "C-1",
            trigger: .paymentFailed,
            cause: .funds,
            occurredAt: minute(minutes),
            outcome: outcome,
            reason: "It is \(outcome.rawValue).",
            policy: "default@1",
            rule: "payment-funds",
            actionID: outcome == .acted ? "act-\(step)" : nil
        )
        decision.step = step
        decision.tier = .vip
        decision.worth = Money(currency: "CNY", amountMinor: 25_998)
        change(&decision)
        return decision
    }

    /// Held by night, acted on in the morning, acted on again, saved.
    private static let decisions = [
        decision(.held, at: 60) {
            $0.considered = [Consideration(rule: "payment-technical", unmet: "cause")]
            $0.heldUntil = minute(480)
            $0.guardRails = [
                GuardRail.Answer(.killSwitch, passed: true),
                GuardRail.Answer(.quietHours, passed: false, note: "it is 02:00 in Asia/Shanghai"),
            ]
        },
        decision(.acted, at: 480) {
            $0.guardRails = [GuardRail.Answer(.quietHours, passed: true)]
            $0.channel = "push"
            $0.arm = .treated
        },
        decision(.acted, at: 600, step: 1) {
            $0.channel = "email"
            $0.cost = Money(currency: "CNY", amountMinor: 3000)
        },
        decision(.saved, at: 660, step: 2) {
            $0.arm = .treated
            $0.cost = Money(currency: "CNY", amountMinor: 3000)
        },
    ]

    @Test("tells danger, rules, guard rails, waiting, actions and outcome in the order of time")
    func wholeStory() throws {
        let story = try #require(OrderStory("O-1", from: Self.decisions))
        #expect(
            story.text == """
                order O-1 of customer C-1, vip, worth CNY 259.98, by default@1
                2026-11-20 01:00:00  danger      payment failed: funds (trg-1)
                                     not taken   payment-technical: its condition `cause` is not met
                                     rule        payment-funds, of policy default@1
                                     ✓           kill switch
                                     ✗           quiet hours: it is 02:00 in Asia/Shanghai
                2026-11-20 01:00:00  held        until 2026-11-20 08:00: It is held.
                                     ✓           quiet hours
                2026-11-20 08:00:00  acted       step 0, by push, act-0: It is acted.
                2026-11-20 10:00:00  acted       step 1, by email, act-1, an offer of CNY 30.00 at most: It is acted.
                2026-11-20 11:00:00  saved       treated, offers of CNY 30.00 at most: It is saved.

                """
        )
        #expect(story.outcome?.outcome == .saved)
    }

    @Test("is the same whatever lies between, before or twice in the stream")
    func disorder() throws {
        let others = [Self.decision(.acted, at: 5, trigger: "trg-9", order: "O-9")]
        let mixed = Self.decisions.reversed() + others + Self.decisions
        let told = try #require(OrderStory("O-1", from: mixed))
        #expect(told == OrderStory("O-1", from: Self.decisions))
        #expect(OrderStory("O-7", from: mixed) == nil)
    }

    @Test("keeps two dangers of an order apart, the earlier one first")
    func twoDangers() throws {
        let later = [
            Self.decision(.noRule, at: 700, trigger: "trg-2") { $0.cause = .technical },
            Self.decision(.superseded, at: 500),
        ]
        let story = try #require(OrderStory("O-1", from: later + Self.decisions))
        #expect(story.dangers.map(\.triggerID) == ["trg-1", "trg-2"])
        #expect(story.dangers[0].decisions.map(\.outcome) == [.held, .acted, .superseded, .acted, .saved])
        #expect(story.lines.last?.text == "no rule: It is no_rule.")
        #expect(story.outcome == nil)
    }

    @Test("is one JSON object, with every decision as it was written")
    func json() throws {
        let story = try #require(OrderStory("O-1", from: Self.decisions))
        let text = String(decoding: story.json, as: UTF8.self)
        for decision in Self.decisions {
            #expect(text.contains(String(decoding: DecisionCodec.encode(decision), as: UTF8.self)))
        }
        #expect(text.hasPrefix("{\"type\":\"order-story\",\"order_id\":\"O-1\",\"customer_id\":\"C-1\""))
        #expect(text.hasSuffix("]}]}\n"))
    }
}
