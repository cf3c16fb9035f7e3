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
        desk.log[3][3] = 1
        let sentence = "it has format 1, and this version reads 2"
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

    @Test("is refused when a newer version wrote it, or an older one that is not read any more")
    func version() throws {
        var desk = try Self.desk()
        #expect(desk.problem(version: 2) == nil)
        let older = "its state has version 1, and this version reads 3"
        #expect(desk.problem(version: 3) == "entry 2 in journal-0 cannot be used: \(older)")
        try desk.change(3) { $0.version = 2 }
        let sentence = "its state has version 2, and this version reads 1"
        #expect(desk.problem() == "entry 4 in journal-0 cannot be used: \(sentence)")
    }

    @Test("is not complete while its journal ends before what was committed")
    func early() throws {
        var desk = try Self.desk()
        desk.log.removeLast()
        var (restoration, _) = desk.restoration()
        try restoration.take(desk.batch(from: restoration.position))
        #expect(!restoration.isComplete)
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
        let recovery = RecoveryPoint(offset: Offset(2), first: 3, last: 7, writer: 1)
        let offset = try #require(desk.committed[NotesTask.partition]).offset
        desk.committed[NotesTask.partition] = CommittedOffset(offset: offset, metadata: recovery.text)
        #expect(desk.problem() == "entry 3 in journal-0 cannot be used: no checkpoint begins with it")
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
        #expect(desk.problem() == "entry 5 in journal-0 cannot be used: 3 bytes are left over")
        desk = try Self.desk()
        try desk.change(1) { $0.slice?.bytes += [1] }
        #expect(desk.problem() == "entry 2 in journal-0 cannot be used: 1 bytes are left over")
    }

    @Test("is refused when there are entries and no offsets")
    func noOffsets() throws {
        var desk = try Self.desk()
        desk.committed = [:]
        let sentence = "it is an entry, and no offsets are committed: they have expired, or somebody deleted them"
        #expect(desk.problem() == "\(Self.place)0 cannot be used: \(sentence)")
        #expect(desk.problem(.atLeastOnce) == "\(Self.place)1 cannot be used: \(sentence)")
        // Without transactions, a first entry may lie there whose offsets were never committed.
        desk.log.removeLast(6)
        #expect(desk.problem() == "\(Self.place)0 cannot be used: \(sentence)")
        #expect(try desk.restored(.atLeastOnce).1.contents.isEmpty)
    }

    @Test("is what was committed, whoever wrote an entry besides that was not")
    func uncommitted() throws {
        var desk = try Self.desk()
        var (zombie, notes) = try desk.successor()
        notes.note(1, 99)
        let foreign = zombie.commit { _ in nil }.commit.journal.map { $0.value ?? [] }
        // Behind what was committed, it is not read.
        desk.log += foreign
        let before = desk.task.contents
        #expect(try desk.restored(.atLeastOnce).1.contents == before)
        // An entry of the same number, before it and behind it.
        desk.task.note(2, 8)
        desk.commit()
        desk.log += foreign
        #expect(try desk.restored(.atLeastOnce).1.contents == desk.task.contents)
        desk.task.note(2, 9)
        desk.commit()
        desk.log += foreign
        #expect(try desk.restored(.atLeastOnce).1.contents == desk.task.contents)
        try desk.restart()
        #expect(desk.task.contents[1] == before[1] && desk.task.contents[2] == 9)
    }

    @Test("is what was committed, whenever replaced workers write", arguments: 0..<8 as Range<UInt64>)
    func replacedWorkers(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var desk = JournalDesk(noteBytes: 250)
        var late: [[UInt8]] = []
        var checkpoints: Set<UInt64> = []
        for number in 0..<30 as Range<UInt64> {
            for _ in 0..<Int.random(in: 1...12, using: &chance) {
                desk.task.note(UInt64.random(in: 1...20, using: &chance), number)
            }
            let begin = desk.log.count
            desk.commit()
            checkpoints.insert(desk.recovery.first)
            if chance.hits(0.6) {
                desk.log.insert(contentsOf: late, at: Int.random(in: begin...desk.log.count, using: &chance))
                late = []
            }
            if late.isEmpty, chance.hits(0.7) {
                var (zombie, notes) = try desk.successor()
                for key in 1...UInt64.random(in: 1...20, using: &chance) { notes.note(key, 1000 + number) }
                late = zombie.commit { _ in nil }.commit.journal.map { $0.value ?? [] }
            }
            #expect(try desk.restored(.atLeastOnce).1.contents == desk.task.contents, "seed \(seed), entry \(number)")
            if chance.hits(0.2) { try desk.restart() }
        }
        #expect(checkpoints.count > 2, "seed \(seed)")
    }

    @Test("is what was committed, where others write between the parts of an entry")
    func betweenParts() throws {
        var desk = JournalDesk(noteBytes: 180_000)
        desk.task.note(1, 1)
        desk.commit()
        var (zombie, notes) = try desk.successor()
        for key in 5...7 as ClosedRange<UInt64> { notes.note(key, key) }
        let foreign = zombie.commit { _ in nil }.commit.journal.map { $0.value ?? [] }
        for key in 2...4 as ClosedRange<UInt64> { desk.task.note(key, key) }
        let begin = desk.log.count
        desk.commit()
        try #require(desk.log.count > begin + 1 && foreign.count > 1)
        for part in foreign.reversed() { desk.log.insert(part, at: begin + 1) }
        desk.log.insert(foreign[0], at: begin)
        #expect(try desk.restored(.atLeastOnce).1.contents == [1: 1, 2: 2, 3: 3, 4: 4])
        desk.task.note(5, 8)
        desk.commit()
        #expect(try desk.restored(.atLeastOnce).1.contents == [1: 1, 2: 2, 3: 3, 4: 4, 5: 8])
    }
}
