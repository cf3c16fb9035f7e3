/// An ``Action`` as the JSON of `orderkeeper.actions.v1`.
public enum ActionCodec {
    /// The record's `type`.
    public static let type = "action"
    /// The record's type as a CloudEvent.
    public static let cloudEventType = "orderkeeper.action.v1"

    /// The action as JSON: the same action gives the same bytes. What is `nil` or empty is absent.
    /// Times outside the years 0000 to 9999 are clamped.
    public static func encode(_ action: Action) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("type", type)
        json.member("action_id", action.id)
        json.member("trigger_id", action.triggerID)
        json.member("kind", action.kind.rawValue)
        json.member("order_id", action.orderID)
        json.member("customer_id", action.customerID)
        json.member("trigger", action.trigger.rawValue)
        json.member("cause", action.cause.rawValue)
        json.member("occurred_at", action.occurredAt)
        json.member("expires_at", action.expiresAt)
        json.member("channel", action.channel)
        json.member("locale", action.locale)
        json.member("template", action.template)
        json.member("text", action.text)
        if let offer = action.offer {
            json.key("offer")
            json.beginObject()
            json.member("kind", offer.kind)
            json.member("percent", offer.percent)
            json.member("cost_limit_minor", offer.costLimitMinor)
            json.member("currency", offer.currency)
            json.member("sku", offer.sku)
            json.endObject()
        }
        json.member("policy", action.policy)
        json.member("rule", action.rule)
        json.member("step", action.step)
        if !action.methods.isEmpty { json.member("methods", action.methods) }
        if let fee = action.fee {
            json.key("fee")
            json.beginObject()
            json.member("amount_minor", fee.amount.amountMinor)
            json.member("currency", fee.amount.currency)
            json.member("reason", fee.reason)
            json.endObject()
        }
        json.endObject()
        return json.bytes
    }

    /// The action in `bytes`.
    ///
    /// - Throws: the first fault found. The bytes are not an action of this version.
    public static func decode(_ bytes: [UInt8]) throws(DecodeError) -> Action {
        let record = try RecordReader(bytes, type: type)
        var action = Action(
            id: try record.string("action_id"),
            triggerID: try record.string("trigger_id"),
            kind: try record.word("kind"),
            orderID: try record.string("order_id"),
            customerID: try record.string("customer_id"),
            trigger: try record.word("trigger"),
            cause: try record.word("cause"),
            occurredAt: try record.time("occurred_at"),
            expiresAt: try record.time("expires_at"),
            channel: try record.string("channel"),
            locale: try record.string("locale"),
            template: try record.string("template"),
            text: try record.string("text"),
            offer: try record.optionalObject("offer", readOffer),
            policy: try record.string("policy"),
            rule: try record.string("rule")
        )
        action.step = Int(clamping: try record.optionalInteger("step") ?? 0)
        action.methods = try record.strings("methods")
        action.fee = try record.optionalObject("fee", readFee)
        return action
    }

    private static func readFee(_ object: RecordReader) throws(DecodeError) -> Fee {
        Fee(amount: try object.money(), reason: try object.string("reason"))
    }

    private static func readOffer(_ object: RecordReader) throws(DecodeError) -> Offer {
        Offer(
            kind: try object.string("kind"),
            percent: try object.optionalInteger("percent").map(Int.init),
            costLimitMinor: try object.optionalInteger("cost_limit_minor"),
            currency: try object.optionalString("currency"),
            sku: try object.optionalString("sku")
        )
    }
}
