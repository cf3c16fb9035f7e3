import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("The chain of a journal")
struct JournalChainTests {
    private static func entry(_ sequence: UInt64, of writer: UInt64, after previous: UInt64?) -> JournalEntry {
        var entry = JournalEntry(writer: writer, sequence: sequence)
        entry.previous = previous
        return entry
    }

    /// The writers of the entries that count, up to `last` of `writer`.
    private static func writers(
        of entries: [JournalEntry],
        last: UInt64,
        writer: UInt64
    ) throws(StateError) -> [UInt64] {
        var chain = JournalChain(to: RecoveryPoint(offset: Offset(0), first: 1, last: last, writer: writer))
        var writers: [UInt64] = []
        for entry in entries where chain.wants(entry.sequence, of: entry.writer) {
            writers += try chain.take(entry).map(\.writer)
        }
        #expect(chain.isComplete == (writers.count == Int(last)))
        return writers
    }

    @Test("goes through the entries that others went on after, in whatever order those of a number lie")
    func forks() throws {
        let entries = [
            Self.entry(1, of: 8, after: nil), Self.entry(1, of: 7, after: nil), Self.entry(2, of: 7, after: 7),
            Self.entry(1, of: 7, after: nil), Self.entry(2, of: 9, after: 7), Self.entry(3, of: 9, after: 9),
            Self.entry(2, of: 7, after: 7), Self.entry(3, of: 5, after: 9),
        ]
        #expect(try Self.writers(of: entries, last: 3, writer: 9) == [7, 9, 9])
        #expect(try Self.writers(of: entries, last: 3, writer: 5) == [7, 9, 5])
        #expect(try Self.writers(of: entries, last: 2, writer: 7) == [7, 7])
        #expect(try Self.writers(of: entries, last: 1, writer: 8) == [8])
        #expect(try Self.writers(of: entries, last: 3, writer: 4) == [7])
    }

    @Test("does not go over to entries that went on after another one than it has")
    func otherHistory() {
        let entries = [
            Self.entry(1, of: 7, after: nil), Self.entry(2, of: 7, after: 7), Self.entry(2, of: 8, after: 8),
            Self.entry(3, of: 8, after: 8),
        ]
        let error = #expect(throws: StateError.self) { try Self.writers(of: entries, last: 4, writer: 8) }
        #expect(error?.problem == "it is entry 3, and 2 is missing before it")
    }

    @Test("is where a task that was kept goes on only if nobody has committed since")
    func kept() throws {
        var desk = JournalDesk()
        #expect(desk.running.isAt([:]))
        desk.task.note(1, 1)
        desk.commit()
        #expect(desk.running.isAt(desk.committed) && !desk.running.isAt([:]))
        let known = try #require(desk.committed[NotesTask.partition])
        var other = desk.recovery
        other.writer = 9
        let later = [
            CommittedOffset(offset: known.offset, metadata: other.text),
            CommittedOffset(offset: Offset(9), metadata: known.metadata),
        ]
        for committed in later { #expect(!desk.running.isAt([NotesTask.partition: committed])) }
    }
}
