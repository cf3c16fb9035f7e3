public import Streaming

extension RetentionPolicy {
    /// One step of a ladder: `do`, and each element of its `then`.
    public struct Step: Sendable, Hashable {
        /// How long after the step before was carried out; `after`. Zero for the first.
        public let after: Milliseconds
        /// What is done.
        public let plan: Plan
        /// Whether held-out customers are spared it where the rule is measured; `measured`. Not what they are owed: that an
        /// order is given up must be said to everybody.
        public var isMeasured = true

        /// The most steps of a ladder.
        public static let max = 8
        /// The longest that a step waits for: a shop may look back a month later.
        public static let afterMax = Milliseconds.days(31)
    }
}
