public import Streaming

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
        /// Whether held-out customers are spared it, so that its effect can be told; `measured`.
        ///
        /// Not what a customer is owed or has asked for: an apology for the shop's own mistake is no treatment to be tried.
        public var isMeasured = true

        /// How long after the first step the last one is due.
        public var length: Milliseconds { Milliseconds(steps.reduce(0) { $0 + $1.after.rawValue }) }

        /// The steps of its answer; none when it lets go.
        public var steps: [Step] {
            if case .act(let steps) = response { steps } else { [] }
        }
    }
}
