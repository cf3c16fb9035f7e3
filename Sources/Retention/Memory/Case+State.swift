internal import Commerce
internal import Streaming

// A case as bytes. Words are written as texts: a new word changes no bytes that were written before.
extension Case {
    func write(to writer: inout StateWriter) {
        trigger.write(to: &writer)
        writer.text(rule)
        writer.number(step)
        writer.text(stage.rawValue)
        writer.optional(arm) { $0.text($1.rawValue) }
        writer.time(dueAt)
        writer.time(holdEndsAt)
        writer.time(openUntil)
        writer.time(horizonAt)
        writer.optional(actionID) { $0.text($1) }
        writer.optional(channel) { $0.text($1) }
        writer.signed(costMinor)
        writer.optional(request) { $1.write(to: &$0) }
        writer.flag(isDecided)
        writer.flag(isCompared)
    }

    init(from reader: inout StateReader) throws(StateError) {
        trigger = try Trigger(from: &reader)
        rule = try reader.text()
        step = try reader.number(upTo: RetentionPolicy.Step.max)
        stage = try reader.word()
        arm = try reader.optional { (reader) throws(StateError) in try reader.word() }
        dueAt = try reader.time()
        holdEndsAt = try reader.time()
        openUntil = try reader.time()
        horizonAt = try reader.time()
        actionID = try reader.optional { (reader) throws(StateError) in try reader.text() }
        channel = try reader.optional { (reader) throws(StateError) in try reader.text() }
        costMinor = try reader.signed()
        request = try reader.optional(BudgetRequest.init(from:))
        isDecided = try reader.flag()
        isCompared = try reader.flag()
    }
}

extension StateReader {
    /// One word of a closed list.
    mutating func word<Word: RawRepresentable<String>>() throws(StateError) -> Word {
        let text = try text()
        guard let word = Word(rawValue: text) else { throw StateError("there is no \(Word.self) `\(text)`") }
        return word
    }
}

extension BudgetRequest {
    fileprivate func write(to writer: inout StateWriter) {
        for text in [id, policy, amount.currency, customerID, orderID] { writer.text(text) }
        for number in [day, amount.amountMinor, limitMinor, Int64(partition)] { writer.signed(number) }
    }

    fileprivate init(from reader: inout StateReader) throws(StateError) {
        let (id, policy, currency) = (try reader.text(), try reader.text(), try reader.text())
        let (customerID, orderID) = (try reader.text(), try reader.text())
        let (day, amountMinor, limitMinor) = (try reader.signed(), try reader.signed(), try reader.signed())
        self.init(
            id: id,
            policy: policy,
            day: day,
            amount: Money(currency: currency, amountMinor: amountMinor),
            limitMinor: limitMinor,
            customerID: customerID,
            orderID: orderID
        )
        partition = Int32(truncatingIfNeeded: try reader.signed())
    }
}

extension Trigger {
    fileprivate func write(to writer: inout StateWriter) {
        for text in [id, kind.rawValue, cause.rawValue, orderID, customerID] { writer.text(text) }
        writer.time(occurredAt)
        order.write(to: &writer)
        writer.optional(payment) { writer, payment in
            for text in [payment.provider, payment.method, payment.issuer, payment.declineCode] { writer.text(text) }
        }
    }

    fileprivate init(from reader: inout StateReader) throws(StateError) {
        self.init(
            id: try reader.text(),
            kind: try reader.word(),
            cause: try reader.word(),
            occurredAt: .distantPast,
            orderID: try reader.text(),
            customerID: try reader.text(),
            order: .unknown
        )
        occurredAt = try reader.time()
        order = try OrderFacts(from: &reader)
        payment = try reader.optional { (reader) throws(StateError) in
            PaymentFacts(
                provider: try reader.text(),
                method: try reader.text(),
                issuer: try reader.text(),
                declineCode: try reader.text()
            )
        }
    }
}

extension OrderFacts {
    fileprivate func write(to writer: inout StateWriter) {
        for text in [currency, tier.rawValue, channel, country, locale, timeZone, sku, category, warehouse] {
            writer.text(text)
        }
        writer.signed(totalMinor)
        writer.flag(customMade)
        for time in [placedAt, promisedAt, confirmBy, cancelledAt] { writer.optional(time) { $0.time($1) } }
    }

    fileprivate init(from reader: inout StateReader) throws(StateError) {
        self.init(
            currency: try reader.text(),
            tier: try reader.word(),
            channel: try reader.text(),
            country: try reader.text(),
            locale: try reader.text(),
            timeZone: try reader.text(),
            sku: try reader.text(),
            category: try reader.text(),
            warehouse: try reader.text()
        )
        totalMinor = try reader.signed()
        customMade = try reader.flag()
        placedAt = try reader.optional { (reader) throws(StateError) in try reader.time() }
        promisedAt = try reader.optional { (reader) throws(StateError) in try reader.time() }
        confirmBy = try reader.optional { (reader) throws(StateError) in try reader.time() }
        // Version 3 had no replies.
        guard reader.version > 3 else { return }
        cancelledAt = try reader.optional { (reader) throws(StateError) in try reader.time() }
    }
}
