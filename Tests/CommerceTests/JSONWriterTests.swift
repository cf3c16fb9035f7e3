import Streaming
import Testing

@testable import Commerce

@Suite("The JSON writer")
struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        body(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test("puts commas where they belong and keeps the order of the calls")
    func structure() {
        let text = written { json in
            json.beginObject()
            json.key("empty")
            json.beginObject()
            json.endObject()
            json.key("list")
            json.beginArray()
            json.beginArray()
            json.endArray()
            json.value(1 as Int)
            json.value("[")
            json.value("{")
            json.null()
            json.value(true)
            json.endArray()
            json.member("b", false)
            json.member("a", "x" as String?)
            json.member("absent", nil as String?)
            json.member("at", EventTime(milliseconds: 0))
            json.member("texts", ["p", "q"])
            json.endObject()
        }
        #expect(
            text == #"{"empty":{},"list":[[],1,"[","{",null,true],"b":false,"a":"x","#
                + #""at":"1970-01-01T00:00:00.000Z","texts":["p","q"]}"#
        )
    }

    @Test(
        "escapes what must be escaped and nothing else",
        arguments: [
            ("", #""""#), ("plain", #""plain""#), ("太贵了 é 🛒", #""太贵了 é 🛒""#),
            ("a\"b\\c/d", #""a\"b\\c/d""#), ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
            ("\u{0}\u{1}\u{1F}\u{7F}\u{2028}", "\"\\u0000\\u0001\\u001f\u{7F}\u{2028}\""),
            (":", #"":""#), ("{", #""{""#),
        ]
    )
    func escapes(text: String, json: String) { #expect(written { $0.value(text) } == json) }

    @Test("escapes names too")
    func names() {
        #expect(written { $0.key("a\"\n") } == #""a\"\n":"#)
    }

    @Test(
        "writes integers exactly",
        arguments: [0, 7, 10, -1, 25998, Int64.max, Int64.min]
    )
    func integers(number: Int64) { #expect(written { $0.value(number) } == String(number)) }

    @Test("writes doubles so that they read back the same, and null for what JSON cannot say")
    func doubles() throws {
        let numbers = [
            0, -0.0, 0.1, 1e-7, 1e300, Double.leastNonzeroMagnitude, 1.0 / 3, 12, Double.greatestFiniteMagnitude,
        ]
        for number in numbers {
            let bytes = Array(#"{"n":"#.utf8) + Array(written { $0.value(number) }.utf8) + [UInt8(ascii: "}")]
            guard case .object(let members) = try JSONValue.parse(bytes) else { return #expect(Bool(false)) }
            #expect(members.first?.value == .double(number), "\(number)")
        }
        for number in [Double.infinity, -.infinity, .nan] { #expect(written { $0.value(number) } == "null") }
    }
}
