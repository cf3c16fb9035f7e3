/// What became of the orders of one arm. It takes the same memory however many orders there are.
///
/// An order belongs to its arm from the moment at which it was drawn. What is not told of it yet is no saving: so the share
/// grows while orders are open, and is never made of those alone whose fate is known early.
public struct ArmTally: Hashable, Sendable {
    /// Orders that were drawn.
    public private(set) var drawn = 0
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
        /// Orders that were drawn.
        public var drawn = 0
        /// Orders whose outcome is told.
        public var ended = 0
        /// What the saved ones are worth together, in minor units.
        public var savedMinor: Int64 = 0

        /// Orders, saved or not.
        public var orders: Int { max(drawn, ended) }
    }

    /// A tally of nothing.
    public init() {}

    /// Orders: those that were drawn, or, where the draw was not seen, those whose outcome is told.
    public var orders: Int { max(drawn, ended) }

    /// Orders whose outcome is told.
    public var ended: Int { saved + lost + unknown }

    /// Orders whose outcome is still waited for.
    public var open: Int { orders - ended }

    /// The share saved: what is unknown or still open was not saved. `nil` when there are no orders.
    public var share: Double? { orders > 0 ? Double(saved) / Double(orders) : nil }

    /// Counts an order that was drawn.
    mutating func draw(worth: Money?) {
        drawn += 1
        if let worth { worths[worth.currency, default: Worth()].drawn += 1 }
    }

    /// Counts an order that ended so. Outcomes that are no end of an order count nothing.
    mutating func add(_ outcome: Decision.Outcome, worth: Money?) {
        switch outcome {
        case .saved: saved += 1
        case .lost: lost += 1
        case .unknown: unknown += 1
        default: return
        }
        guard let worth else { return }
        worths[worth.currency, default: Worth()].ended += 1
        guard outcome == .saved else { return }
        worths[worth.currency, default: Worth()].savedMinor.addUpTo64Bits(worth.amountMinor)
    }

    /// Adds what another tally counted.
    public mutating func add(_ other: ArmTally) {
        drawn += other.drawn
        saved += other.saved
        lost += other.lost
        unknown += other.unknown
        for (currency, worth) in other.worths {
            worths[currency, default: Worth()].drawn += worth.drawn
            worths[currency, default: Worth()].ended += worth.ended
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
