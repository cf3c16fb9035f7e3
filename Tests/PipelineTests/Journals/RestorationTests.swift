import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("A state that is read back")
struct RestorationTests {
    /// Seven entries, of which the second to the sixth hold a checkpoint.
    private static func desk() throws -> JournalDesk {
        var desk = JournalDesk(noteBytes: 3000)
        for key in 1...36 as ClosedRange<UInt64> { desk.task.note(key, 0) }
        desk.commit(knowsEnd: false)
        for number in 2...7 as ClosedRange<UInt64> {
            for key in 1...4 as ClosedRange<UInt64> { desk.task.note(key, number) }
            desk.commit()
        }
        try #require(desk.recovery == RecoveryPoint(offset: Offset(1), first: 2, last: 7, writer: 1))
        try #require(desk.log.count == 7 && desk.problem() == nil)
        return desk
    }

    private static let place = "the record at journal-0@"

    @Test("is refused when a record of its journal is damaged, and says which")
    func damage() throws {
        var desk = try Self.desk()
        let index = Int(desk.recovery.offset.rawValue) + 1
        desk.log[index][200] ^= 1
        #expect(desk.problem() == "\(Self.place)\(index) cannot be used: its checksum is wrong")
        desk.log[index] = []
        #expect(desk.problem() == "\(Self.place)\(index) cannot be used: it is no record of a journal")
    }

    @Test("is refused when a record was written by a version with another format")
    func format() throws {
        var desk = try Self.desk()
        desk.log[3][3] = 2
        let sentence = "it has format 2, and this version reads 1"
        #expect(desk.problem() == "\(Self.place)3 cannot be used: \(sentence)")
    }

    @Test("is refused when a record belongs to another task")
    func foreign() throws {
        var desk = try Self.desk()
        desk.log[3] = JournalFrame.encode(try desk.entry(at: 3), of: "retain-1")[0]
        #expect(desk.problem() == "\(Self.place)3 cannot be used: it belongs to task retain-1")
    }

    @Test("is refused when an entry is missing, and says which")
    func missing() throws {
        var desk = try Self.desk()
        desk.log.remove(at: 3)
        #expect(desk.problem() == "\(Self.place)3 cannot be used: it is entry 5, and 4 is missing before it")
    }

    @Test("is refused when a newer version wrote it, and not when an older one did")
    func version() throws {
        var desk = try Self.desk()
        #expect(desk.problem(version: 2) == nil)
        try desk.change(3) { $0.version = 2 }
        let sentence = "its state has version 2, and this version reads 1"
        #expect(desk.problem() == "\(Self.place)3 cannot be used: \(sentence)")
    }

    @Test("is not complete while its journal ends before what was committed")
    func early() throws {
        var desk = try Self.desk()
        desk.log.removeLast()
        var (restoration, _) = desk.restoration()
        try restoration.take(desk.batch(from: restoration.position))
        #expect(!restoration.isComplete)
    }

    @Test("is refused when its own claim comes before what was committed")
    func earlyClaim() throws {
        var desk = try Self.desk()
        desk.log.removeLast()
        desk.claim(writer: 2)
        let sentence = "entry 7 was committed, and the journal ends with 6"
        #expect(desk.problem(endsWithClaim: true) == sentence)
    }

    @Test("is refused when the checkpoint that it begins with is not whole")
    func halfCheckpoint() throws {
        var desk = try Self.desk()
        let first = desk.recovery.first
        for index in desk.log.indices { try desk.change(index) { $0.slice?.isLast = false } }
        #expect(desk.problem() == "the checkpoint that begins with entry \(first) is not whole")
    }

    @Test("is refused when no checkpoint begins where it is said to begin")
    func noCheckpoint() throws {
        var desk = try Self.desk()
        let recovery = RecoveryPoint(offset: Offset(2), first: 3, last: 7)
        let offset = try #require(desk.committed[NotesTask.partition]).offset
        desk.committed[NotesTask.partition] = CommittedOffset(offset: offset, metadata: recovery.text)
        #expect(desk.problem() == "\(Self.place)2 cannot be used: no checkpoint begins with it")
    }

    @Test("is refused when it belongs to other offsets than were committed")
    func otherOffsets() throws {
        var desk = try Self.desk()
        let known = try #require(desk.committed[NotesTask.partition])
        desk.committed[NotesTask.partition] = CommittedOffset(offset: Offset(3), metadata: known.metadata)
        #expect(desk.problem() == "offset 3 is committed for notes-0, and the state is of another")
    }

    @Test("is refused when something is left over that nobody reads")
    func leftOver() throws {
        var desk = try Self.desk()
        try desk.change(4) { $0.changes += [1, 2, 3] }
        #expect(desk.problem() == "\(Self.place)4 cannot be used: 3 bytes are left over")
        desk = try Self.desk()
        try desk.change(1) { $0.slice?.bytes += [1] }
        #expect(desk.problem() == "\(Self.place)1 cannot be used: 1 bytes are left over")
    }

    @Test("does not hear what another writer says after it was taken over in a transaction")
    func zombie() throws {
        var desk = JournalDesk(noteBytes: 300_000)
        desk.task.note(1, 1)
        desk.commit()
        try desk.restart()
        for key in 2...4 as ClosedRange<UInt64> { desk.task.note(key, key) }
        desk.commit()
        for sequence in 2...4 as ClosedRange<UInt64> {
            var entry = JournalEntry(writer: 1, sequence: sequence)
            entry.changes = [0]
            desk.log += JournalFrame.encode(entry, of: "\(JournalDesk.id)")
        }
        #expect(try desk.restored().1.contents == [1: 1, 2: 2, 3: 3, 4: 4])
        desk.task.note(5, 5)
        desk.commit()
        #expect(try desk.restored().1.contents == [1: 1, 2: 2, 3: 3, 4: 4, 5: 5])
    }

    @Test("does not hear another writer between the parts of an entry, once it was claimed")
    func zombieWithoutTransactions() throws {
        var desk = JournalDesk(noteBytes: 300_000)
        desk.task.note(1, 1)
        desk.commit()
        desk.claim(writer: 2)
        try desk.restart(endsWithClaim: true)
        for key in 2...4 as ClosedRange<UInt64> { desk.task.note(key, key) }
        let begin = desk.log.count
        desk.commit()
        try #require(desk.log.count > begin + 2)
        var entry = JournalEntry(writer: 1, sequence: 2)
        entry.changes = [UInt8](repeating: 0, count: 700_000)
        let zombie = JournalFrame.encode(entry, of: "\(JournalDesk.id)")
        for place in stride(from: desk.log.count, through: begin, by: -1) {
            desk.log.insert(contentsOf: zombie, at: place)
        }
        desk.claim(writer: 3)
        #expect(try desk.restored(endsWithClaim: true, writer: 3).1.contents == [1: 1, 2: 2, 3: 3, 4: 4])
    }

    @Test("is what was committed or what was written after it, where there are no transactions")
    func withoutTransactions() throws {
        var desk = try Self.desk()
        let committed = desk.committed
        // The journal is ahead of what the group has.
        desk.task.note(77, 77)
        desk.commit()
        desk.committed = committed
        desk.claim(writer: 2)
        let copy = try desk.restored(endsWithClaim: true)
        #expect(copy.1.contents == desk.task.contents)
        #expect(copy.1.reading == desk.task.reading)
        // Its position is not that of the group, so it is committed again.
        var task = copy.0
        #expect(task.commit { _ in nil }.commit.positions[NotesTask.partition]?.offset == desk.task.position)
    }
}
