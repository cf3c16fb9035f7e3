public import Streaming

/// Writes events of the source topics, one function for each type, in the contract's exact shapes: for the simulated
/// shop and for tests. What is `nil` is absent.
///
/// Nothing is checked: a test may write what the contract refuses.
public enum SourceEvents {
    /// What every event of an order says.
    public struct Head: Hashable, Sendable {
        /// `event_id`.
        public var eventID: String
        /// `occurred_at`.
        public var occurredAt: EventTime
        /// `order_id`.
        public var orderID: String
        /// `customer_id`.
        public var customerID: String?

        /// The head of an event.
        public init(eventID: String, occurredAt: EventTime, orderID: String, customerID: String? = nil) {
            self.eventID = eventID
            self.occurredAt = occurredAt
            self.orderID = orderID
            self.customerID = customerID
        }
    }

    /// What an order holds when it is placed.
    public struct Order: Hashable, Sendable {
        /// `customer_tier`.
        public var customerTier: String?
        /// `channel`.
        public var channel: String?
        /// `country`.
        public var country: String?
        /// `currency`.
        public var currency: String?
        /// `total_minor`.
        public var totalMinor: Int64?
        /// `lines`.
        public var lines: [Line]
        /// `time_zone`.
        public var timeZone: String?
        /// `locale`.
        public var locale: String?
        /// `custom_made`.
        public var customMade: Bool?

        /// The content of an order.
        public init(
            customerTier: String? = nil,
            channel: String? = nil,
            country: String? = nil,
            currency: String? = nil,
            totalMinor: Int64? = nil,
            lines: [Line] = [],
            timeZone: String? = nil,
            locale: String? = nil,
            customMade: Bool? = nil
        ) {
            self.customerTier = customerTier
            self.channel = channel
            self.country = country
            self.currency = currency
            self.totalMinor = totalMinor
            self.lines = lines
            self.timeZone = timeZone
            self.locale = locale
            self.customMade = customMade
        }
    }

    /// One line of an order.
    public struct Line: Hashable, Sendable {
        /// `sku`.
        public var sku: String
        /// `category`.
        public var category: String?
        /// `warehouse`.
        public var warehouse: String?
        /// `quantity`.
        public var quantity: Int64?
        /// `unit_price_minor`.
        public var unitPriceMinor: Int64?

        /// A line of an order.
        public init(
            sku: String,
            category: String? = nil,
            warehouse: String? = nil,
            quantity: Int64? = nil,
            unitPriceMinor: Int64? = nil
        ) {
            self.sku = sku
            self.category = category
            self.warehouse = warehouse
            self.quantity = quantity
            self.unitPriceMinor = unitPriceMinor
        }
    }

    /// What every event of a payment says beside its head.
    public struct Payment: Hashable, Sendable {
        /// `payment_id`.
        public var paymentID: String?
        /// `amount_minor`.
        public var amountMinor: Int64?
        /// `currency`.
        public var currency: String?
        /// `provider`.
        public var provider: String?
        /// `method`.
        public var method: String?
        /// `issuer`.
        public var issuer: String?
        /// `country`.
        public var country: String?
        /// `attempt`.
        public var attempt: Int64?

        /// The content of a payment.
        public init(
            paymentID: String? = nil,
            amountMinor: Int64? = nil,
            currency: String? = nil,
            provider: String? = nil,
            method: String? = nil,
            issuer: String? = nil,
            country: String? = nil,
            attempt: Int64? = nil
        ) {
            self.paymentID = paymentID
            self.amountMinor = amountMinor
            self.currency = currency
            self.provider = provider
            self.method = method
            self.issuer = issuer
            self.country = country
            self.attempt = attempt
        }
    }

    static func write(_ type: EventType, _ head: Head, _ body: (inout JSONWriter) -> Void = { _ in }) -> [UInt8] {
        write(type, head.eventID, head.occurredAt) { json in
            json.member("order_id", head.orderID)
            json.member("customer_id", head.customerID)
            body(&json)
        }
    }

    static func write(
        _ type: EventType,
        _ eventID: String,
        _ occurredAt: EventTime,
        _ body: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("event_id", eventID)
        json.member("type", type.name)
        json.member("occurred_at", occurredAt)
        body(&json)
        json.endObject()
        return json.bytes
    }
}
