internal import Commerce
internal import Kafka
internal import Pipeline

/// A record of the dead letters or of the late topic, with the reason that its headers tell, as one line of JSON.
enum SetAside {
    /// The headers that say why, and what they are called in the line.
    private static let reasons = [
        (LetterHeaders.fault, "fault"),
        (LetterHeaders.sentence, "reason"),
        (LetterHeaders.topic, "topic"),
        (LetterHeaders.lateBy, "late_by_ms"),
    ]

    /// The line of `record`: its reasons, and its value as a string.
    static func line(_ record: ProducedRecord) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        for (header, name) in reasons { json.member(name, LetterHeaders.text(of: header, in: record.headers)) }
        json.member("key", record.key.map { String(decoding: $0, as: UTF8.self) })
        json.member("value", record.value.map { String(decoding: $0, as: UTF8.self) })
        json.endObject()
        return json.bytes
    }
}
