import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("A journal")
struct JournalTests {
    /// Notes and forgets something, and commits it.
    private static func work(_ desk: inout JournalDesk, _ chance: inout Chance) {
        for _ in 0..<Int.random(in: 1..<20, using: &chance) {
            let key = UInt64.random(in: 1...150, using: &chance)
            if chance.hits(0.3) { desk.task.forget(key) } else { desk.task.note(key, chance.next()) }
        }
        desk.commit(knowsEnd: chance.hits(0.9))
    }

    @Test("gives the state back that was committed last, whenever that was", arguments: 0 as UInt64..<8)
    func restarts(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var desk = JournalDesk(noteBytes: 400)
        var checkpoints: Set<UInt64> = []
        for _ in 0..<120 {
            Self.work(&desk, &chance)
            checkpoints.insert(desk.recovery.first)
            guard chance.hits(0.15) else { continue }
            let copy = try desk.restored()
            #expect(copy.1.contents == desk.task.contents, "run again with seed \(seed)")
            #expect(copy.1.reading == desk.task.reading, "run again with seed \(seed)")
            #expect(copy.0.journal.recovery == desk.recovery, "run again with seed \(seed)")
            if chance.hits(0.5) { try desk.restart() }
        }
        #expect(checkpoints.count > 4, "run again with seed \(seed)")
    }

    /// How many bytes a restart has to read, at most, over `commits` commits; and those of the state at that time.
    private static func longest(
        _ desk: inout JournalDesk,
        commits: Int,
        _ work: (Int, NotesTask) -> Void
    ) -> (read: Int, state: Int, entry: Int, ratio: Double) {
        var ends: [Int] = [0]
        var worst = (read: 0, state: 0, entry: 0, ratio: 0.0)
        for number in 0..<commits {
            work(number, desk.task)
            let count = desk.log.count
            desk.commit()
            var entry = 0
            for value in desk.log[count...] {
                entry += value.count
                ends.append((ends.last ?? 0) + value.count)
            }
            let state = desk.task.notes.count * (desk.task.noteBytes + 20)
            let read = (ends.last ?? 0) - ends[Int(desk.recovery.offset.rawValue)]
            worst.entry = max(worst.entry, entry)
            guard Double(read) / Double(state + slack) > worst.ratio else { continue }
            (worst.read, worst.state, worst.ratio) = (read, state, Double(read) / Double(state + slack))
        }
        return worst
    }

    /// What small states cost more: the least slice, a few times.
    private static let slack = 64 << 10
    // A build for debugging is forty times slower.
    #if DEBUG
        private static let scale = 1
    #else
        private static let scale = 10
    #endif

    @Test("of a table that grows, commit by commit, stays a multiple of the table", arguments: [1, 30])
    func growing(notes: Int) throws {
        var desk = JournalDesk()
        let worst = Self.longest(&desk, commits: 600 * Self.scale) { number, task in
            for note in 0..<notes { task.note(UInt64(number * notes + note + 1), 1) }
        }
        #expect(worst.ratio < 4, "a restart reads \(worst.read) bytes of a state of \(worst.state)")
        #expect(desk.recovery.first > 1)
        #expect(try desk.restored().1.contents == desk.task.contents)
    }

    @Test("of a table that stays as large as it is, is a multiple of the table", arguments: [1, 30])
    func steady(notes: Int) throws {
        var desk = JournalDesk()
        var chance = Chance(seed: 1)
        for key in 1...1000 as ClosedRange<UInt64> { desk.task.note(key, 0) }
        let worst = Self.longest(&desk, commits: 1000 * Self.scale) { _, task in
            for _ in 0..<notes { task.note(UInt64.random(in: 1...1000, using: &chance), 1) }
        }
        #expect(worst.ratio < 4, "a restart reads \(worst.read) bytes of a state of \(worst.state)")
        #expect(desk.recovery.first > 300)
        #expect(try desk.restored().1.contents == desk.task.contents)
    }

    @Test("is cut where a restart begins, and nothing before that is missed")
    func trimming() throws {
        var desk = JournalDesk(noteBytes: 400)
        var chance = Chance(seed: 4)
        var trims = 0
        for _ in 0..<300 {
            for _ in 0..<20 { desk.task.note(UInt64.random(in: 1...150, using: &chance), chance.next()) }
            guard let trim = desk.commit() else { continue }
            #expect(trim == desk.recovery.offset)
            trims += 1
            for index in 0..<Int(trim.rawValue) { desk.log[index] = [] }
            #expect(try desk.restored().1.contents == desk.task.contents)
        }
        #expect(trims > 3)
    }

    @Test("has an entry longer than a record takes, in parts, and reads it back")
    func longEntry() throws {
        var desk = JournalDesk(noteBytes: 24_000)
        for key in 1...50 as ClosedRange<UInt64> { desk.task.note(key, key) }
        desk.commit()
        #expect(desk.log.count > 2)
        #expect(desk.log.allSatisfy { $0.count < (512 << 10) + 100 })
        #expect(try desk.restored().1.contents == desk.task.contents)
        // A part that is missing, or there twice.
        for part in desk.log.indices {
            var broken = desk
            broken.log.remove(at: part)
            #expect(broken.problem() == "the journal does not come to its end")
            broken = desk
            broken.log.insert(desk.log[part], at: part)
            #expect(try broken.restored().1.contents == desk.task.contents, "part \(part) twice")
        }
    }
}
