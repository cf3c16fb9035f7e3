import Commerce
import Streaming
import Testing

@Suite("The table of uplifts")
struct UpliftTableTests {
    private static let noon = EventTime(milliseconds: 1_795_176_000_000)

    private static func outcome(
        _ outcome: Decision.Outcome,
        _ number: Int,
        _ arm: Arm?,
        cause: Cause = .funds,
        worth: Money? = nil,
        cost: Money? = nil,
        channel: String? = "email",
        policy: String = "default@1"
    ) -> Decision {
        var decision = Decision(
            id: "out-\(number)",
            triggerID: "trg-\(number)",
            orderID: "O-\(number)",
            customerID: "C-\(number)",
            trigger: .paymentFailed,
            cause: cause,
            occurredAt: noon,
            outcome: outcome,
            reason: "A reason.",
            policy: policy,
            rule: "payment-funds"
        )
        decision.arm = arm
        decision.tier = .vip
        decision.channel = channel
        decision.worth = worth
        decision.cost = cost
        return decision
    }

    @Test("counts an outcome once, however often it is told, and other decisions never")
    func once() {
        var table = UpliftTable()
        let told = [
            Self.outcome(.saved, 1, .treated), Self.outcome(.saved, 1, .treated), Self.outcome(.acted, 2, .treated),
            Self.outcome(.heldOut, 3, .heldOut),
        ].map { table.add($0) }
        #expect(told == [true, false, false, false])
        #expect(table.total.treated.orders == 1)
        #expect(table.total.orders == 1)
    }

    @Test("takes what is unknown for not saved in both arms, and counts what was superseded in neither")
    func unknowns() {
        var table = UpliftTable()
        for (number, arm) in [Arm.treated, .heldOut].enumerated() {
            table.add(Self.outcome(.saved, number * 10, arm))
            table.add(Self.outcome(.unknown, number * 10 + 1, arm))
            table.add(Self.outcome(.lost, number * 10 + 2, arm))
            table.add(Self.outcome(.superseded, number * 10 + 3, arm))
        }
        for arm in [table.total.treated, table.total.heldOut] {
            #expect(arm.orders == 3)
            #expect(arm.share == 1.0 / 3)
        }
        #expect(table.total.uplift?.difference == 0)
        #expect(table.total.verdict == .notEnough)
    }

    /// The first decision about a danger that was drawn.
    private static func draw(_ number: Int, _ arm: Arm?, worth: Money? = nil) -> Decision {
        var decision = outcome(arm == .heldOut ? .heldOut : .capped, number, arm, worth: worth)
        decision.id = Decision.firstID(of: decision.triggerID)
        return decision
    }

    @Test("divides by the orders that were drawn, whether or not their fate is known, and in any order")
    func draws() throws {
        let yuan = Money(currency: "CNY", amountMinor: 100)
        var decisions = (0..<10).map { Self.draw($0, .treated, worth: yuan) }
        decisions += (10..<20).map { Self.draw($0, .heldOut, worth: yuan) }
        decisions += [0, 1, 10].map { Self.outcome(.saved, $0, $0 < 10 ? .treated : .heldOut, worth: yuan) }
        // A step on the way, a danger that is not compared, and an end whose beginning was not read.
        decisions += [Self.outcome(.acted, 3, .treated), Self.draw(30, nil), Self.outcome(.lost, 40, .treated)]
        for order in [decisions, decisions.reversed(), decisions + decisions] {
            var table = UpliftTable()
            for decision in order { table.add(decision) }
            let (treated, heldOut) = (table.total.treated, table.total.heldOut)
            #expect(treated.orders == 11 && treated.saved == 2 && treated.open == 8)
            #expect(heldOut.orders == 10 && heldOut.share == 0.1 && heldOut.open == 9)
            #expect(treated.worths["CNY"]?.orders == 10 && treated.worths["CNY"]?.savedMinor == 200)
            #expect(table.rows(by: .rule).map(\.tally) == [table.total])
        }
    }

