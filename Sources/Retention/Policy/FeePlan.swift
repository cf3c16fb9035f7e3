extension RetentionPolicy {
    /// What a cancellation costs the customer: `fee` of the policy file.
    public struct FeePlan: Sendable, Hashable {
        /// Percent of the order's value, 1 to 100.
        public let percent: Int
        /// Why, in one sentence.
        public let reason: String
    }
}
