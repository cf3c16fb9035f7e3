import Streaming
import Testing

@Suite("A keyed state")
struct KeyedStateTests {
    /// Texts, before which version 1 wrote no number.
    private struct Numbered: StateCodable {
        var text: String

        init(_ text: String) { self.text = text }

        func write(to writer: inout StateWriter) {
            writer.number(7)
            writer.text(text)
        }

        init(from reader: inout StateReader) throws(StateError) {
            if reader.version > 1 { _ = try reader.number() }
            text = try reader.text()
        }
    }

    private static let large = String(repeating: "x", count: 100_000)

    /// What `count` short values may take: an array's room is rounded up to that of the memory it gets.
    private static func few(_ count: Int) -> Int { large.utf8.count * 2 + count * 64 }

    @Test("costs what its bytes do, however large a value was before")
    func size() {
        var state = KeyedState<Numbered>()
        state["large"] = Numbered(Self.large)
        for number in 0..<1000 { state["\(number)"] = Numbered("short") }
        #expect(state.byteCount < Self.few(1000))
        state["large"] = nil
        #expect(state.byteCount < Self.few(1000) - Self.large.utf8.count)
    }

    @Test("keeps what an older version wrote as this one writes it, and no larger than it is")
    func older() throws {
        var entry = StateWriter()
        entry.number(1001)
        for number in 0..<1001 {
            entry.number(number)
            entry.flag(true)
            entry.text("\(number)")
            var value = StateWriter()
            value.text(number == 0 ? Self.large : "short")
            entry.bytes(Array(value.bytes))
        }
        var reader = StateReader(Array(entry.bytes), version: 1)
        var state = KeyedState<Numbered>()
        try state.restoreChanges(from: &reader)
        #expect(state["1000"]?.text == "short" && state.count == 1001)
        #expect(state.byteCount < Self.few(1000))
        var today = try #require(state.reader(of: "7"))
        #expect(try today.number() == 7)
    }
}
