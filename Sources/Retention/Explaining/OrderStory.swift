public import Commerce

/// What happened to one order and why, from its decisions alone.
///
/// ```swift
/// guard let story = OrderStory("O-1011178", from: decisions) else { … }
/// for line in story.lines { print(line.text) }
/// ```
public struct OrderStory: Hashable, Sendable {
    /// The order.
    public let orderID: String
    /// Its dangers, in the order in which they were first decided.
    public let dangers: [Danger]

    /// One danger, and all that was decided about it.
    public struct Danger: Hashable, Sendable {
        /// The trigger that told it.
        public var triggerID: String
        /// Its decisions in the order of time; at least one.
        public var decisions: [Decision]

        /// The first decision.
        public var first: Decision { decisions[0] }
    }

    /// The story of `orderID`; `nil` when none of `decisions` is about it.
    ///
    /// Decisions of other orders are passed over, and one that comes again (same id) counts once. What was decided in the
    /// same instant stays in the order in which it was written.
    public init?(_ orderID: String, from decisions: some Sequence<Decision>) {
        var seen: Set<String> = []
        let own = decisions.filter { $0.orderID == orderID && seen.insert($0.id).inserted }
        guard !own.isEmpty else { return nil }
        let ordered = own.enumerated()
            .sorted { ($0.element.occurredAt, $0.offset) < ($1.element.occurredAt, $1.offset) }
            .map(\.element)
        var dangers: [Danger] = []
        for decision in ordered {
            if let index = dangers.firstIndex(where: { $0.triggerID == decision.triggerID }) {
                dangers[index].decisions.append(decision)
            } else {
                dangers.append(Danger(triggerID: decision.triggerID, decisions: [decision]))
            }
        }
        self.orderID = orderID
        self.dangers = dangers
    }

    /// All its decisions, danger by danger.
    public var decisions: [Decision] { dangers.flatMap(\.decisions) }

    /// Whose order it is.
    public var customerID: String { dangers[0].first.customerID }

    /// What the shop knows of the customer, as last told.
    public var tier: CustomerTier { decisions.last { $0.tier != .unknown }?.tier ?? .unknown }

    /// What the order is worth; `nil` where no decision says so.
    public var worth: Money? { decisions.last { $0.worth != nil }?.worth }

    /// The policies that decided, each once, in the order of time.
    public var policies: [String] {
        decisions.map(\.policy).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// How its last danger ended, if that is known; of an order that is compared, how it ended as the danger that it is
    /// compared as.
    public var outcome: Decision? {
        guard let last = dangers.last else { return nil }
        if let end = last.decisions.last(where: { $0.outcome.endsAnswer }) { return end }
        return decisions.filter { $0.arm != nil && $0.outcome.endsAnswer && $0.occurredAt > last.first.occurredAt }
            .max { $0.occurredAt < $1.occurredAt }
    }

    /// The story as one JSON object with a newline behind it: the decisions as they were written, danger by danger.
    public var json: [UInt8] {
        var json = JSONWriter(capacity: 1 << 12)
        json.beginObject()
        json.member("type", "order-story")
        json.member("order_id", orderID)
        json.member("customer_id", customerID)
        json.member("customer_tier", tier.rawValue)
        json.member("policies", policies)
        json.member("outcome", outcome?.outcome.rawValue)
        json.key("dangers")
        json.beginArray()
        for danger in dangers {
            json.beginObject()
            json.member("trigger_id", danger.triggerID)
            json.member("trigger", danger.first.trigger.rawValue)
            json.member("cause", danger.first.cause.rawValue)
            json.key("decisions")
            json.beginArray()
            for decision in danger.decisions { json.value(json: DecisionCodec.encode(decision)) }
            json.endArray()
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return json.bytes + [UInt8(ascii: "\n")]
    }
}
