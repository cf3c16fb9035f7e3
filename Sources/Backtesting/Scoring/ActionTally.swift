public import Commerce

/// What was done for orders, and what it may cost.
public struct ActionTally: Hashable, Sendable {
    /// Actions.
    public private(set) var count = 0
    /// How many of each kind.
    public private(set) var kinds: [Action.Kind: Int] = [:]
    /// Those that give something.
    public private(set) var offers = 0
    /// The most that those may cost together, in minor units by currency.
    public private(set) var costLimits: [String: Int64] = [:]

    /// A tally of nothing.
    public init() {}

    /// Adds an action. Sums beyond 64 bits stay at the greatest.
    public mutating func add(_ action: Action) {
        count += 1
        kinds[action.kind, default: 0] += 1
        guard let offer = action.offer else { return }
        offers += 1
        guard let currency = offer.currency, let limit = offer.costLimitMinor else { return }
        costLimits[currency] = Self.sum(costLimits[currency] ?? 0, limit)
    }

    /// Adds what another tally counted.
    public mutating func add(_ other: ActionTally) {
        count += other.count
        kinds.merge(other.kinds, uniquingKeysWith: +)
        offers += other.offers
        for (currency, limit) in other.costLimits {
            costLimits[currency] = Self.sum(costLimits[currency] ?? 0, limit)
        }
    }

    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, isTooLarge) = left.addingReportingOverflow(right)
        return isTooLarge ? .max : sum
    }
}
