import Commerce
import Kafka
import Testing

@testable import Pipeline

@Suite("The line of a letter")
struct LetterLineTests {
    private func letter(key: [UInt8]?, value: [UInt8]?, headers: [Header] = []) -> Letter {
        Letter(
            place: RecordPlace(TopicPartition(topic: "orderkeeper.dead-letters.v1", partition: 2), Offset(17)),
            source: Letter.Source(topic: "commerce.payments.v1", partition: 3, offset: Offset(5)),
            key: key,
            value: value,
            headers: headers,
            timestamp: 1_795_154_400_123
        )
    }

    private func change(_ letter: Letter, _ text: String, to other: String) throws -> Letter {
        let line = String(decoding: LetterLine.encode(letter), as: UTF8.self)
        #expect(line.contains(text))
        return try LetterLine.decode(Array(line.replacing(text, with: other).utf8))
    }

    @Test("is one line of JSON that a person can read")
    func readable() {
        let line = LetterLine.encode(letter(key: Array("O-1".utf8), value: Array("{\"a\":1}\n".utf8)))
        let expected = #"""
            {"letter":{"topic":"orderkeeper.dead-letters.v1","partition":2,"offset":17},\#
            "source":{"topic":"commerce.payments.v1","partition":3,"offset":5},\#
            "reason":"unknown","sentence":"Nothing says what is wrong.","attempts":0,\#
            "time":"2026-11-20T06:00:00.123Z","timestamp":1795154400123,\#
            "key":"O-1","headers":[],"value":"{\"a\":1}\n"}
            """#
        #expect(String(decoding: line, as: UTF8.self) == expected)
    }

    @Test("gives back the same letter, whatever its bytes are", arguments: [1, 2, 3] as [UInt64])
    func lossless(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let texts = ["", "{}", "{\"a\":\"ü€🎈\\n\"}", "\u{FEFF}x\r\n\t", "e\u{301}", "\u{7F}", "\0", "\"\\"]
        func bytes() -> [UInt8]? {
            switch Int.random(in: 0..<4, using: &chance) {
            case 0: return nil
            case 1: return Array(texts[Int.random(in: 0..<texts.count, using: &chance)].utf8)
            case 2:
                return (0..<Int.random(in: 0..<40, using: &chance)).map { _ in .random(in: 0...255, using: &chance) }
            default: return Array(repeating: .random(in: 0...255, using: &chance), count: 5)
            }
        }
        for _ in 0..<500 {
            let headers = (0..<Int.random(in: 0..<4, using: &chance)).map { Header(name: "h\($0 / 2)", value: bytes()) }
            var letter = letter(key: bytes(), value: bytes(), headers: headers)
            if chance.hits(0.3) { letter.source = nil }
            if chance.hits(0.3) { letter.source?.partition = nil }
            if chance.hits(0.3) { letter.timestamp = nil }
            let line = LetterLine.encode(letter)
            #expect(!line.contains(UInt8(ascii: "\n")))
            #expect(try LetterLine.decode(line) == letter, "seed \(seed): \(String(decoding: line, as: UTF8.self))")
        }
    }

    @Test("takes a repaired value as a text, as an object or as base64, and a null for none")
    func repaired() throws {
        let broken = letter(key: nil, value: Array("{\"a\":".utf8))
        let value = #""value":"{\"a\":""#
        #expect(try change(broken, value, to: #""value":"{\"a\": 1.50}""#).value == Array("{\"a\": 1.50}".utf8))
        let object = #""value":{ "a": [1, -0.5, true, null, "x\ny"], "b": {} }"#
        #expect(try change(broken, value, to: object).value == Array(#"{"a":[1,-0.5,true,null,"x\ny"],"b":{}}"#.utf8))
        #expect(try change(broken, value, to: #""value_base64":"AP8=""#).value == [0, 0xFF])
        #expect(try change(broken, value, to: #""value":null"#).value == nil)
        #expect(try change(broken, value, to: #""value":"""#).value == [])
    }

    @Test(
        "says which member is wrong",
        arguments: [
            (#""value":"x""#, #""other":"x""#, "value"),
            (#""value":"x""#, #""value":7"#, "value"),
            (#""value":"x""#, #""value":["x"]"#, "value"),
            (#""value":"x""#, #""value":{"a":123456789012345678901234567890e999}"#, "value"),
            (#""value":"x""#, #""value":"x","value_base64":"eA==""#, "value"),
            (#""value":"x""#, #""value":{},"value_base64":"eA==""#, "value"),
            (#""value":"x""#, #""value_base64":"eA""#, "value_base64"),
            (#""value":"x""#, #""value_base64":"e===""#, "value_base64"),
            (#""key":"k""#, #""key":{}"#, "key"),
            (#""offset":17"#, #""offset":-1"#, "offset"),
            (#""partition":2"#, #""partition":2147483648"#, "partition"),
            (#""topic":"commerce.payments.v1""#, #""topic":"""#, "topic"),
            (#""topic":"commerce.payments.v1""#, #""topic":"a\u0000b""#, "topic"),
            (#""letter""#, #""letters""#, "letter"),
            (#""headers":[{"#, #""headers":[7,{"#, "headers[0]"),
            (#""name":"h","#, "", "headers[0].name"),
            (#""timestamp":1795154400123"#, #""timestamp":"now""#, "timestamp"),
        ]
    )
    func wrong(text: String, other: String, field: String) throws {
        let letter = letter(
            key: [UInt8(ascii: "k")],
            value: [UInt8(ascii: "x")],
            headers: [Header(name: "h", value: [])]
        )
        let error = #expect(throws: DecodeError.self) { try change(letter, text, to: other) }
        #expect(error?.field == field)
    }

    @Test("never traps on bytes that are no line", arguments: [7] as [UInt64])
    func hostile(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let good = LetterLine.encode(
            letter(key: [1], value: Array("{}".utf8), headers: [Header(name: "h", value: [0])])
        )
        for _ in 0..<5_000 {
            var line = good
            for _ in 0..<Int.random(in: 1...3, using: &chance) {
                let index = Int.random(in: 0..<line.count, using: &chance)
                if chance.hits(0.5) {
                    line[index] = .random(in: 0...255, using: &chance)
                } else {
                    line.remove(at: index)
                }
            }
            _ = try? LetterLine.decode(line)
        }
    }

    @Test("has base64 as everybody else does")
    func base64() {
        // RFC 4648, section 10.
        let pairs = [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
        for (plain, text) in pairs {
            #expect(Base64.encode(Array(plain.utf8)) == text)
            #expect(Base64.decode(text) == Array(plain.utf8))
        }
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
        for text in ["=", "A", "A===", "AA=A", "====", "A-__", "Zm9v\n", "ä=="] { #expect(Base64.decode(text) == nil) }
    }
}
