extension RetentionPolicy {
    /// What a rule does: `do` of the policy file.
    public enum Response: Sendable, Hashable {
        /// Act by this plan.
        case act(Plan)
        /// Nothing, for this reason; `let_go`.
        case letGo(reason: String)
    }
}
