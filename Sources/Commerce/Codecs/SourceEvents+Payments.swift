public import Streaming

// Payments and stock.
extension SourceEvents {
    /// `payment.authorized`.
    public static func paymentAuthorized(_ head: Head, _ payment: Payment) -> [UInt8] {
        write(.paymentAuthorized, head, payment)
    }

    /// `payment.captured`.
    public static func paymentCaptured(_ head: Head, _ payment: Payment) -> [UInt8] {
        write(.paymentCaptured, head, payment)
    }

    /// `payment.failed`.
    public static func paymentFailed(_ head: Head, _ payment: Payment, declineCode: String? = nil) -> [UInt8] {
        write(.paymentFailed, head, payment, declineCode: declineCode)
    }

    /// `payment.refunded`.
    public static func paymentRefunded(_ head: Head, _ payment: Payment) -> [UInt8] {
        write(.paymentRefunded, head, payment)
    }

    /// `inventory.level_changed`.
    public static func inventoryLevelChanged(
        eventID: String,
        occurredAt: EventTime,
        sku: String,
        category: String? = nil,
        warehouse: String? = nil,
        available: Int64,
        previous: Int64? = nil
    ) -> [UInt8] {
        write(.inventoryLevelChanged, eventID, occurredAt) { json in
            json.member("sku", sku)
            json.member("category", category)
            json.member("warehouse", warehouse)
            json.member("available", available)
            json.member("previous", previous)
        }
    }

    /// `inventory.reservation_failed`.
    public static func inventoryReservationFailed(
        _ head: Head,
        sku: String,
        category: String? = nil,
        warehouse: String? = nil,
        quantityRequested: Int64? = nil,
        available: Int64? = nil
    ) -> [UInt8] {
        write(.inventoryReservationFailed, head) { json in
            json.member("sku", sku)
            json.member("category", category)
            json.member("warehouse", warehouse)
            json.member("quantity_requested", quantityRequested)
            json.member("available", available)
        }
    }

    // A payment names itself before its order.
    private static func write(
        _ type: EventType,
        _ head: Head,
        _ payment: Payment,
        declineCode: String? = nil
    ) -> [UInt8] {
        write(type, head.eventID, head.occurredAt) { json in
            json.member("payment_id", payment.paymentID)
            json.member("order_id", head.orderID)
            json.member("customer_id", head.customerID)
            json.member("amount_minor", payment.amountMinor)
            json.member("currency", payment.currency)
            json.member("provider", payment.provider)
            json.member("method", payment.method)
            json.member("issuer", payment.issuer)
            json.member("country", payment.country)
            json.member("attempt", payment.attempt)
            json.member("decline_code", declineCode)
        }
    }
}
