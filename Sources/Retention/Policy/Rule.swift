extension RetentionPolicy {
    /// One line of the policy: which triggers it is for and what is done then.
    public struct Rule: Sendable, Hashable {
        /// Its name, once in a policy; actions and decisions carry it.
        public let name: String
        /// Its line in the policy file, from 1.
        public let line: Int
        /// Which triggers it is for; `when`.
        public let condition: Condition
        /// What is done then; `do`.
        public let response: Response
    }
}
