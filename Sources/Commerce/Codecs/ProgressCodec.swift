/// A ``Progress`` as the JSON of `orderkeeper.triggers.v1` and `orderkeeper.notices.v1`.
public enum ProgressCodec {
    /// The record's `type`.
    public static let type = "progress"
    /// The record's type as a CloudEvent: what tells it from a trigger.
    public static let cloudEventType = "orderkeeper.progress.v1"

    /// The progress as JSON: the same progress gives the same bytes.
    public static func encode(_ progress: Progress) -> [UInt8] {
        var json = JSONWriter(capacity: 96)
        json.beginObject()
        json.member("type", type)
        json.member("task", progress.task)
        json.member("watermark", progress.watermark)
        write(progress.alerts, to: &json)
        json.endObject()
        return json.bytes
    }

    private static func write(_ alerts: [Progress.Announcement], to json: inout JSONWriter) {
        guard !alerts.isEmpty else { return }
        json.key("alerts")
        json.beginArray()
        for alert in alerts {
            json.beginObject()
            json.member("alert_id", alert.id)
            json.member("occurred_at", alert.occurredAt)
            json.endObject()
        }
        json.endArray()
    }

    /// The progress in `bytes`.
    ///
    /// - Throws: the first fault found. The bytes are no progress of this version.
    public static func decode(_ bytes: [UInt8]) throws(DecodeError) -> Progress {
        let record = try RecordReader(bytes, type: type)
        return Progress(
            task: try record.string("task"),
            watermark: try record.time("watermark"),
            alerts: try record.elements("alerts") { (value) throws(DecodeError) in
                let alert = try RecordReader(value)
                return Progress.Announcement(
                    id: try alert.string("alert_id"),
                    occurredAt: try alert.time("occurred_at")
                )
            }
        )
    }
}
