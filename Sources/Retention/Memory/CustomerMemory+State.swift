internal import Commerce
public import Streaming

// A customer's memory as bytes. What most customers do not have costs a byte each.
extension CustomerMemory: StateCodable {
    /// Appends everything that is remembered.
    public func write(to writer: inout StateWriter) {
        writer.optional(preferences) { $1.write(to: &$0) }
        writer.time(preferencesAt)
        writer.time(latest)
        writer.list(cases) { $1.write(to: &$0) }
        writer.list(comparisons) { writer, comparison in
            let index = cases.firstIndex { $0.trigger.id == comparison.triggerID }
            writer.number((index ?? -1) + 1)
            comparison.write(to: &writer, beside: index.map { cases[$0] })
        }
        writer.list(days) { writer, day in
            writer.signed(day.day)
            writer.signed(Int64(day.actions))
        }
        writer.optional(voucherAt) { $0.time($1) }
        writer.optional(suspectedAt) { $0.time($1) }
        writer.list(orders) { $1.write(to: &$0) }
    }

    /// The memory that ``write(to:)`` wrote.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init()
        preferences = try reader.optional(CustomerPreferences.init(from:))
        preferencesAt = try reader.time()
        latest = try reader.time()
        cases = try reader.list(Case.init(from:))
        let cases = cases
        comparisons = try reader.list { (reader) throws(StateError) in
            let place = try reader.number(upTo: cases.count)
            return try Comparison(from: &reader, beside: place == 0 ? nil : cases[place - 1])
        }
        days = try reader.list { (reader) throws(StateError) in
            DayCount(day: try reader.signed(), actions: Int(try reader.signed()))
        }
        voucherAt = try reader.optional { (reader) throws(StateError) in try reader.time() }
        suspectedAt = try reader.optional { (reader) throws(StateError) in try reader.time() }
        orders = try reader.list(OrderMark.init(from:))
    }
}

extension CustomerPreferences {
    fileprivate func write(to writer: inout StateWriter) {
        writer.optional(marketingConsent) { $0.flag($1) }
        writer.list(channels) { $0.text($1) }
        writer.optional(quietStart) { $0.signed(Int64($1)) }
        writer.optional(quietEnd) { $0.signed(Int64($1)) }
        writer.optional(timeZone) { $0.text($1) }
        writer.optional(locale) { $0.text($1) }
    }

    fileprivate init(from reader: inout StateReader) throws(StateError) {
        self.init(
            marketingConsent: try reader.optional { (reader) throws(StateError) in try reader.flag() },
            channels: try reader.list { (reader) throws(StateError) in try reader.text() },
            quietStart: try reader.optional { (reader) throws(StateError) in Int(try reader.signed()) },
            quietEnd: try reader.optional { (reader) throws(StateError) in Int(try reader.signed()) },
            timeZone: try reader.optional { (reader) throws(StateError) in try reader.text() },
            locale: try reader.optional { (reader) throws(StateError) in try reader.text() }
        )
    }
}

extension OrderMark {
    fileprivate func write(to writer: inout StateWriter) {
        writer.fixed(order)
        writer.time(touchedAt)
        writer.flag(isCancelled)
        writer.flag(isCompared)
        writer.optional(paidAt) { $0.time($1) }
        writer.optional(deliveredAt) { $0.time($1) }
        writer.flag(isCancelledForStock)
        writer.optional(waitOverAt) { $0.time($1) }
    }

    fileprivate init(from reader: inout StateReader) throws(StateError) {
        self.init(
            order: try reader.fixed(),
            touchedAt: try reader.time(),
            isCancelled: try reader.flag(),
            isCompared: try reader.flag(),
            paidAt: try reader.optional { (reader) throws(StateError) in try reader.time() },
            deliveredAt: try reader.optional { (reader) throws(StateError) in try reader.time() },
            isCancelledForStock: try reader.flag(),
            waitOverAt: try reader.optional { (reader) throws(StateError) in try reader.time() }
        )
    }
}
