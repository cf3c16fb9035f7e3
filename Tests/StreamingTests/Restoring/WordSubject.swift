import Streaming

/// A table of words, with what collects them when they are read back.
struct WordSubject: Chronicled, ~Copyable {
    var words = WordTable()
    private var restoration = WordRestoration()

    init() {}

    /// Every word's text, in their order.
    var texts: [String] { (0..<words.count).map { words.text(Word(rawValue: UInt32($0))) } }

    mutating func writeChanges(to writer: inout StateWriter) { words.writeChanges(to: &writer) }
    mutating func beginCheckpoint() { words.beginCheckpoint() }
    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        words.writeCheckpoint(to: &writer, budget: budget)
    }
    mutating func restoreChanges(from reader: inout StateReader) throws(StateError) {
        try restoration.restore(from: &reader)
    }
    mutating func restoreCheckpoint(from reader: inout StateReader) throws(StateError) {
        try restoration.restore(from: &reader)
    }
    mutating func finishRestoring() throws(StateError) { words = try restoration.finish() }
}
