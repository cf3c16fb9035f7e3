/// Decoded events of one partition, in order, with the texts they point into. Reused, so that decoding allocates
/// nothing in steady state.
public struct EventBatch: Sendable {
    /// The events, in order of offset.
    public var events: [Event] = []
    /// The bytes of ids, one after another.
    public var text: [UInt8] = []
    /// The lines of the placed orders among the events.
    public var lines: [OrderLine] = []
    /// The preferences that ``EventType/customerPreferencesChanged`` events carry.
    public var preferences: [CustomerPreferences] = []

    /// An empty batch.
    public init() {}

    /// Forgets the events and keeps the memory.
    public mutating func removeAll() {
        events.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        preferences.removeAll(keepingCapacity: true)
    }

    /// The text at `range`, as a String. Allocates: not for the hot path.
    public func string(_ range: BatchRange) -> String {
        String(decoding: text[range.indices], as: UTF8.self)
    }
}

/// What a customer wants: the content of `customer.preferences_changed`.
public struct CustomerPreferences: Hashable, Sendable, Codable {
    /// Whether offers may be sent; absent means that it was not said.
    public var marketingConsent: Bool?
    /// Channels in order of preference, for example `push`, `sms`.
    public var channels: [String]
    /// Start of the quiet hours, in minutes after local midnight.
    public var quietStart: Int?
    /// End of the quiet hours, in minutes after local midnight; before the start it is on the next day.
    public var quietEnd: Int?
    /// IANA name of the customer's time zone.
    public var timeZone: String?
    /// BCP 47 tag of the customer's language.
    public var locale: String?

    /// Preferences in which nothing was said.
    public init(
        marketingConsent: Bool? = nil,
        channels: [String] = [],
        quietStart: Int? = nil,
        quietEnd: Int? = nil,
        timeZone: String? = nil,
        locale: String? = nil
    ) {
        self.marketingConsent = marketingConsent
        self.channels = channels
        self.quietStart = quietStart
        self.quietEnd = quietEnd
        self.timeZone = timeZone
        self.locale = locale
    }
}
