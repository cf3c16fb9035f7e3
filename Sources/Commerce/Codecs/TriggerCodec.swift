/// A ``Trigger`` as the JSON of `orderkeeper.triggers.v1`.
public enum TriggerCodec {
    /// The record's `type`.
    public static let type = "trigger"
    /// The record's type as a CloudEvent.
    public static let cloudEventType = "orderkeeper.trigger.v1"

    /// The trigger as JSON: the same trigger gives the same bytes. What is `nil` is absent. Times outside the years
    /// 0000 to 9999 are clamped.
    public static func encode(_ trigger: Trigger) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("type", type)
        json.member("trigger_id", trigger.id)
        json.member("kind", trigger.kind.rawValue)
        json.member("cause", trigger.cause.rawValue)
        json.member("occurred_at", trigger.occurredAt)
        json.member("order_id", trigger.orderID)
        json.member("customer_id", trigger.customerID)
        json.key("order")
        write(trigger.order, to: &json)
        if let payment = trigger.payment {
            json.key("payment")
            json.beginObject()
            json.member("provider", payment.provider)
            json.member("method", payment.method)
            json.member("issuer", payment.issuer)
            json.member("decline_code", payment.declineCode)
            json.endObject()
        }
        json.endObject()
        return json.bytes
    }

    /// The trigger in `bytes`.
    ///
    /// - Throws: the first fault found. The bytes are not a trigger of this version.
    public static func decode(_ bytes: [UInt8]) throws(DecodeError) -> Trigger {
        let record = try RecordReader(bytes, type: type)
        return Trigger(
            id: try record.string("trigger_id"),
            kind: try record.word("kind"),
            cause: try record.word("cause"),
            occurredAt: try record.time("occurred_at"),
            orderID: try record.string("order_id"),
            customerID: try record.string("customer_id"),
            order: try record.object("order", readOrder),
            payment: try record.optionalObject("payment", readPayment)
        )
    }

    private static func write(_ order: OrderFacts, to json: inout JSONWriter) {
        json.beginObject()
        json.member("placed_at", order.placedAt)
        json.member("total_minor", order.totalMinor)
        json.member("currency", order.currency)
        json.member("customer_tier", order.tier.rawValue)
        json.member("channel", order.channel)
        json.member("country", order.country)
        json.member("locale", order.locale)
        json.member("time_zone", order.timeZone)
        json.member("sku", order.sku)
        json.member("category", order.category)
        json.member("warehouse", order.warehouse)
        json.member("custom_made", order.customMade)
        json.member("promised_at", order.promisedAt)
        json.member("confirm_by", order.confirmBy)
        json.member("cancelled_at", order.cancelledAt)
        if !order.skus.isEmpty { json.member("skus", order.skus) }
        json.endObject()
    }

    private static func readOrder(_ object: RecordReader) throws(DecodeError) -> OrderFacts {
        var order = OrderFacts(
            placedAt: try object.optionalTime("placed_at"),
            totalMinor: try object.integer("total_minor"),
            currency: try object.string("currency"),
            tier: try object.word("customer_tier"),
            channel: try object.string("channel"),
            country: try object.string("country"),
            locale: try object.string("locale"),
            timeZone: try object.string("time_zone"),
            sku: try object.string("sku"),
            category: try object.string("category"),
            warehouse: try object.string("warehouse"),
            customMade: try object.bool("custom_made"),
            promisedAt: try object.optionalTime("promised_at"),
            confirmBy: try object.optionalTime("confirm_by")
        )
        order.cancelledAt = try object.optionalTime("cancelled_at")
        order.skus = try object.strings("skus")
        return order
    }

    private static func readPayment(_ object: RecordReader) throws(DecodeError) -> PaymentFacts {
        PaymentFacts(
            provider: try object.string("provider"),
            method: try object.string("method"),
            issuer: try object.string("issuer"),
            declineCode: try object.string("decline_code")
        )
    }
}
