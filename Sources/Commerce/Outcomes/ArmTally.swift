/// What became of the orders of one arm. It takes the same memory however many orders there are.
public struct ArmTally: Hashable, Sendable {
    /// Orders that were paid, placed again or kept.
    public private(set) var saved = 0
    /// Orders that were lost.
    public private(set) var lost = 0
    /// Orders of which nothing was heard until the horizon.
    public private(set) var unknown = 0
    /// Of the orders whose worth is known, by currency: how many there are, and what the saved ones are worth.
    public private(set) var worths: [String: Worth] = [:]

    /// What orders in one currency are worth.
    public struct Worth: Hashable, Sendable {
        /// Orders, saved or not.
        public var orders = 0
        /// What the saved ones are worth together, in minor units.
        public var savedMinor: Int64 = 0
    }

    /// A tally of nothing.
    public init() {}

    /// Orders whose outcome is told.
    public var orders: Int { saved + lost + unknown }

    /// The share saved: what is unknown was not saved. `nil` when there are no orders.
    public var share: Double? { orders > 0 ? Double(saved) / Double(orders) : nil }

    /// Counts an order that ended so. Outcomes that are no end of an order count nothing.
    mutating func add(_ outcome: Decision.Outcome, worth: Money?) {
        switch outcome {
        case .saved: saved += 1
        case .lost: lost += 1
        case .unknown: unknown += 1
        default: return
        }
        guard let worth else { return }
        worths[worth.currency, default: Worth()].orders += 1
        guard outcome == .saved else { return }
        worths[worth.currency, default: Worth()].savedMinor.addUpTo64Bits(worth.amountMinor)
    }

    /// Adds what another tally counted.
    public mutating func add(_ other: ArmTally) {
        saved += other.saved
        lost += other.lost
        unknown += other.unknown
        for (currency, worth) in other.worths {
            worths[currency, default: Worth()].orders += worth.orders
            worths[currency, default: Worth()].savedMinor.addUpTo64Bits(worth.savedMinor)
        }
    }
}

extension Int64 {
    /// Adds `other`; a sum beyond 64 bits stays at the end of the range.
    mutating func addUpTo64Bits(_ other: Int64) {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        self = isTooLarge ? (other > 0 ? .max : .min) : sum
    }
}
