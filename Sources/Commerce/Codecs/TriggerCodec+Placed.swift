public import Streaming

extension TriggerCodec {
    /// The id of the trigger of an order that was placed, as bytes.
    public static func id(ofPlaced order: PlacedOrder, texts: borrowing ByteArena) -> [UInt8] {
        var id = StableID.Parts()
        texts.combine(order.id, into: &id)
        id.combine(placed.span)
        id.combine(placed.span)
        id.combine(decimal: order.placedAt.milliseconds)
        return id.bytes("trg")
    }

    private static let placed = Array(Trigger.Kind.placed.rawValue.utf8)

    /// The trigger of an order that was placed: what ``encode(_:)`` makes of it, without a string on the way. Every order is
    /// told, so this is on the hot path; it allocates the bytes that it returns.
    ///
    /// - Parameter skus: those of its lines, each once.
    public static func encode(
        placed order: PlacedOrder,
        id: [UInt8],
        skus: [Word],
        words: borrowing WordTable,
        texts: borrowing ByteArena
    ) -> [UInt8] {
        var json = JSONWriter(capacity: 768)
        json.raw("{\"type\":\"trigger\",\"trigger_id\":\"")
        json.raw(id)
        json.raw("\",\"kind\":\"placed\",\"cause\":\"placed\",\"occurred_at\":")
        json.value(order.placedAt)
        json.raw(",\"order_id\":")
        json.value(order.id, of: texts)
        json.raw(",\"customer_id\":")
        json.value(order.customer, of: texts)
        json.raw(",\"order\":{\"placed_at\":")
        json.value(order.placedAt)
        json.raw(",\"total_minor\":")
        json.value(order.totalMinor)
        json.write(",\"currency\":", order.currency, words)
        json.member("customer_tier", order.tier.rawValue)
        json.write(",\"channel\":", order.channel, words)
        json.write(",\"country\":", order.country, words)
        json.write(",\"locale\":", order.locale, words)
        json.write(",\"time_zone\":", order.timeZone, words)
        json.write(",\"sku\":", order.sku, words)
        json.write(",\"category\":", order.category, words)
        json.write(",\"warehouse\":", order.warehouse, words)
        json.raw(order.customMade ? ",\"custom_made\":true" : ",\"custom_made\":false")
        json.member("promised_at", order.promisedAt)
        json.member("confirm_by", order.confirmBy)
        if !skus.isEmpty {
            json.raw(",\"skus\":[")
            for sku in skus { json.value(sku, of: words) }
            json.endArray()
        }
        json.raw("}}")
        return json.bytes
    }
}

extension JSONWriter {
    /// Writes `name`, with all that stands around it, and a word.
    fileprivate mutating func write(_ name: String, _ word: Word, _ words: borrowing WordTable) {
        raw(name)
        value(word, of: words)
    }
}
