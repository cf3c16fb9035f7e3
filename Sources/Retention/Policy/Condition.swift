public import Commerce

extension RetentionPolicy {
    /// Which triggers a rule is for: `when` of the policy file. What is `nil` is not looked at.
    public struct Condition: Sendable, Hashable {
        /// The kind of danger; `trigger`.
        public let trigger: Trigger.Kind
        /// The causes; `cause`. Always a part of ``Commerce/Trigger/Kind/causes``.
        public let causes: [Cause]
        /// The tiers; `tier`.
        public let tiers: [CustomerTier]?
        /// What the order is worth at least, by currency; `value_at_least`. Other currencies do not match.
        public let valueAtLeast: [Money]?
        /// Whether a payment incident that touches the order must be firing or must not; `incident`.
        public let incidentFiring: Bool?
        /// ISO 3166 codes of countries; `country`.
        public let countries: [String]?
        /// Categories; `category`.
        public let categories: [String]?
        /// Whether the product is made for the customer; `custom_made`.
        public let customMade: Bool?

        /// Whether it is for `trigger`; `incidentFiring` says whether a payment incident touches the order.
        public func matches(_ trigger: Trigger, incidentFiring: Bool) -> Bool {
            let order = trigger.order
            let cell = Cell(
                cause: trigger.cause,
                tier: order.tier,
                incidentFiring: incidentFiring,
                customMade: order.customMade
            )
            return trigger.kind == self.trigger && covers(cell)
                && (countries?.contains(order.country) ?? true)
                && (categories?.contains(order.category) ?? true)
                && (valueAtLeast.map { isWorth(order, atLeast: $0) } ?? true)
        }

        private func isWorth(_ order: OrderFacts, atLeast values: [Money]) -> Bool {
            values.contains { $0.currency == order.currency && order.totalMinor >= $0.amountMinor }
        }
    }
}
