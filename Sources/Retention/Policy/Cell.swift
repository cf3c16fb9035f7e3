internal import Commerce

/// One combination of the properties whose values are a closed list: what the checks of a policy walk through.
struct Cell: Hashable {
    var cause: Cause
    var tier: CustomerTier
    var incidentFiring: Bool
    var customMade: Bool
    var insideWindow: Bool

    /// Every cell of `cause`.
    static func all(of cause: Cause) -> [Cell] {
        CustomerTier.allCases.flatMap { tier in
            (0..<8).map { bits in
                Cell(
                    cause: cause,
                    tier: tier,
                    incidentFiring: bits & 1 != 0,
                    customMade: bits & 2 != 0,
                    insideWindow: bits & 4 != 0
                )
            }
        }
    }
}

extension RetentionPolicy.Condition {
    /// Every cell that it covers.
    var cells: [Cell] { causes.flatMap(Cell.all(of:)).filter(covers) }

    /// Whether triggers of `cell` match as far as the closed lists go.
    func covers(_ cell: Cell) -> Bool {
        causes.contains(cell.cause)
            && (tiers?.contains(cell.tier) ?? true)
            && (incidentFiring.map { $0 == cell.incidentFiring } ?? true)
            && (customMade.map { $0 == cell.customMade } ?? true)
            && (isInsideWindow.map { $0 == cell.insideWindow } ?? true)
    }

    /// Whether the open conditions (country, category, value, history) leave nothing out.
    var isOpen: Bool { countries == nil && categories == nil && valueAtLeast == nil && history == nil }

    /// Whether its open lists let through all that those of `other` let through.
    func isAsOpen(as other: Self) -> Bool {
        Self.includes(countries, other.countries) && Self.includes(categories, other.categories)
            && includesValues(of: other) && (history?.includes(other.history) ?? true)
    }

    private static func includes(_ own: [String]?, _ others: [String]?) -> Bool {
        guard let own else { return true }
        guard let others else { return false }
        return others.allSatisfy(own.contains)
    }

    private func includesValues(of other: Self) -> Bool {
        guard let own = valueAtLeast else { return true }
        guard let others = other.valueAtLeast else { return false }
        return others.allSatisfy { value in
            own.contains { $0.currency == value.currency && $0.amountMinor <= value.amountMinor }
        }
    }
}

extension RetentionPolicy.Condition.History {
    /// Whether whoever is within the bounds of `other` is within these.
    fileprivate func includes(_ other: Self?) -> Bool {
        ordersAtLeast ?? 0 <= other?.ordersAtLeast ?? 0
            && ordersAtMost ?? .max >= other?.ordersAtMost ?? .max
            && cancelledAtLeast ?? 0 <= other?.cancelledAtLeast ?? 0
            && cancelledAtMost ?? .max >= other?.cancelledAtMost ?? .max
    }
}
