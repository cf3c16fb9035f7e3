/// What a record's headers say of it as a CloudEvent 1.0, in either of the two modes of the Kafka binding.
///
/// - Binary mode: `ce_id`, `ce_type`, `ce_time` stand in headers and fill what the value does not say itself.
/// - Structured mode: the content type says that the value is the whole CloudEvent; its event is in `data`.
public struct CloudEventEnvelope: Hashable, Sendable {
    /// `ce_id`.
    public var id: String?
    /// `ce_type`.
    public var type: String?
    /// `ce_time`, not yet read: the decoder says when it is no time.
    public var time: String?
    /// `ce_source`.
    public var source: String?
    /// Whether the value is a structured CloudEvent.
    public var isStructured: Bool

    /// An envelope that says this.
    public init(
        id: String? = nil,
        type: String? = nil,
        time: String? = nil,
        source: String? = nil,
        isStructured: Bool = false
    ) {
        self.id = id
        self.type = type
        self.time = time
        self.source = source
        self.isStructured = isStructured
    }

    /// The envelope that `headers` make, in binary or structured mode; `nil` when they say nothing of CloudEvents.
    ///
    /// Names are compared without case. Of headers with the same name the last one counts. A `ce_` header that we have
    /// no use for is ignored.
    ///
    /// - Throws: ``DecodeError`` with the header's name when a value that we need is not UTF-8, when `ce_specversion`
    ///   is not of version 1, or when the content type is a batch or another format than JSON.
    public static func from(
        headers: some Sequence<(name: String, value: [UInt8])>
    ) throws(DecodeError) -> CloudEventEnvelope? {
        var envelope = CloudEventEnvelope()
        var isCloudEvent = false
        for (name, value) in headers {
            switch name.lowercased() {
            case "ce_id": envelope.id = try text(value, name)
            case "ce_type": envelope.type = try text(value, name)
            case "ce_time": envelope.time = try text(value, name)
            case "ce_source": envelope.source = try text(value, name)
            case "ce_specversion":
                guard try text(value, name).hasPrefix("1.") else {
                    throw DecodeError(field: name, problem: "is not CloudEvents 1.x", fault: .badValue)
                }
            case "content-type":
                let type = try text(value, name).lowercased()
                guard type.hasPrefix("application/cloudevents") else { continue }
                guard isStructuredJSON(type) else {
                    throw DecodeError(field: name, problem: "is not application/cloudevents+json", fault: .badValue)
                }
                envelope.isStructured = true
            default: continue
            }
            isCloudEvent = true
        }
        return isCloudEvent ? envelope : nil
    }

    private static func isStructuredJSON(_ type: String) -> Bool {
        let bare = type.prefix { $0 != ";" && $0 != " " }
        return bare == "application/cloudevents+json"
    }

    private static func text(_ value: [UInt8], _ name: String) throws(DecodeError) -> String {
        guard let text = String(validating: value, as: UTF8.self) else {
            throw DecodeError(field: name, fault: .invalidUTF8)
        }
        return text
    }
}
