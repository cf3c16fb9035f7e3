public import Streaming

// Orders, their parcels, and what customers say of them.
extension SourceEvents {
    /// `order.placed`.
    public static func orderPlaced(_ head: Head, _ order: Order) -> [UInt8] {
        write(.orderPlaced, head) { json in
            json.member("customer_tier", order.customerTier)
            json.member("channel", order.channel)
            json.member("country", order.country)
            json.member("currency", order.currency)
            json.member("total_minor", order.totalMinor)
            json.key("lines")
            json.beginArray()
            for line in order.lines {
                json.beginObject()
                json.member("sku", line.sku)
                json.member("category", line.category)
                json.member("warehouse", line.warehouse)
                json.member("quantity", line.quantity)
                json.member("unit_price_minor", line.unitPriceMinor)
                json.endObject()
            }
            json.endArray()
            json.member("time_zone", order.timeZone)
            json.member("locale", order.locale)
            json.member("custom_made", order.customMade)
        }
    }

    /// `order.confirmed`.
    public static func orderConfirmed(_ head: Head) -> [UInt8] { write(.orderConfirmed, head) }

    /// `order.cancelled`.
    public static func orderCancelled(
        _ head: Head,
        reason: String? = nil,
        cancelledBy: String? = nil,
        comment: String? = nil
    ) -> [UInt8] {
        write(.orderCancelled, head) { json in
            json.member("cancel_reason", reason)
            json.member("cancelled_by", cancelledBy)
            json.member("comment", comment)
        }
    }

    /// `order.shipped`.
    public static func orderShipped(
        _ head: Head,
        parcelID: String? = nil,
        carrier: String? = nil,
        warehouse: String? = nil,
        promisedAt: EventTime? = nil
    ) -> [UInt8] {
        write(.orderShipped, head) { json in
            json.member("parcel_id", parcelID)
            json.member("carrier", carrier)
            json.member("warehouse", warehouse)
            json.member("promised_at", promisedAt)
        }
    }

    /// `order.delivered`.
    public static func orderDelivered(_ head: Head, parcelID: String? = nil) -> [UInt8] {
        write(.orderDelivered, head) { $0.member("parcel_id", parcelID) }
    }

    /// `order.returned`.
    public static func orderReturned(_ head: Head, reason: String? = nil) -> [UInt8] {
        write(.orderReturned, head) { $0.member("return_reason", reason) }
    }

    /// `fulfilment.mis_shipped`.
    public static func fulfilmentMisShipped(
        _ head: Head,
        parcelID: String? = nil,
        warehouse: String? = nil,
        carrier: String? = nil,
        cause: String? = nil,
        expectedSKU: String? = nil,
        receivedSKU: String? = nil
    ) -> [UInt8] {
        write(.fulfilmentMisShipped, head) { json in
            json.member("parcel_id", parcelID)
            json.member("warehouse", warehouse)
            json.member("carrier", carrier)
            json.member("cause", cause)
            json.member("expected_sku", expectedSKU)
            json.member("received_sku", receivedSKU)
        }
    }

    /// `feedback.received`.
    public static func feedbackReceived(
        _ head: Head,
        score: Int64? = nil,
        reason: String? = nil,
        comment: String? = nil
    ) -> [UInt8] {
        write(.feedbackReceived, head) { json in
            json.member("score", score)
            json.member("reason", reason)
            json.member("comment", comment)
        }
    }

    /// `customer.preferences_changed`.
    ///
    /// - Parameter quietHours: start and end, for example `("22:00", "08:00")`.
    public static func customerPreferencesChanged(
        eventID: String,
        occurredAt: EventTime,
        customerID: String,
        marketingConsent: Bool? = nil,
        channels: [String]? = nil,
        quietHours: (start: String, end: String)? = nil,
        timeZone: String? = nil,
        locale: String? = nil
    ) -> [UInt8] {
        write(.customerPreferencesChanged, eventID, occurredAt) { json in
            json.member("customer_id", customerID)
            json.member("marketing_consent", marketingConsent)
            if let channels { json.member("channels", channels) }
            if let quietHours {
                json.key("quiet_hours")
                json.beginObject()
                json.member("start", quietHours.start)
                json.member("end", quietHours.end)
                json.endObject()
            }
            json.member("time_zone", timeZone)
            json.member("locale", locale)
        }
    }
}
