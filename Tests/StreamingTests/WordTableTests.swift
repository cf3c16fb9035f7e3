import Streaming
import Testing

@Suite("A word table")
struct WordTableTests {
    @Test("gives equal texts equal words and other texts other words")
    func interning() {
        var words = WordTable()
        let first = words.intern("alipay")
        #expect(words.intern("alipay") == first)
        #expect(words.intern("stripe") != first)
        #expect(words.text(first) == "alipay")
        #expect(words.text(.unknown) == "unknown")
        #expect(words.text(.other) == "other")
        #expect(words.intern("") == .unknown)
        #expect(words.intern("other") == .other)
    }

    @Test("keeps every word while it grows")
    func growth() {
        var words = WordTable()
        let made = (0..<5000).map { words.intern("sku-\($0)") }
        for (number, word) in made.enumerated() { #expect(words.text(word) == "sku-\(number)") }
    }

    @Test("calls every new text other when it is full, and still knows the old ones")
    func full() {
        var words = WordTable(capacity: 4)
        let first = words.intern("a")
        _ = words.intern("b")
        #expect(words.intern("c") == .other)
        #expect(words.intern("a") == first)
        #expect(words.count == 4)
    }

    @Test("gives each kind of texts its share, long ones more of it, and takes nothing from the others")
    func shares() throws {
        var words = WordTable(shares: [3, 4])
        func intern(_ text: String, _ kind: Int, _ words: inout WordTable) -> Word {
            let bytes = Array(text.utf8)
            return words.intern(bytes.span, kind: kind)
        }
        let first = intern("a", 0, &words)
        // Forty bytes are two pieces.
        let long = intern(String(repeating: "b", count: 40), 0, &words)
        #expect(first != .other && long != .other)
        #expect(intern("c", 0, &words) == .other)
        #expect(intern("a", 0, &words) == first)
        #expect(intern("c", 1, &words) != .other)
        #expect(words.intern("of our own") != .other)

        var writer = StateWriter()
        words.writeChanges(to: &writer)
        var reader = StateReader(writer.bytes)
        var restoration = WordRestoration()
        try restoration.restore(from: &reader)
        var restored = try restoration.finish(shares: [3, 4])
        #expect(intern("d", 0, &restored) == .other)
        #expect(intern("d", 1, &restored) != .other)
        #expect(restored.text(long) == String(repeating: "b", count: 40))
    }
}
