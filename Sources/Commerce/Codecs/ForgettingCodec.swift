/// A ``Forgetting`` as the JSON of `orderkeeper.control.v1`.
public enum ForgettingCodec {
    /// The record's `type`.
    public static let type = "forget"
    /// The record's type as a CloudEvent: what tells it from other wishes of later versions.
    public static let cloudEventType = "orderkeeper.forget.v1"

    /// The wish as JSON: the same wish gives the same bytes.
    public static func encode(_ forgetting: Forgetting) -> [UInt8] {
        var json = JSONWriter(capacity: 128)
        json.beginObject()
        json.member("type", type)
        json.member("customer_id", forgetting.customerID)
        json.member("requested_at", forgetting.requestedAt)
        json.endObject()
        return json.bytes
    }

    /// The wish in `bytes`.
    ///
    /// - Throws: the first fault found. The bytes are no such wish of this version.
    public static func decode(_ bytes: [UInt8]) throws(DecodeError) -> Forgetting {
        let record = try RecordReader(bytes, type: type)
        return Forgetting(
            customerID: try record.string("customer_id"),
            requestedAt: try record.time("requested_at")
        )
    }
}
