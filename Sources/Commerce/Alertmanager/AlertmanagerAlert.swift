public import Streaming

/// An alert as Prometheus' Alertmanager takes it: one element of the array of `POST /api/v2/alerts`.
///
/// Alertmanager knows an alert by its labels alone; what changes in an incident's life stands in the annotations.
public struct AlertmanagerAlert: Hashable, Sendable {
    /// What it is known, routed, grouped and silenced by.
    public var labels: [String: String]
    /// What is told about it.
    public var annotations: [String: String]
    /// When it began.
    public var startsAt: EventTime
    /// When it was over; `nil` while it is not: Alertmanager then takes it as over `resolve_timeout` after it was last
    /// told of it.
    public var endsAt: EventTime?

    /// An alert with these values.
    public init(
        labels: [String: String],
        annotations: [String: String],
        startsAt: EventTime,
        endsAt: EventTime? = nil
    ) {
        self.labels = labels
        self.annotations = annotations
        self.startsAt = startsAt
        self.endsAt = endsAt
    }

    /// `alerts` as the JSON array that Alertmanager takes: the same alerts give the same bytes.
    public static func encode(_ alerts: [AlertmanagerAlert]) -> [UInt8] {
        var json = JSONWriter(capacity: 1024 * max(1, alerts.count))
        json.beginArray()
        for alert in alerts {
            json.beginObject()
            write(alert.labels, as: "labels", to: &json)
            write(alert.annotations, as: "annotations", to: &json)
            json.member("startsAt", alert.startsAt)
            json.member("endsAt", alert.endsAt)
            json.endObject()
        }
        json.endArray()
        return json.bytes
    }

    private static func write(_ texts: [String: String], as name: String, to json: inout JSONWriter) {
        json.key(name)
        json.beginObject()
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) { json.member(name, text) }
        json.endObject()
    }
}
