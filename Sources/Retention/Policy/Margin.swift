extension RetentionPolicy {
    /// What of an order's value may be given away: `margin` of the policy file, in percent of the value.
    public struct Margin: Sendable, Hashable {
        /// What the shop earns with an order; `percent`.
        public var percent = 30
        /// The same by category, sorted by category; `by_category`.
        public var byCategory: [Category] = []
        /// What must be left of it; `floor`.
        public var floor = 5

        /// The margin of one category.
        public struct Category: Sendable, Hashable {
            /// The category.
            public let name: String
            /// In percent of the value.
            public let percent: Int
        }

        /// As it is when the file says nothing.
        public init() {}

        /// The most that an offer for an order of `totalMinor` in `category` may cost, in minor units; never below zero.
        func room(totalMinor: Int64, category: String) -> Int64 {
            let own = byCategory.first { $0.name == category }?.percent ?? percent
            guard totalMinor > 0, own > floor else { return 0 }
            return Int64(clamping: Int128(totalMinor) * Int128(own - floor) / 100)
        }
    }
}
