public import Streaming

/// An order that was placed, as TRACK has it: its texts are in the tables of the tracker.
public struct PlacedOrder: BitwiseCopyable, Sendable {
    /// `order_id`.
    public var id: TextSlot
    /// `customer_id`.
    public var customer: TextSlot
    /// When it was placed.
    public var placedAt: EventTime
    /// Its value in minor units.
    public var totalMinor: Int64
    /// ISO 4217 code of its value.
    public var currency: Word
    /// `customer_tier`.
    public var tier: CustomerTier
    /// `channel`.
    public var channel: Word
    /// `country`.
    public var country: Word
    /// `locale`.
    public var locale: Word
    /// `time_zone`.
    public var timeZone: Word
    /// The sku of the line with the greatest value.
    public var sku: Word
    /// That sku's category.
    public var category: Word
    /// The warehouse in question.
    public var warehouse: Word
    /// Whether it is made for this customer.
    public var customMade: Bool
    /// When delivery was promised.
    public var promisedAt: EventTime?
    /// The moment by which it must be confirmed or it is given up.
    public var confirmBy: EventTime?

    /// An order with these facts.
    public init(
        id: TextSlot,
        customer: TextSlot,
        placedAt: EventTime,
        totalMinor: Int64,
        currency: Word,
        tier: CustomerTier,
        channel: Word,
        country: Word,
        locale: Word,
        timeZone: Word,
        sku: Word,
        category: Word,
        warehouse: Word,
        customMade: Bool,
        promisedAt: EventTime?,
        confirmBy: EventTime?
    ) {
        self.id = id
        self.customer = customer
        self.placedAt = placedAt
        self.totalMinor = totalMinor
        self.currency = currency
        self.tier = tier
        self.channel = channel
        self.country = country
        self.locale = locale
        self.timeZone = timeZone
        self.sku = sku
        self.category = category
        self.warehouse = warehouse
        self.customMade = customMade
        self.promisedAt = promisedAt
        self.confirmBy = confirmBy
    }
}
