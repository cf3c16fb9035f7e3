import Commerce
import Retention
import Streaming

/// Customers whose orders fail in several ways, one after the other, and who come back by a known probability.
///
/// What happens to an order is drawn before anything is decided: failures that follow one another, reminders that fall due,
/// cancellations, parcels that are wrong, complaints. Only whether it is paid at last may depend on what was done for it.
struct ComparedShop {
    var policy = RetentionPolicy.builtIn
    /// What the first action for an order adds to the share that is paid, by the rule that drew it.
    var effects: [String: Double] = [:]
    /// The share that is paid anyhow of the orders that were in danger once; each further danger takes 0.15.
    var base = 0.7
    /// How many orders a customer has on the same day, at most.
    var ordersPerDay = 3
    private(set) var table = UpliftTable()
    private(set) var decisions: [Decision] = []
    private var chance: PropertyTests.Chance

    init(seed: UInt64) {
        chance = PropertyTests.Chance(state: seed &* 0x9E37_79B9)
        policy.holdOutPercent = 40
    }

    /// What is to happen.
    private struct Happening {
        var minute: Int64
        var trigger: Trigger
        /// Whether it happens only to an order that is paid at last.
        var isSaving = false
    }

    /// Lets `count` customers live for two weeks.
    mutating func play(customers count: Int, named name: String) {
        for number in 0..<count { play("C-\(name)-\(number)") }
    }

    private mutating func play(_ customer: String) {
        var desk = Desk()
        desk.policy = policy
        desk.incidents.apply(alert(.firing, [.init(.provider, "alipay")]))
        if share(0.3) { desk.memory.apply(CustomerPreferences(channels: ["sms"]), at: minute(0)) }
        let tier: CustomerTier = share(0.3) ? .vip : .regular
        var happenings: [Happening] = []
        for day in [1, 3] as [Int64] {
            for index in 0..<Int64(number(in: 1...ordersPerDay)) {
                let opening = day * 1440 + 120 + index * 37
                happenings += happen(to: "\(customer)-O-\(day)-\(index)", of: customer, tier, from: opening)
            }
        }
        happenings.sort { ($0.minute, $0.trigger.id) < ($1.minute, $1.trigger.id) }
        var drawn: [String: String] = [:]
        var acted: Set<String> = []
        // Who is often in danger is seldom saved: what is left out of an arm for being in danger again is no fair share.
        var (places, shares) = ([String: Double](), [String: Double]())
        for happening in happenings {
            let order = happening.trigger.orderID
            places[order] = places[order] ?? unit()
            shares[order] = max(0.1, shares[order].map { $0 - 0.15 } ?? base + 0.15)
        }
        for happening in happenings {
            let order = happening.trigger.orderID
            note(desk.wake(at: happening.minute), &drawn, &acted)
            let effect = acted.contains(order) ? effects[drawn[order] ?? ""] ?? 0 : 0
            if happening.isSaving, (places[order] ?? 1) >= (shares[order] ?? 0) + effect { continue }
            note(desk.decide(happening.trigger), &drawn, &acted)
        }
        note(desk.wake(at: 100 * 1440), &drawn, &acted)
    }

    private mutating func note(_ verdict: Verdict, _ drawn: inout [String: String], _ acted: inout Set<String>) {
        for decision in verdict.decisions {
            table.add(decision)
            decisions.append(decision)
            // What those held out are owed moves nobody.
            if decision.draws, decision.arm == .treated { drawn[decision.orderID] = decision.rule }
            if decision.outcome == .acted { acted.insert(decision.orderID) }
        }
    }

    // MARK: What happens

    private mutating func happen(
        to order: String,
        of customer: String,
        _ tier: CustomerTier,
        from opening: Int64
    ) -> [Happening] {
        var list: [Happening] = []
        var now = opening
        /// Whether the order itself is known yet.
        let isOrphan = share(0.1)
        func add(_ kind: Trigger.Kind, _ cause: Cause, isSaving: Bool = false, payment: PaymentFacts? = nil) {
            let isUnknown = isOrphan && list.isEmpty
            let trigger = danger(
                kind,
                cause,
                order: order,
                at: now,
                customer: customer,
                tier: isUnknown ? .unknown : tier,
                currency: isUnknown ? "unknown" : "CNY",
                payment: payment
            )
            list.append(Happening(minute: now, trigger: trigger, isSaving: isSaving))
        }
        if share(0.7) {
            // Another card fails for another reason, most often while the first action is open.
            var causes: [Cause] = [.funds, .details, .authentication, .ambiguous]
            for _ in 0..<number(in: 1...3) {
                add(.paymentFailed, causes[number(in: 0...3)], payment: share(0.2) ? alipay : nil)
                now += Int64(number(in: 2...60))
                causes = [.ambiguous, .technical, .technical, .funds]
            }
        }
        if share(0.4) { add(.unconfirmed, .noPayment) }
        if share(0.2) { add(.feedback, .lowScore) }
        now += Int64(number(in: 30...600))
        if share(0.5) {
            let causes: [Cause] = [.changedMind, .foundCheaper, .paymentFailed, .other, .shippingCost]
            add(.cancelled, causes[number(in: 0...4)])
            now += Int64(number(in: 1...200))
        }
        if share(0.1) { add(.wrongShipment, .picking) }
        // Late enough for what was held over a night, and before the second day's horizon.
        now = opening + 1440 + Int64(number(in: 0...2000))
        add(.settled, share(0.5) ? .paid : .confirmed, isSaving: true)
        return list
    }

    // MARK: Chance

    private mutating func unit() -> Double { Double(chance.next() >> 11) * 0x1p-53 }
    private mutating func share(_ share: Double) -> Bool { unit() < share }
    private mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(unit() * Double(range.count))
    }
}
