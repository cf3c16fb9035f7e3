internal import Commerce
internal import Streaming

// A comparison as bytes.
extension Comparison {
    func write(to writer: inout StateWriter) {
        for text in [triggerID, orderID, customerID, kind.rawValue, cause.rawValue, policy, rule] { writer.text(text) }
        for text in [tier.rawValue, arm.rawValue, wish.sku] { writer.text(text) }
        writer.optional(wish.category) { $0.text($1) }
        writer.time(occurredAt)
        writer.time(horizonAt)
        writer.optional(cancelledAt) { $0.time($1) }
        writer.optional(worth) { writer, worth in
            writer.text(worth.currency)
            writer.signed(worth.amountMinor)
        }
        writer.optional(channel) { $0.text($1) }
        writer.optional(actionID) { $0.text($1) }
        writer.number(step)
        writer.signed(costMinor)
    }

    init(from reader: inout StateReader) throws(StateError) {
        triggerID = try reader.text()
        orderID = try reader.text()
        customerID = try reader.text()
        kind = try reader.word()
        cause = try reader.word()
        policy = try reader.text()
        rule = try reader.text()
        tier = try reader.word()
        arm = try reader.word()
        wish = Wish(sku: try reader.text(), category: nil)
        wish.category = try reader.optional { (reader) throws(StateError) in try reader.text() }
        occurredAt = try reader.time()
        horizonAt = try reader.time()
        cancelledAt = try reader.optional { (reader) throws(StateError) in try reader.time() }
        worth = try reader.optional { (reader) throws(StateError) in
            Money(currency: try reader.text(), amountMinor: try reader.signed())
        }
        channel = try reader.optional { (reader) throws(StateError) in try reader.text() }
        actionID = try reader.optional { (reader) throws(StateError) in try reader.text() }
        step = try reader.number(upTo: RetentionPolicy.Step.max)
        costMinor = try reader.signed()
    }
}
