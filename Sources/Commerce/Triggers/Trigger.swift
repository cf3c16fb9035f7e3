public import Streaming

/// One endangered order, or the news that its danger is over: the record of `orderkeeper.triggers.v1`.
///
/// A trigger carries what RETAIN needs to know of the order, because RETAIN keeps customers, not orders.
public struct Trigger: Hashable, Sendable {
    /// Deterministic: the same cause of the same order gives the same id.
    public var id: String
    /// What kind of danger.
    public var kind: Kind
    /// Why.
    public var cause: Cause
    /// When the danger arose, in event time.
    public var occurredAt: EventTime
    /// The order.
    public var orderID: String
    /// The customer, the key of the record.
    public var customerID: String
    /// What is known of the order.
    public var order: OrderFacts
    /// The slice of the attempt, where a payment failed: what incidents are compared with.
    public var payment: PaymentFacts?

    /// What the order is worth; `nil` where that is not known.
    public var worth: Money? {
        order.currency == "unknown" ? nil : Money(currency: order.currency, amountMinor: order.totalMinor)
    }

    /// What kind of danger an order is in.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// A payment attempt failed.
        case paymentFailed = "payment_failed"
        /// The confirmation deadline passed, or stock is missing.
        case unconfirmed
        /// It was cancelled and may still be saved.
        case cancelled
        /// A parcel holds the wrong thing.
        case wrongShipment = "wrong_shipment"
        /// The customer is not satisfied.
        case feedback
        /// The promised date passed.
        case delayed
        /// Stock that the customer waits for is back.
        case backInStock = "back_in_stock"
        /// News: paid, confirmed, delivered, returned or refunded. Closes what is open for the order.
        case settled
        /// News: the customer placed an order. What was lost may have been placed again.
        case placed
        /// News: the customer said what it is about. What is open for their cancellation goes on by that reason.
        case replied
    }

    /// A trigger with these facts.
    public init(
        id: String,
        kind: Kind,
        cause: Cause,
        occurredAt: EventTime,
        orderID: String,
        customerID: String,
        order: OrderFacts,
        payment: PaymentFacts? = nil
    ) {
        self.id = id
        self.kind = kind
        self.cause = cause
        self.occurredAt = occurredAt
        self.orderID = orderID
        self.customerID = customerID
        self.order = order
        self.payment = payment
    }
}

/// What TRACK knows of an order when it raises a ``Trigger``. Unknown texts are `unknown`, absent ones `nil`.
public struct OrderFacts: Hashable, Sendable {
    /// When it was placed; `nil` when the order itself was never seen (an orphan).
    public var placedAt: EventTime?
    /// Its value in minor units.
    public var totalMinor: Int64
    /// ISO 4217 code of its value.
    public var currency: String
    /// `customer_tier`.
    public var tier: CustomerTier
    /// `channel`.
    public var channel: String
    /// `country`.
    public var country: String
    /// `locale`, for example `zh-Hans`.
    public var locale: String
    /// `time_zone`, an IANA name.
    public var timeZone: String
    /// The sku of the line with the greatest value, or the one in question.
    public var sku: String
    /// That sku's category.
    public var category: String
    /// The warehouse in question.
    public var warehouse: String
    /// Whether it is made for this customer.
    public var customMade: Bool
    /// When delivery was promised.
    public var promisedAt: EventTime?
    /// The moment by which the order must be confirmed or it is given up.
    public var confirmBy: EventTime?
    /// When it was cancelled, where more was heard of that since.
    public var cancelledAt: EventTime?
    /// Of an order that is placed, the skus of its lines, each once, ``skusMax`` at most; otherwise none.
    public var skus: [String] = []

    /// The most skus of an order that are told.
    public static let skusMax = 64

    /// An order of which nothing is known.
    public static let unknown = OrderFacts()

    /// Facts with these values.
    public init(
        placedAt: EventTime? = nil,
        totalMinor: Int64 = 0,
        currency: String = "unknown",
        tier: CustomerTier = .unknown,
        channel: String = "unknown",
        country: String = "unknown",
        locale: String = "unknown",
        timeZone: String = "unknown",
        sku: String = "unknown",
        category: String = "unknown",
        warehouse: String = "unknown",
        customMade: Bool = false,
        promisedAt: EventTime? = nil,
        confirmBy: EventTime? = nil
    ) {
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

/// The attempt that failed.
public struct PaymentFacts: Hashable, Sendable {
    /// `provider`.
    public var provider: String
    /// `method`.
    public var method: String
    /// `issuer`.
    public var issuer: String
    /// The provider's own code.
    public var declineCode: String

    /// The attempt with these values.
    public init(provider: String, method: String, issuer: String, declineCode: String) {
        self.provider = provider
        self.method = method
        self.issuer = issuer
        self.declineCode = declineCode
    }
}