    @Test("keeps those who are no part of the comparison out of it")
    func unmeasured() {
        var table = UpliftTable()
        table.add(Self.outcome(.saved, 1, nil))
        #expect(table.total.unmeasured.saved == 1)
        #expect(table.total.treated.orders == 0)
        #expect(table.total.uplift == nil)
    }

    @Test("tells policies, rules, causes, tiers and channels apart, in a fixed order")
    func rows() {
        let decisions = [
            Self.outcome(.saved, 1, .treated, cause: .technical, policy: "winter@3"),
            Self.outcome(.lost, 2, .heldOut, channel: nil),
            Self.outcome(.lost, 3, .treated, channel: "sms"),
        ]
        var table = UpliftTable()
        for decision in decisions { table.add(decision) }
        let names = table.rows.map { "\($0.axis?.rawValue ?? "") \($0.name)" }
        #expect(
            names == [
                " all", "policy default@1", "policy winter@3", "rule payment-funds", "cause payment_failed/funds",
                "cause payment_failed/technical", "tier vip", "channel email", "channel none", "channel sms",
            ]
        )
        #expect(table.rows(by: .policy).map(\.tally.orders) == [2, 1])
        var back = UpliftTable()
        for decision in decisions.reversed() { back.add(decision) }
        #expect(back.rows == table.rows)
        var doubled = table
        doubled.add(back)
        #expect(doubled.rows.map(\.tally.orders) == table.rows.map { $0.tally.orders * 2 })
    }

    @Test("groups what is too much as other, and loses none of it")
    func bounded() {
        var table = UpliftTable()
        for number in 0..<UpliftTable.namesMax + 7 {
            table.add(Self.outcome(.saved, number, .treated, channel: "channel-\(number)"))
        }
        let channels = table.rows(by: .channel)
        #expect(channels.count == UpliftTable.namesMax + 1)
        #expect(channels.first { $0.name == "other" }?.tally.treated.saved == 7)
        #expect(table.total.treated.saved == UpliftTable.namesMax + 7)
    }

    @Test("says how many orders and how much money the actions saved, and what the offers cost at most")
    func money() throws {
        var tally = OutcomeTally()
        let yuan = { Money(currency: "CNY", amountMinor: $0) }
        // 30 of 100 saved with actions, 2 of 10 without: ten more than would have been.
        for number in 0..<100 {
            let cost = number < 5 ? yuan(300) : nil
            tally.add(Self.outcome(number < 30 ? .saved : .lost, number, .treated, worth: yuan(1000), cost: cost))
        }
        for number in 100..<110 {
            tally.add(Self.outcome(number < 102 ? .saved : .unknown, number, .heldOut, worth: yuan(1000)))
        }
        tally.add(Self.outcome(.superseded, 200, .treated, cost: Money(currency: "CNY", amountMinor: 40)))
        tally.add(Self.outcome(.saved, 201, .treated, worth: Money(currency: "EUR", amountMinor: 7)))
        let saved = try #require(tally.ordersSaved)
        let uplift = try #require(tally.uplift)
        #expect(abs(saved.value - 101 * (31.0 / 101 - 0.2)) < 1e-9)
        #expect(saved.interval.lowerBound == 101 * uplift.interval.lowerBound)
        #expect(tally.moneySaved == [yuan(30 * 1000 - 20 * 1000)])
        #expect(tally.offerCosts == [yuan(5 * 300 + 40)])
        #expect(tally.offers == 6)
    }

    @Test("stays at the end of 64 bits when there is more money than that")
    func overflow() {
        var tally = OutcomeTally()
        let all = Money(currency: "CNY", amountMinor: .max)
        for arm in [Arm.treated, .treated, .heldOut] { tally.add(Self.outcome(.saved, 1, arm, worth: all, cost: all)) }
        #expect(tally.offerCosts == [all])
        #expect(tally.treated.worths["CNY"]?.savedMinor == .max)
        #expect(tally.moneySaved.count == 1)
    }
}
