public import Commerce

extension RetentionPolicy {
    /// What is done, and the template of the text that says it.
    public struct Message: Sendable, Hashable {
        /// What is done.
        public let kind: Action.Kind
        /// Name of the template.
        public let template: String
    }
}
