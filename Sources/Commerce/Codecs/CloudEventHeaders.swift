public import Streaming

/// The headers that make a record of ours a CloudEvent 1.0 in binary mode.
public enum CloudEventHeaders {
    /// The headers, in a fixed order, for a record whose value is JSON.
    ///
    /// - Parameters:
    ///   - id: the record's deterministic id.
    ///   - type: for example `orderkeeper.alert.v1`.
    ///   - time: when it was decided, in event time.
    ///   - source: who wrote it, a URI reference, for example `/orderkeeper/detect`.
    /// - Returns: names and values.
    public static func make(id: String, type: String, time: EventTime, source: String) -> [(String, [UInt8])] {
        [
            ("ce_specversion", Array("1.0".utf8)),
            ("ce_id", Array(id.utf8)),
            ("ce_source", Array(source.utf8)),
            ("ce_type", Array(type.utf8)),
            ("ce_time", Array(RFC3339.format(time).utf8)),
            ("content-type", Array("application/json".utf8)),
        ]
    }
}
