/// An ``Alert`` as the JSON of `orderkeeper.alerts.v1`.
public enum AlertCodec {
    /// The record's `type`.
    public static let type = "alert"
    /// The record's type as a CloudEvent.
    public static let cloudEventType = "orderkeeper.alert.v1"

    /// The alert as JSON: the same alert gives the same bytes. Times outside the years 0000 to 9999 are clamped.
    public static func encode(_ alert: Alert) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("type", type)
        json.member("alert_id", alert.id)
        json.member("incident_id", alert.incidentID)
        json.member("status", alert.status.rawValue)
        json.member("severity", alert.severity.rawValue)
        json.member("signal", alert.signal.rawValue)
        json.key("slice")
        SliceCodec.writeObject(alert.slice, to: &json)
        json.member("started_at", alert.startedAt)
        json.member("occurred_at", alert.occurredAt)
        json.key("evidence")
        write(alert.evidence, to: &json)
        json.key("impact")
        write(alert.impact, to: &json)
        json.key("also_seen_in")
        json.beginArray()
        for slice in alert.alsoSeenIn { SliceCodec.writeObject(slice, to: &json) }
        json.endArray()
        json.member("summary", alert.summary)
        json.key("summaries")
        json.beginObject()
        for (language, sentence) in alert.summaries.sorted(by: { $0.key < $1.key }) { json.member(language, sentence) }
        json.endObject()
        json.endObject()
        return json.bytes
    }

    /// The alert in `bytes`.
    ///
    /// A lift of null is infinity: the baseline expects nothing, and JSON has no number for that.
    ///
    /// - Throws: the first fault found. The bytes are not an alert of this version.
    public static func decode(_ bytes: [UInt8]) throws(DecodeError) -> Alert {
        let record = try RecordReader(bytes, type: type)
        return Alert(
            id: try record.string("alert_id"),
            incidentID: try record.string("incident_id"),
            status: try record.word("status"),
            severity: try record.word("severity"),
            signal: try record.word("signal"),
            slice: try record.object("slice", SliceCodec.read),
            startedAt: try record.time("started_at"),
            occurredAt: try record.time("occurred_at"),
            evidence: try record.object("evidence", readEvidence),
            impact: try record.object("impact", readImpact),
            alsoSeenIn: try record.elements("also_seen_in") { (value) throws(DecodeError) in
                try SliceCodec.read(RecordReader(value))
            },
            summary: try record.string("summary"),
            summaries: try record.optionalObject("summaries", readSummaries) ?? [:]
        )
    }

    private static func write(_ evidence: Evidence, to json: inout JSONWriter) {
        json.beginObject()
        json.member("window_minutes", evidence.windowMinutes)
        json.member("observed", evidence.observed)
        json.member("trials", evidence.trials)
        json.member("expected", evidence.expected)
        json.member("lift", evidence.lift)
        json.member("p_value", evidence.pValue)
        json.member("test", evidence.test)
        json.member("dispersion", evidence.dispersion)
        json.member("relative_variance", evidence.relativeVariance)
        json.member("cut", evidence.cut)
        if evidence.outcome != .all {
            json.key("outcome")
            SliceCodec.writeObject(evidence.outcome, to: &json)
        }
        if let series = evidence.series {
            json.key("series")
            write(series, to: &json)
        }
        json.endObject()
    }

    private static func write(_ series: Evidence.Series, to json: inout JSONWriter) {
        json.beginObject()
        json.member("start", series.start)
        json.member("observed", series.observed)
        json.member("trials", series.trials)
        json.member("expected", series.expected)
        json.endObject()
    }

    private static func readSeries(_ object: RecordReader) throws(DecodeError) -> Evidence.Series {
        let series = Evidence.Series(
            start: try object.time("start"),
            observed: try object.ints("observed"),
            trials: try object.ints("trials"),
            expected: try object.doubles("expected")
        )
        guard series.observed.count == series.trials.count, series.trials.count == series.expected.count else {
            throw DecodeError(field: "series", problem: "has lists of different lengths", fault: .badValue)
        }
        return series
    }

    private static func readSummaries(_ object: RecordReader) throws(DecodeError) -> [String: String] {
        var summaries: [String: String] = [:]
        for member in object.all {
            guard case .string(let sentence) = member.value else {
                throw DecodeError(field: member.name, fault: .wrongType)
            }
            summaries[member.name] = sentence
        }
        return summaries
    }

    private static func readEvidence(_ object: RecordReader) throws(DecodeError) -> Evidence {
        Evidence(
            windowMinutes: try object.int("window_minutes"),
            observed: try object.int("observed"),
            trials: try object.int("trials"),
            expected: try object.double("expected"),
            lift: try object.optionalDouble("lift") ?? .infinity,
            pValue: try object.double("p_value"),
            test: try object.string("test"),
            dispersion: try object.optionalDouble("dispersion") ?? 1,
            relativeVariance: try object.optionalDouble("relative_variance") ?? 0,
            cut: try object.optionalDouble("cut") ?? 0,
            outcome: try object.optionalObject("outcome", SliceCodec.read) ?? .all,
            series: try object.optionalObject("series", readSeries)
        )
    }

    private static func write(_ impact: Impact, to json: inout JSONWriter) {
        json.beginObject()
        json.member("orders_at_risk", impact.ordersAtRisk)
        json.key("money_at_risk")
        json.beginArray()
        for money in impact.moneyAtRisk { json.value(money) }
        json.endArray()
        json.member("sample_order_ids", impact.sampleOrderIDs)
        json.endObject()
    }

    private static func readImpact(_ object: RecordReader) throws(DecodeError) -> Impact {
        Impact(
            ordersAtRisk: try object.int("orders_at_risk"),
            moneyAtRisk: try object.elements("money_at_risk") { (value) throws(DecodeError) in
                try RecordReader(value).money()
            },
            sampleOrderIDs: try object.strings("sample_order_ids")
        )
    }
}
