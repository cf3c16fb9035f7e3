public import Commerce

extension RetentionPolicy {
    /// What a rule gives, with its limits: `offer` of the policy file.
    public struct OfferPlan: Sendable, Hashable {
        /// What is given.
        public let kind: OfferKind
        /// Percent off, 1 to 100, where it is a percentage.
        public let percent: Int?
        /// The most that it may cost, by currency, sorted by currency. Where ``OfferKind/isOfValue``, an order of
        /// another currency does not get the offer, because nothing would limit it.
        public let costLimits: [Money]

        /// The offer for `order`, or `nil` when no limit is known for its currency and it needs one.
        func offer(for order: OrderFacts) -> Offer? {
            let limit = costLimits.first { $0.currency == order.currency }
            if kind.isOfValue && limit == nil { return nil }
            return Offer(
                kind: kind.rawValue,
                percent: percent,
                costLimitMinor: limit?.amountMinor,
                currency: limit?.currency,
                sku: kind.isForProduct && order.sku != "unknown" ? order.sku : nil
            )
        }
    }
}
