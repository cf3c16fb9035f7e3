import Streaming
import Testing

@testable import Commerce

@Suite("Hostile bytes")
struct HostileBytesTests {
    static let order = SourceEvents.orderPlaced(
        EventDecoderTests.head,
        .init(
            customerTier: "vip",
            currency: "CNY",
            totalMinor: 5,
            lines: [.init(sku: "S-\"1\"", quantity: 2), .init(sku: "é")],
            locale: "zh-Hans"
        )
    )

    static let structured =
        Array(
            #"{"specversion":"1.0","id":"E","type":"order.confirmed","time":"2026-11-20T10:15:30Z","data":"#.utf8
        ) + Array(#"{"order_id":"O","x":[[1,2],{"y":null}]}}"#.utf8)

    @Test(
        "a document cut anywhere is refused, whatever follows it in the buffer",
        arguments: Array(" }]{[\",:0\\".utf8) + [0, 0xFF]
    )
    func truncated(filler: UInt8) {
        var decoder = EventDecoder()
        var batch = EventBatch()
        for document in [Self.order, Self.structured] {
            for end in 0..<document.count {
                let buffer = Array(document[..<end]) + [UInt8](repeating: filler, count: EventDecoder.padding)
                #expect(throws: DecodeError.self, "cut at \(end)") {
                    try decoder.decode(buffer.span, valueRange: 0..<end, into: &batch)
                }
            }
        }
        #expect(batch.events.isEmpty && batch.text.isEmpty && batch.lines.isEmpty)
    }

    @Test("the record after it in the buffer has no effect on a record")
    func neighbours() throws {
        let rest = Self.order.dropFirst(Self.order.count / 2)
        let buffer = Array(Self.order) + Array(rest) + [UInt8](repeating: 0x7D, count: EventDecoder.padding)
        var decoder = EventDecoder()
        var batch = EventBatch()
        for length in 0...rest.count {
            let padded = Array(buffer.prefix(Self.order.count + length)) + Array(buffer.suffix(EventDecoder.padding))
            let outcome = try decoder.decode(padded.span, valueRange: 0..<Self.order.count, into: &batch)
            #expect(outcome == .event)
        }
    }

    @Test("10,000 documents with random bytes changed never trap and never leave half an event", arguments: [1, 2, 3])
    func mutated(seed: UInt64) throws {
        var hash = StableHash(seed: seed)
        func random(_ bound: Int) -> Int {
            hash.combine(seed)
            return Int(truncatingIfNeeded: hash.value >> 1) % bound
        }
        let alphabet = Array("{}[]\",:\\ue0-.5 tn".utf8) + [0, 0x1F, 0x80, 0xC3, 0xED, 0xFF]
        var decoder = EventDecoder(words: WordTable(capacity: 100, shares: EventDecoder.wordShares))
        var batch = EventBatch()
        for round in 0..<10_000 {
            var document = round % 2 == 0 ? Self.order : Self.structured
            for _ in 0...random(4) {
                let at = random(document.count)
                switch random(3) {
                case 0: document[at] = alphabet[random(alphabet.count)]
                case 1: document.remove(at: at)
                default: document.insert(alphabet[random(alphabet.count)], at: at)
                }
            }
            batch.removeAll()
            let outcome = try? decoder.decode(copying: document, into: &batch)
            #expect(batch.events.count == (outcome == .event ? 1 : 0), "seed \(seed), round \(round)")
            for event in batch.events {
                #expect(String(validating: batch.text[event.orderID.indices], as: UTF8.self) != nil, "seed \(seed)")
            }
        }
    }

    @Test(
        "nesting without end is refused and does not exhaust the stack",
        arguments: [
            ("[", ""), ("[", "]"), (#"{"a":"#, ""), (#"{"a":"#, "}"), ("[{\"a\":", "}]"),
        ]
    )
    func deep(open: String, close: String) {
        var decoder = EventDecoder()
        var batch = EventBatch()
        let count = 100_000
        let tail = close.isEmpty ? "" : "0" + String(repeating: close, count: count)
        let json = #"{"a":"# + String(repeating: open, count: count) + tail + "}"
        do {
            _ = try decoder.decode(copying: Array(json.utf8), into: &batch)
            Issue.record("accepted")
        } catch {
            #expect([.tooDeep, .truncated].contains(error.fault), "\(error)")
        }
    }

    @Test("a document may be nested as deep as the limit says and no deeper")
    func depthLimit() throws {
        var decoder = EventDecoder()
        var batch = EventBatch()
        func nested(_ levels: Int) -> [UInt8] {
            let arrays = String(repeating: "[", count: levels - 1) + String(repeating: "]", count: levels - 1)
            return Array(#"{"type":"x","a":\#(arrays)}"#.utf8)
        }
        let outcome = try decoder.decode(copying: nested(EventLimits.depth), into: &batch)
        #expect(outcome == .ignored(unknownType: "x"))
        #expect(throws: DecodeError.document(.tooDeep)) {
            try decoder.decode(copying: nested(EventLimits.depth + 1), into: &batch)
        }
    }

    @Test("more values than the limit are refused")
    func manyValues() {
        var decoder = EventDecoder()
        var batch = EventBatch()
        let json = #"{"a":[0"# + String(repeating: ",0", count: EventLimits.values) + "]}"
        #expect(throws: DecodeError.document(.tooManyValues)) {
            try decoder.decode(copying: Array(json.utf8), into: &batch)
        }
    }

    @Test(
        "bytes that are not UTF-8 are refused, also where nobody looks",
        arguments: [
            [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xE2, 0x82],
        ] as [[UInt8]]
    )
    func invalidUTF8(bytes: [UInt8]) {
        var decoder = EventDecoder()
        var batch = EventBatch()
        let json = Array(#"{"type":"x","ignored":""#.utf8) + bytes + Array(#""}"#.utf8)
        #expect(throws: DecodeError.document(.invalidUTF8)) { try decoder.decode(copying: json, into: &batch) }
    }

    @Test("a parser that grew for a large document reads small ones again, and the other way round")
    func sizes() throws {
        var decoder = EventDecoder()
        var batch = EventBatch()
        for size in [1, 5000, 10, 900_000, 4096, 20] {
            let json = Array(#"{"type":"x","ignored":"\#(String(repeating: "a", count: size))"}"#.utf8)
            #expect(try decoder.decode(copying: json, into: &batch) == .ignored(unknownType: "x"))
        }
    }
}
