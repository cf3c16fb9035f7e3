internal import Streaming

/// What became of the orders that a policy answered, with and without actions: one row of ``UpliftTable``.
///
/// It takes decisions one by one, in any order, and the same memory however many come. It does not notice a repeated one.
public struct OutcomeTally: Hashable, Sendable {
    /// Orders whose customers got actions.
    public private(set) var treated = ArmTally()
    /// Orders whose customers were held out.
    public private(set) var heldOut = ArmTally()
    /// Orders that are no part of the comparison.
    public private(set) var unmeasured = ArmTally()
    /// Orders for which offers were made.
    public private(set) var offers = 0
    /// The most that these offers cost, in minor units by currency.
    public private(set) var costs: [String: Int64] = [:]

    /// A number of orders, and between which it lies in 95 of 100 such comparisons.
    public struct Estimate: Hashable, Sendable {
        /// The number.
        public var value: Double
        /// Between which it lies.
        public var interval: ClosedRange<Double>
    }

    /// A tally of nothing.
    public init() {}

    /// Whether nothing was counted.
    public var isEmpty: Bool { orders == 0 && offers == 0 }

    /// Orders in all arms.
    public var orders: Int { treated.orders + heldOut.orders + unmeasured.orders }

    /// Counts `decision`, if it draws an order or tells an outcome: `saved`, `lost` or `unknown`. A `superseded` one counts in
    /// no arm, but what was offered until then may still be taken, so its cost counts.
    public mutating func add(_ decision: Decision) {
        if decision.draws { return draw(decision) }
        guard decision.outcome.endsAnswer else { return }
        switch decision.arm {
        case .treated: treated.add(decision.outcome, worth: decision.worth)
        case .heldOut: heldOut.add(decision.outcome, worth: decision.worth)
        case nil: unmeasured.add(decision.outcome, worth: decision.worth)
        }
        guard let cost = decision.cost else { return }
        offers += 1
        costs[cost.currency, default: 0].addUpTo64Bits(cost.amountMinor)
    }

    /// Counts the order of `decision` as drawn.
    mutating func draw(_ decision: Decision) {
        switch decision.arm {
        case .treated: treated.draw(worth: decision.worth)
        case .heldOut: heldOut.draw(worth: decision.worth)
        case nil: break
        }
    }

    /// Adds what another tally counted.
    public mutating func add(_ other: OutcomeTally) {
        treated.add(other.treated)
        heldOut.add(other.heldOut)
        unmeasured.add(other.unmeasured)
        offers += other.offers
        for (currency, cost) in other.costs { costs[currency, default: 0].addUpTo64Bits(cost) }
    }

    /// What the actions add; `nil` when an arm is empty.
    public var uplift: Uplift? {
        Uplift(saved: treated.saved, of: treated.orders, heldOutSaved: heldOut.saved, of: heldOut.orders)
    }

    /// What the comparison says.
    public var verdict: Uplift.Verdict { uplift?.verdict ?? .notEnough }

    /// How many of the treated orders were saved by the actions and would not have been without them: their number times
    /// the uplift. `nil` when an arm is empty.
    public var ordersSaved: Estimate? {
        uplift.map { uplift in
            let (count, interval) = (Double(treated.orders), uplift.interval)
            return Estimate(
                value: count * uplift.difference,
                interval: count * interval.lowerBound...count * interval.upperBound
            )
        }
    }

    /// What the orders saved by the actions are worth, by currency in the order of its name: the worth of the treated that
    /// were saved, less that of those held out, scaled to as many orders. Negative where the actions did harm; without
    /// the currencies that an arm does not have. A few large orders move it much, and it has no interval.
    public var moneySaved: [Money] {
        treated.worths.keys.sorted().compactMap { currency in
            guard let with = treated.worths[currency], let without = heldOut.worths[currency] else { return nil }
            let scale = Double(with.orders) / Double(without.orders)
            let saved = Double(with.savedMinor) - Double(without.savedMinor) * scale
            return Money(currency: currency, amountMinor: Int64(exactly: saved.rounded()) ?? (saved > 0 ? .max : .min))
        }
    }

    /// The most that the offers cost, by currency in the order of its name.
    public var offerCosts: [Money] {
        costs.sorted { $0.key < $1.key }.map { Money(currency: $0.key, amountMinor: $0.value) }
    }
}

extension Decision {
    /// Whether its order is compared from now on, in its arm: what is decided first of a trigger that was drawn.
    public var draws: Bool { arm != nil && !outcome.endsAnswer && id == Self.firstID(of: triggerID) }

    /// The id of what is decided first of the trigger with `triggerID`.
    public static func firstID(of triggerID: String) -> String { StableID.make("dec", triggerID) }
}

extension Decision.Outcome {
    /// Whether it is the end of what was done for an order, and not a step on the way.
    public var endsAnswer: Bool {
        switch self {
        case .saved, .lost, .unknown, .superseded: true
        default: false
        }
    }
}
