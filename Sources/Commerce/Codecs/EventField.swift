/// The fields of the source events that the decoder knows, and the CloudEvents attributes around them.
///
/// The raw value is the field's index in the decoder's list of names.
enum EventField: Int, CaseIterable, Sendable {
    case eventID, type, occurredAt, orderID, customerID
    case sku, category, warehouse, carrier, provider, method, issuer, country, channel, currency
    case locale, timeZone, declineCode
    case totalMinor, amountMinor, unitPriceMinor, quantity, quantityRequested, available, previous, attempt, score
    case lines, customerTier, customMade, cancelReason, cancelledBy, returnReason, reason, cause
    case expectedSKU, receivedSKU, parcelID, paymentID, promisedAt, comment
    case marketingConsent, channels, quietHours, start, end
    case specversion, data, id, time

    /// The field's name in the contract.
    var name: String { Self.names[rawValue] }

    /// The names of all fields, in the order of the cases.
    static let names = [
        "event_id", "type", "occurred_at", "order_id", "customer_id",
        "sku", "category", "warehouse", "carrier", "provider", "method", "issuer", "country", "channel", "currency",
        "locale", "time_zone", "decline_code",
        "total_minor", "amount_minor", "unit_price_minor", "quantity", "quantity_requested", "available", "previous",
        "attempt", "score",
        "lines", "customer_tier", "custom_made", "cancel_reason", "cancelled_by", "return_reason", "reason", "cause",
        "expected_sku", "received_sku", "parcel_id", "payment_id", "promised_at", "comment",
        "marketing_consent", "channels", "quiet_hours", "start", "end",
        "specversion", "data", "id", "time",
    ]
}
