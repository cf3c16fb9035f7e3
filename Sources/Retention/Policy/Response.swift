extension RetentionPolicy {
    /// What a rule does: `do` of the policy file.
    public enum Response: Sendable, Hashable {
        /// Act by these steps, one after the other as long as the customer does not answer; at least one, and
        /// ``Step/max`` at most.
        case act([Step])
        /// Nothing, for this reason; `let_go`.
        case letGo(reason: String)
    }
}
