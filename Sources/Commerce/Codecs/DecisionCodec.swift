/// A ``Decision`` as the JSON of `orderkeeper.decisions.v1`.
public enum DecisionCodec {
    /// The record's `type`.
    public static let type = "decision"
    /// The record's type as a CloudEvent.
    public static let cloudEventType = "orderkeeper.decision.v1"

    /// The decision as JSON: the same decision gives the same bytes. `rule` and `action_id` are absent when they are
    /// `nil`. Times outside the years 0000 to 9999 are clamped.
    public static func encode(_ decision: Decision) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("type", type)
        json.member("decision_id", decision.id)
        json.member("trigger_id", decision.triggerID)
        json.member("order_id", decision.orderID)
        json.member("customer_id", decision.customerID)
        json.member("trigger", decision.trigger.rawValue)
        json.member("cause", decision.cause.rawValue)
        json.member("occurred_at", decision.occurredAt)
        json.member("outcome", decision.outcome.rawValue)
        json.member("reason", decision.reason)
        json.member("policy", decision.policy)
        json.member("rule", decision.rule)
        json.member("action_id", decision.actionID)
        json.endObject()
        return json.bytes
    }

    /// The decision in `bytes`.
    ///
    /// - Throws: the first fault found. The bytes are not a decision of this version.
    public static func decode(_ bytes: [UInt8]) throws(DecodeError) -> Decision {
        let record = try RecordReader(bytes, type: type)
        return Decision(
            id: try record.string("decision_id"),
            triggerID: try record.string("trigger_id"),
            orderID: try record.string("order_id"),
            customerID: try record.string("customer_id"),
            trigger: try record.word("trigger"),
            cause: try record.word("cause"),
            occurredAt: try record.time("occurred_at"),
            outcome: try record.word("outcome"),
            reason: try record.string("reason"),
            policy: try record.string("policy"),
            rule: try record.optionalString("rule"),
            actionID: try record.optionalString("action_id")
        )
    }
}
