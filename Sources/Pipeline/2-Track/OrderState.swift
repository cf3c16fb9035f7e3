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
    /// When payment was last tried.
    var attemptedAt = EventTime.distantPast
    /// When it was last kept or given up.
    private(set) var turnedAt = EventTime.distantPast
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
    /// The payment attempt of ``attemptedAt``.
    var provider = Word.unknown
    var method = Word.unknown
    var issuer = Word.unknown

    /// Facts in 22 bits, families in six, the tier in four.
    private var bits: UInt32 = 0

    /// What has happened to it.
    var facts: Facts {
        get { Facts(rawValue: bits & Self.factsMask) }
        set { bits = bits & ~Self.factsMask | newValue.rawValue }
    }

    /// Which decline families were told to RETAIN since the last success, a bit each.
    var families: UInt8 {
        get { UInt8(truncatingIfNeeded: bits >> 22 & 0x3F) }
        set { bits = bits & ~(0x3F << 22) | UInt32(newValue & 0x3F) << 22 }
    }

    /// The place of the customer's tier in ``tiers``.
    var tier: UInt8 {
        get { UInt8(truncatingIfNeeded: bits >> 28) }
        set { bits = bits & ~(0xF << 28) | UInt32(newValue & 0xF) << 28 }
    }

    private static let factsMask: UInt32 = 1 << 22 - 1

    /// What the number of a tier means. New ones come at the end.
    static let tiers: [CustomerTier] = [.unknown, .other, .new, .regular, .vip]

    /// Takes in that it was kept (paid, confirmed, shipped) or given up (cancelled, refunded) at `time`. The last turn
    /// counts, however late it is heard of; of two at one moment, giving up.
    mutating func turn(isKept: Bool, at time: EventTime) {
        guard time > turnedAt || time == turnedAt && !isKept else { return }
        turnedAt = time
        if isKept { facts.remove(.givenUp) } else { facts.insert(.givenUp) }
    }

    /// As ``turnedAt`` was written.
    mutating func restore(turnedAt time: EventTime) { turnedAt = time }

    /// What has happened to an order.
    struct Facts: OptionSet, BitwiseCopyable, Sendable {
        let rawValue: UInt32

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
        /// A reservation for it failed, at some time.
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
        static let refunded = Facts(rawValue: 1 << 15)
        /// RETAIN was told at some time that it is in danger, and wants to know how it ends.
        static let told = Facts(rawValue: 1 << 16)
        /// It was cancelled or refunded, and not kept since.
        static let givenUp = Facts(rawValue: 1 << 17)
        /// Its customer is not to be known, whatever later events say.
        static let forgotten = Facts(rawValue: 1 << 18)

        /// Whether stock is missing that nobody has said to be found.
        var lacksStock: Bool { contains(.outOfStock) && isDisjoint(with: [.confirmed, .shipped]) }

        /// What has happened, without what became of it here.
        static let history: Facts = [
            .placed, .paid, .confirmed, .cancelled, .shipped, .delivered, .returned, .outOfStock, .customMade,
            .misShipped, .refunded, .givenUp,
        ]
    }
}
