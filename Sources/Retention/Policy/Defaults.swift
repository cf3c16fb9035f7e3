extension RetentionPolicy {
    /// What holds where a rule says nothing: `defaults` of the policy file.
    public struct Defaults: Sendable, Hashable {
        /// The channels on which the shop can send, the most liked first; `channels`.
        ///
        /// A customer who said which channels are welcome gets the first of those that is listed here, and nothing
        /// when none is. A customer who said nothing gets the first one here.
        public var channels = ["push", "sms", "email"]
        /// The language for customers whose own has no text; `locale`. Every template exists in it.
        public var locale = "en"
        /// Whether a customer who neither gave nor refused consent may get offers; `unknown_consent`.
        public var allowsOffersWithoutWord = true

        /// When customers sleep who said nothing about it; `quiet_hours`. `nil` when they may be disturbed at any hour.
        public var quietHours: QuietHours? = QuietHours(start: 22 * 60, end: 8 * 60)
        /// The time zone of orders that name none, an IANA name; `time_zone`.
        public var timeZone = "UTC"

        /// Defaults as they are when the file says nothing.
        public init() {}
    }
}
