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
        json.raw(",\"currency\":")
        json.value(order.currency, of: words)
        json.member("customer_tier", order.tier.rawValue)
        json.raw(",\"channel\":")
        json.value(order.channel, of: words)
        json.raw(",\"country\":")
        json.value(order.country, of: words)
        json.raw(",\"locale\":")
        json.value(order.locale, of: words)
        json.raw(",\"time_zone\":")
        json.value(order.timeZone, of: words)
        json.raw(",\"sku\":")
        json.value(order.sku, of: words)
        json.raw(",\"category\":")
        json.value(order.category, of: words)
        json.raw(",\"warehouse\":")
        json.value(order.warehouse, of: words)
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
