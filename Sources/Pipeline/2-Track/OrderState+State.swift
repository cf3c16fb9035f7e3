internal import Commerce
internal import Streaming

// An order as bytes: what is not known costs a byte or nothing, times are told from the moment it was placed.
extension OrderState {
    func write(to writer: inout StateWriter, texts: borrowing ByteArena) {
        writer.bytes(texts.bytes(id))
        writer.bytes(texts.bytes(customer))
        writer.number(UInt64(facts.rawValue))
        writer.time(placedAt)
        for time in [promisedAt, forgetAt] {
            writer.flag(time != .distantFuture)
            if time != .distantFuture { writer.signed(time.milliseconds &- placedAt.milliseconds) }
        }
        for time in [attemptedAt, turnedAt] {
            writer.flag(time != .distantPast)
            if time != .distantPast { writer.signed(time.milliseconds &- placedAt.milliseconds) }
        }
        writer.signed(totalMinor)
        let words = words
        for index in words.indices { writer.number(UInt64(words[index].rawValue)) }
        writer.number(UInt64(families))
        writer.number(UInt64(tier))
    }

    init(from reader: inout StateReader, texts: inout ByteArena) throws(StateError) {
        self.init()
        id = try Self.text(&reader, &texts)
        customer = try Self.text(&reader, &texts)
        facts = Facts(rawValue: UInt32(try reader.number(upTo: 1 << 22 - 1)))
        placedAt = try reader.time()
        promisedAt = try Self.moment(&reader, from: placedAt) ?? .distantFuture
        forgetAt = try Self.moment(&reader, from: placedAt) ?? .distantFuture
        attemptedAt = try Self.moment(&reader, from: placedAt) ?? .distantPast
        restore(turnedAt: try Self.moment(&reader, from: placedAt) ?? .distantPast)
        totalMinor = try reader.signed()
        currency = try Self.word(&reader)
        channel = try Self.word(&reader)
        country = try Self.word(&reader)
        locale = try Self.word(&reader)
        timeZone = try Self.word(&reader)
        sku = try Self.word(&reader)
        category = try Self.word(&reader)
        warehouse = try Self.word(&reader)
        provider = try Self.word(&reader)
        method = try Self.word(&reader)
        issuer = try Self.word(&reader)
        families = UInt8(try reader.number(upTo: 0x3F))
        tier = UInt8(try reader.number(upTo: Self.tiers.count - 1))
    }

    /// Its words in the order in which they are written.
    private var words: [11 of Word] {
        [currency, channel, country, locale, timeZone, sku, category, warehouse, provider, method, issuer]
    }

    private static func text(_ reader: inout StateReader, _ texts: inout ByteArena) throws(StateError) -> TextSlot {
        let bytes = try reader.bytes()
        guard bytes.count <= ByteArena.textLengthMax else { throw StateError("an id has \(bytes.count) bytes") }
        return texts.store(bytes.span)
    }

    private static func moment(_ reader: inout StateReader, from start: EventTime) throws(StateError) -> EventTime? {
        guard try reader.flag() else { return nil }
        return EventTime(milliseconds: start.milliseconds &+ (try reader.signed()))
    }

    private static func word(_ reader: inout StateReader) throws(StateError) -> Word {
        Word(rawValue: UInt32(try reader.number(upTo: SliceKey.wordCountMax)))
    }
}

extension ByteArena {
    /// Takes back the texts of `order`.
    mutating func release(_ order: OrderState) {
        release(order.id)
        release(order.customer)
    }
}
