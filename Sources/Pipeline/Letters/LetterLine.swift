internal import Commerce
internal import Kafka
internal import Streaming

/// A letter as one line of JSON that a person can read, repair and give back: nothing of the record is lost.
///
/// ```json
/// {"letter": {"topic": "orderkeeper.dead-letters.v1", "partition": 0, "offset": 17},
///  "source": {"topic": "commerce.payments.v1", "partition": 3, "offset": 1234},
///  "reason": "DecodeError.notJSON", "sentence": "…", "attempts": 0, "time": "2026-11-20T10:15:30.123Z",
///  "timestamp": 1795169730123, "key": "O-1", "headers": [{"name": "trace", "value": "1"}], "value": "{\"type\":…"}
/// ```
///
/// Keys, values and header values are texts where the bytes are text, and base64 in a member of the same name with
/// `_base64` behind it where they are not; null where there is none. Reason, sentence, attempts and time are for the
/// reader: what counts is in headers and timestamp.
public enum LetterLine {
    /// The line of `letter`, without a newline. The same letter gives the same bytes.
    public static func encode(_ letter: Letter) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("letter")
        json.beginObject()
        json.member("topic", letter.place.partition.topic)
        json.member("partition", Int64(letter.place.partition.partition))
        json.member("offset", letter.place.offset.rawValue)
        json.endObject()
        if let source = letter.source { write(source, &json) }
        json.member("reason", letter.reason)
        json.member("sentence", letter.sentence)
        json.member("attempts", letter.attempts)
        json.member("time", letter.timestamp.map { EventTime(milliseconds: $0) })
        json.member("timestamp", letter.timestamp)
        write(letter.key, "key", &json)
        json.key("headers")
        json.beginArray()
        for header in letter.headers {
            json.beginObject()
            json.member("name", header.name)
            write(header.value, "value", &json)
            json.endObject()
        }
        json.endArray()
        write(letter.value, "value", &json)
        json.endObject()
        return json.bytes
    }

    private static func write(_ source: Letter.Source, _ json: inout JSONWriter) {
        json.key("source")
        json.beginObject()
        json.member("topic", source.topic)
        json.member("partition", source.partition.map { Int64($0) })
        json.member("offset", source.offset?.rawValue)
        json.endObject()
    }

    private static func write(_ bytes: [UInt8]?, _ name: String, _ json: inout JSONWriter) {
        if let text = bytes.flatMap(text) {
            json.member(name, text)
        } else if let bytes {
            json.member(name + base64Suffix, Base64.encode(bytes))
        } else {
            json.key(name)
            json.null()
        }
    }

    /// The text that `bytes` are: valid UTF-8 without control characters but those of lines and columns.
    private static func text(_ bytes: [UInt8]) -> String? {
        let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        return isPlain ? String(validating: bytes, as: UTF8.self) : nil
    }

    static let base64Suffix = "_base64"
}
