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
        ///
        /// - Parameter room: the most that it may cost, in minor units, where something beside the rule says so; there is
        ///   no offer without room.
        func offer(for order: OrderFacts, room: Int64?) -> Offer? {
            var limit = costLimits.first { $0.currency == order.currency }
            if kind.isOfValue && limit == nil { return nil }
            if let room, let amount = limit?.amountMinor {
                guard room > 0 else { return nil }
                limit?.amountMinor = min(amount, room)
            }
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
