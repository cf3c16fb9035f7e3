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
    public var totalMinor: Int64 = 0
    /// ISO 4217 code of its value.
    public var currency = Word.unknown
    /// `customer_tier`.
    public var tier = CustomerTier.unknown
    /// `channel`.
    public var channel = Word.unknown
    /// `country`.
    public var country = Word.unknown
    /// `locale`.
    public var locale = Word.unknown
    /// `time_zone`.
    public var timeZone = Word.unknown
    /// The sku of the line with the greatest value.
    public var sku = Word.unknown
    /// That sku's category.
    public var category = Word.unknown
    /// The warehouse in question.
    public var warehouse = Word.unknown
    /// Whether it is made for this customer.
    public var customMade = false
    /// When delivery was promised.
    public var promisedAt: EventTime?
    /// The moment by which it must be confirmed or it is given up.
    public var confirmBy: EventTime?

    /// An order of which nothing else is known.
    public init(id: TextSlot, customer: TextSlot, placedAt: EventTime) {
        self.id = id
        self.customer = customer
        self.placedAt = placedAt
    }
}
