internal import Streaming

/// ``SignalCounts`` as the JSON of `orderkeeper.signals.v1`: internal, so short rather than speaking.
///
/// `{"type":"signal_counts","signal":"payment-failure","task":"payments-3","pane":1763632230000,
/// "watermark":1763632240000,"counts":[{"slice":["provider","alipay"],"k":1,"n":10,"amounts":{"CNY":123},
/// "sample":"O-1"}]}`
public enum SignalCountsCodec {
    /// The record's `type`.
    public static let type = "signal_counts"
    /// The record's type as a CloudEvent.
    public static let cloudEventType = "orderkeeper.signal_counts.v1"

    /// The counts as JSON: the same counts give the same bytes. Times are epoch milliseconds, so that any watermark
    /// survives.
    public static func encode(_ counts: SignalCounts) -> [UInt8] {
        var json = JSONWriter(capacity: 128 + counts.counts.count * 96)
        json.beginObject()
        json.member("type", type)
        json.member("signal", counts.signal.rawValue)
        json.member("task", counts.task)
        json.member("pane", counts.pane.milliseconds)
        json.member("watermark", counts.watermark.milliseconds)
        json.key("counts")
        json.beginArray()
        for count in counts.counts { write(count, to: &json) }
        json.endArray()
        json.endObject()
        return json.bytes
    }

    /// The counts in `bytes`.
    ///
    /// - Throws: the first fault found. The bytes are not counts of this version.
    public static func decode(_ bytes: [UInt8]) throws(DecodeError) -> SignalCounts {
        let record = try RecordReader(bytes, type: type)
        return SignalCounts(
            signal: try record.word("signal"),
            task: try record.string("task"),
            pane: EventTime(milliseconds: try record.integer("pane")),
            watermark: EventTime(milliseconds: try record.integer("watermark")),
            counts: try record.elements("counts", read)
        )
    }

    private static func write(_ count: SliceCount, to json: inout JSONWriter) {
        json.beginObject()
        json.key("slice")
        SliceCodec.writeArray(count.slice, to: &json)
        json.member("k", count.failures)
        json.member("n", count.trials)
        if !count.amounts.isEmpty {
            json.key("amounts")
            json.beginObject()
            for money in count.amounts { json.member(money.currency, money.amountMinor) }
            json.endObject()
        }
        json.member("sample", count.sampleOrderID)
        json.endObject()
    }

    private static func read(_ value: JSONValue) throws(DecodeError) -> SliceCount {
        let count = try RecordReader(value)
        let names = try count.strings("slice")
        let slice: Slice
        do throws(DecodeError) {
            slice = try SliceCodec.read(names)
        } catch {
            throw error.inside("slice")
        }
        return SliceCount(
            slice: slice,
            failures: try count.int("k"),
            trials: try count.int("n"),
            amounts: try count.optionalObject("amounts", readAmounts) ?? [],
            sampleOrderID: try count.optionalString("sample")
        )
    }

    private static func readAmounts(_ object: RecordReader) throws(DecodeError) -> [Money] {
        var amounts: [Money] = []
        for member in object.all {
            amounts.append(Money(currency: member.name, amountMinor: try object.integer(member.name)))
        }
        return amounts
    }
}
