internal import Commerce
internal import Streaming

/// What TRACK remembers of one open order: fixed size, texts in the tracker's arena or interned.
struct OrderState: BitwiseCopyable, Sendable {
    /// `order_id`.
    var id = TextSlot.empty
    /// `customer_id`, of the first event that had one.
    var customer = TextSlot.empty
    var placedAt = EventTime.distantPast
    /// When delivery was promised.
    var promisedAt = EventTime.distantFuture
    /// Until when it is remembered.
    var forgetAt = EventTime.distantFuture
    var totalMinor: Int64 = 0

    var currency = Word.unknown
    var channel = Word.unknown
    var country = Word.unknown
    var locale = Word.unknown
    var timeZone = Word.unknown
    /// The line with the greatest value.
    var sku = Word.unknown
    var category = Word.unknown
    var warehouse = Word.unknown
    /// The last payment attempt.
    var provider = Word.unknown
    var method = Word.unknown
    var issuer = Word.unknown

    /// What has happened to it.
    var facts: Facts = []
    /// Which decline families were told to RETAIN since the last success, a bit each.
    var families: UInt8 = 0
    var tier = CustomerTier.unknown

    /// What has happened to an order.
    struct Facts: OptionSet, BitwiseCopyable, Sendable {
        let rawValue: UInt16

        static let placed = Facts(rawValue: 1 << 0)
        static let paid = Facts(rawValue: 1 << 1)
        static let confirmed = Facts(rawValue: 1 << 2)
        static let cancelled = Facts(rawValue: 1 << 3)
        static let shipped = Facts(rawValue: 1 << 4)
        static let delivered = Facts(rawValue: 1 << 5)
        static let returned = Facts(rawValue: 1 << 6)
        /// An attempt at the last provider, method and issuer was counted.
        static let attemptCounted = Facts(rawValue: 1 << 7)
        /// So was its failure.
        static let failureCounted = Facts(rawValue: 1 << 8)
        /// A reservation for it failed.
        static let outOfStock = Facts(rawValue: 1 << 9)
        /// RETAIN was told that it is in danger, and not that the danger is over.
        static let endangered = Facts(rawValue: 1 << 10)
        static let customMade = Facts(rawValue: 1 << 11)
        /// A wrong parcel was counted.
        static let misShipped = Facts(rawValue: 1 << 12)
        /// The deadline of its confirmation has passed.
        static let confirmationPast = Facts(rawValue: 1 << 13)
        /// The promised date has passed.
        static let promisePast = Facts(rawValue: 1 << 14)
    }
}
