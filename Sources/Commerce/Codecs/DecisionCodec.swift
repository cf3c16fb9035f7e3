/// A ``Decision`` as the JSON of `orderkeeper.decisions.v1`.
public enum DecisionCodec {
    /// The record's `type`.
    public static let type = "decision"
    /// The record's type as a CloudEvent.
    public static let cloudEventType = "orderkeeper.decision.v1"

    /// The decision as JSON: the same decision gives the same bytes. What is `nil` or empty is absent. Times outside the
    /// years 0000 to 9999 are clamped.
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
        json.member("step", decision.step)
        json.member("arm", decision.arm?.rawValue)
        json.member("customer_tier", decision.tier.rawValue)
        json.member("channel", decision.channel)
        write(decision.worth, as: "worth", to: &json)
        write(decision.cost, as: "cost", to: &json)
        json.member("held_until", decision.heldUntil)
        writeReasons(decision, to: &json)
        json.endObject()
        return json.bytes
    }

    private static func write(_ money: Money?, as name: String, to json: inout JSONWriter) {
        guard let money else { return }
        json.key(name)
        json.value(money)
    }

    private static func writeReasons(_ decision: Decision, to json: inout JSONWriter) {
        if !decision.considered.isEmpty {
            json.key("considered")
            json.beginArray()
            for consideration in decision.considered {
                json.beginObject()
                json.member("rule", consideration.rule)
                json.member("unmet", consideration.unmet)
                json.endObject()
            }
            json.endArray()
        }
        if !decision.guardRails.isEmpty {
            json.key("guard_rails")
            json.beginArray()
            for answer in decision.guardRails {
                json.beginObject()
                json.member("rail", answer.rail.rawValue)
                json.member("passed", answer.passed)
                json.member("note", answer.note)
                json.endObject()
            }
            json.endArray()
        }
    }

    /// The decision in `bytes`.
    ///
    /// - Throws: the first fault found. The bytes are not a decision of this version.
    public static func decode(_ bytes: [UInt8]) throws(DecodeError) -> Decision {
        let record = try RecordReader(bytes, type: type)
        var decision = Decision(
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
        decision.step = Int(clamping: try record.optionalInteger("step") ?? 0)
        decision.arm = try record.optionalWord("arm")
        decision.tier = try record.optionalWord("customer_tier") ?? .unknown
        decision.channel = try record.optionalString("channel")
        decision.worth = try record.optionalObject("worth") { (object) throws(DecodeError) in try object.money() }
        decision.cost = try record.optionalObject("cost") { (object) throws(DecodeError) in try object.money() }
        decision.heldUntil = try record.optionalTime("held_until")
        decision.considered = try record.elements("considered") { (value) throws(DecodeError) in
            let object = try RecordReader(value)
            return Consideration(rule: try object.string("rule"), unmet: try object.string("unmet"))
        }
        decision.guardRails = try record.elements("guard_rails") { (value) throws(DecodeError) in
            let object = try RecordReader(value)
            let (rail, passed): (GuardRail, Bool) = (try object.word("rail"), try object.bool("passed"))
            return GuardRail.Answer(rail, passed: passed, note: try object.optionalString("note"))
        }
        return decision
    }
}
