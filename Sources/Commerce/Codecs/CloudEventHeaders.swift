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
        make(id: Array(id.utf8), type: Array(type.utf8), time: time, source: Array(source.utf8))
    }

    /// The same for texts that are bytes already.
    public static func make(id: [UInt8], type: [UInt8], time: EventTime, source: [UInt8]) -> [(String, [UInt8])] {
        [
            ("ce_specversion", version), ("ce_id", id), ("ce_source", source), ("ce_type", type),
            ("ce_time", RFC3339.bytes(time)), ("content-type", json),
        ]
    }

    private static let version = Array("1.0".utf8)
    private static let json = Array("application/json".utf8)
}
