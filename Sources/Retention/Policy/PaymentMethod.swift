extension RetentionPolicy {
    /// A way to pay that the shop has: an element of `methods` of the policy file, the most liked first.
    public struct PaymentMethod: Sendable, Hashable {
        /// `method` of the payment events.
        public let name: String
        /// `provider` of the payment events, where one provider alone carries it out.
        public let provider: String?
        /// The countries that have it; everywhere when `nil`.
        public let countries: [String]?

        /// The method `name`.
        public init(name: String, provider: String? = nil, countries: [String]? = nil) {
            self.name = name
            self.provider = provider
            self.countries = countries
        }
    }
}
