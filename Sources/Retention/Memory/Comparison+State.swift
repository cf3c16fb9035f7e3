internal import Commerce
internal import Streaming

// A comparison as bytes. While the case that answers the danger is there, most is known from it and not written twice.
extension Comparison {
    /// Writes what `file`, the case of the same danger, does not say.
    func write(to writer: inout StateWriter, beside file: Case?) {
        if let file { write(to: &writer, saidBy: file) } else { writeAll(to: &writer) }
        writer.text(policy)
        writer.text(rule == file?.rule ? "" : rule)
        writer.text(arm.rawValue)
        writer.time(horizonAt)
        writer.optional(channel) { $0.text($1) }
        writer.optional(cancelledAt) { $0.time($1) }
        writer.optional(actionID == file?.actionID ? nil : actionID) { $0.text($1) }
        writer.number(step)
        writer.signed(costMinor)
    }

    private func write(to writer: inout StateWriter, saidBy file: Case) {
        writer.flag(wish.category == file.trigger.order.category)
    }

    private func writeAll(to writer: inout StateWriter) {
        for text in [triggerID, orderID, customerID, kind.rawValue, cause.rawValue, tier.rawValue, wish.sku] {
            writer.text(text)
        }
        writer.optional(wish.category) { $0.text($1) }
        writer.time(occurredAt)
        writer.optional(worth) { writer, worth in
            writer.text(worth.currency)
            writer.signed(worth.amountMinor)
        }
    }

    /// The comparison that was written beside `file`.
    init(from reader: inout StateReader, beside file: Case?) throws(StateError) {
        if let file { try self.init(from: &reader, saidBy: file) } else { try self.init(allFrom: &reader) }
        policy = try reader.text()
        let rule = try reader.text()
        self.rule = rule.isEmpty ? file?.rule ?? "" : rule
        arm = try reader.word()
        horizonAt = try reader.time()
        channel = try reader.optional { (reader) throws(StateError) in try reader.text() }
        cancelledAt = try reader.optional { (reader) throws(StateError) in try reader.time() }
        actionID = try reader.optional { (reader) throws(StateError) in try reader.text() } ?? file?.actionID
        step = try reader.number(upTo: RetentionPolicy.Step.max)
        costMinor = try reader.signed()
    }

    private init(from reader: inout StateReader, saidBy file: Case) throws(StateError) {
        let trigger = file.trigger
        let wish = Wish(sku: trigger.order.sku, category: try reader.flag() ? trigger.order.category : nil)
        self.init(trigger, policy: "", rule: "", wish: wish, channel: nil, arm: .treated, horizonAt: .distantPast)
    }

    private init(allFrom reader: inout StateReader) throws(StateError) {
        var trigger = Trigger(
            id: try reader.text(),
            kind: .placed,
            cause: .placed,
            occurredAt: .distantPast,
            orderID: try reader.text(),
            customerID: try reader.text(),
            order: .unknown
        )
        trigger.kind = try reader.word()
        trigger.cause = try reader.word()
        trigger.order.tier = try reader.word()
        var wish = Wish(sku: try reader.text(), category: nil)
        wish.category = try reader.optional { (reader) throws(StateError) in try reader.text() }
        trigger.occurredAt = try reader.time()
        let worth = try reader.optional { (reader) throws(StateError) in
            Money(currency: try reader.text(), amountMinor: try reader.signed())
        }
        self.init(trigger, policy: "", rule: "", wish: wish, channel: nil, arm: .treated, horizonAt: .distantPast)
        self.worth = worth
    }
}
