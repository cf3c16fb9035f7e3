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

        /// Whether the order is still inside the ``CancellationWindow``, or is not; `inside_window`.
        public var isInsideWindow: Bool?
        /// What the customer did before; `history`.
        public var history: History?

        /// Bounds on what is remembered of a customer's last orders, ``CustomerMemory/ordersMax`` at most.
        public struct History: Sendable, Hashable {
            /// How many orders are remembered at least; `orders_at_least`.
            public var ordersAtLeast: Int?
            /// How many are remembered at most; `orders_at_most`.
            public var ordersAtMost: Int?
            /// How many of them were cancelled by choice at least; `cancelled_at_least`.
            public var cancelledAtLeast: Int?
            /// How many at most; `cancelled_at_most`.
            public var cancelledAtMost: Int?

            /// No bounds.
            public init() {}
        }

        /// The first condition that `trigger` does not meet, as the policy language calls it; `nil` when it meets all.
        func unmet(by trigger: Trigger, in situation: Situation) -> String? {
            let order = trigger.order
            if trigger.kind != self.trigger { return "trigger" }
            if !causes.contains(trigger.cause) { return "cause" }
            if let tiers, !tiers.contains(order.tier) { return "tier" }
            if let incidentFiring, incidentFiring != situation.isIncidentFiring { return "incident" }
            if let customMade, customMade != order.customMade { return "custom_made" }
            if let countries, !countries.contains(order.country) { return "country" }
            if let categories, !categories.contains(order.category) { return "category" }
            if let valueAtLeast, !isWorth(order, atLeast: valueAtLeast) { return "value_at_least" }
            if let isInsideWindow, isInsideWindow != situation.isInsideWindow { return "inside_window" }
            if let history, !history.includes(situation) { return "history" }
            return nil
        }

        private func isWorth(_ order: OrderFacts, atLeast values: [Money]) -> Bool {
            values.contains { $0.currency == order.currency && order.totalMinor >= $0.amountMinor }
        }
    }
}

extension RetentionPolicy.Condition.History {
    /// Whether the customer of `situation` is within the bounds.
    fileprivate func includes(_ situation: Situation) -> Bool {
        situation.orders >= ordersAtLeast ?? 0 && situation.orders <= ordersAtMost ?? .max
            && situation.cancelled >= cancelledAtLeast ?? 0 && situation.cancelled <= cancelledAtMost ?? .max
    }
}
