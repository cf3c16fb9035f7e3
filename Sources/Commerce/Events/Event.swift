public import Streaming

/// A source event as the hot path sees it: fixed size, no references, texts interned or left in the batch.
///
/// One wide struct for all types: a field that the event's type does not have keeps its default. Texts that few events
/// share (ids) lie in ``EventBatch/text``; texts that many share (providers, countries) are ``Word``s of the decoder's
/// table.
public struct Event: Sendable, BitwiseCopyable {
    /// What happened.
    public var type: EventType = .orderPlaced
    /// The index of the record it was decoded from, in the record batch.
    public var record: Int32 = 0
    /// When it happened.
    public var occurredAt = EventTime(milliseconds: 0)
    /// ``StableHash`` of `event_id`: what duplicates are known by.
    public var eventID: UInt64 = 0
    /// ``StableHash`` of `order_id`; zero when there is none.
    public var orderHash: UInt64 = 0
    /// `order_id` in ``EventBatch/text``; empty when there is none.
    public var orderID = BatchRange.empty
    /// `customer_id` in ``EventBatch/text``; empty when there is none.
    public var customerID = BatchRange.empty
    /// `total_minor` of an order, `amount_minor` of a payment, in minor units of ``currency``.
    public var amountMinor: Int64 = 0
    /// `promised_at` of a shipment; ``EventTime/distantFuture`` when there is none.
    public var promisedAt = EventTime.distantFuture
    /// The order's lines: which of ``EventBatch/lines``.
    public var lines = BatchRange.empty
    /// The index in ``EventBatch/preferences``, for ``EventType/customerPreferencesChanged``.
    public var preferences: Int32 = -1

    /// `currency`.
    public var currency = Word.unknown
    /// `channel` of an order.
    public var channel = Word.unknown
    /// `country`.
    public var country = Word.unknown
    /// `time_zone`.
    public var timeZone = Word.unknown
    /// `locale`.
    public var locale = Word.unknown
    /// `provider` of a payment.
    public var provider = Word.unknown
    /// `method` of a payment.
    public var method = Word.unknown
    /// `issuer` of a payment.
    public var issuer = Word.unknown
    /// `decline_code` of a failed payment.
    public var declineCode = Word.unknown
    /// `sku` of a stock event; `expected_sku` of a wrong shipment.
    public var sku = Word.unknown
    /// `category` of a stock event.
    public var category = Word.unknown
    /// `warehouse` of a stock event or a parcel.
    public var warehouse = Word.unknown
    /// `carrier` of a parcel.
    public var carrier = Word.unknown

    /// `available` stock after the event.
    public var available: Int64 = 0
    /// `previous` stock.
    public var previous: Int64 = 0
    /// `quantity_requested` of a failed reservation.
    public var quantity: Int64 = 0
    /// `attempt` of a payment, from 1.
    public var attempt: Int32 = 1
    /// `score` of a feedback; negative when there is none.
    public var score: Int32 = -1

    /// `customer_tier`.
    public var tier = CustomerTier.unknown
    /// `cancel_reason` of a cancellation; `reason` of a feedback, `return_reason` of a return, where it is such a word.
    public var reason = CancelReason.unknown
    /// `cancelled_by`.
    public var canceller = Canceller.unknown
    /// `cause` of a wrong shipment.
    public var fault = ShipmentFault.unknown
    /// `custom_made`.
    public var customMade = false

    /// An event with every field at its default.
    public init() {}
}

/// One line of a placed order.
public struct OrderLine: Sendable, BitwiseCopyable {
    /// `sku`.
    public var sku = Word.unknown
    /// `category`.
    public var category = Word.unknown
    /// `warehouse`.
    public var warehouse = Word.unknown
    /// `quantity`, in pieces.
    public var quantity: Int64 = 0
    /// `unit_price_minor`, in minor units of the order's currency.
    public var unitPriceMinor: Int64 = 0

    /// A line with every field at its default.
    public init() {}
}

/// A run of consecutive elements of one of a batch's arrays.
public struct BatchRange: Sendable, BitwiseCopyable, Hashable {
    /// Where it starts.
    public var start: Int32
    /// How many elements it has.
    public var count: Int32

    /// The run of `count` elements from `start`.
    @inlinable
    public init(start: Int32, count: Int32) {
        self.start = start
        self.count = count
    }

    /// No element.
    public static let empty = BatchRange(start: 0, count: 0)

    /// Whether there is no element.
    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// The indices of the run.
    @inlinable
    public var indices: Range<Int> { Int(start)..<Int(start) + Int(count) }
}
