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
}
