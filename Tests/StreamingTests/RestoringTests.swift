import Streaming
import Testing

/// State that is written as it changes, and slice by slice, comes back from the last whole checkpoint and the changes
/// since, at any moment: each kind against a slow model, by seed.
@Suite("Restored state")
struct RestoringTests {
    private static let rounds = 250

    @Test("has the values of a keyed state, through removals, reuse of slots and restarts", arguments: 0 as UInt64..<40)
    func keyed(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var subject = KeyedSubject()
        var chronicle = Chronicle()
        var model: [String: String] = [:]
        let keys = [8, 60, 400][Int(seed % 3)]
        for _ in 0..<Self.rounds {
            for _ in 0..<Int.random(in: 0..<12, using: &chance) {
                subject.change(&model, keys: keys, using: &chance)
            }
            chronicle.commit(&subject, using: &chance)
            guard Int.random(in: 0..<10, using: &chance) == 0 else { continue }
            let copy = try chronicle.restored(KeyedSubject.self)
            #expect(copy.contents(keys) == model, "run again with seed \(seed)")
            #expect(copy.state.count == model.count, "run again with seed \(seed)")
            guard Bool.random(using: &chance) else { continue }
            subject = copy
            chronicle.restart()
        }
        #expect(subject.contents(keys) == model, "run again with seed \(seed)")
        #expect(chronicle.checkpoints >= 2, "run again with seed \(seed)")
    }

    @Test(
        "has the entries of a table in their slots, through growth, removals and restarts",
        arguments: 0 as UInt64..<40
    )
    func table(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var subject = TableSubject()
        var chronicle = Chronicle()
        var model: [Int: TableSubject.Entry] = [:]
        // Some grow over several pieces, some are as large as they are.
        let growth = [3, 5, 9][Int(seed % 3)]
        for _ in 0..<Self.rounds {
            for _ in 0..<Int.random(in: 0..<12, using: &chance) {
                subject.change(&model, growth: growth, using: &chance)
            }
            chronicle.commit(&subject, using: &chance)
            guard Int.random(in: 0..<10, using: &chance) == 0 else { continue }
            let copy = try chronicle.restored(TableSubject.self)
            Self.check(copy, model, seed: seed)
            guard Bool.random(using: &chance) else { continue }
            subject = copy
            chronicle.restart()
        }
        Self.check(subject, model, seed: seed)
        #expect(chronicle.checkpoints >= 2, "run again with seed \(seed)")
    }

    private static func check(_ subject: borrowing TableSubject, _ model: [Int: TableSubject.Entry], seed: UInt64) {
        let expected = model.sorted { $0.key < $1.key }
        let (entries, count) = (subject.entries, subject.table.count)
        #expect(entries == expected.map(\.value), "run again with seed \(seed)")
        #expect(count == model.count, "run again with seed \(seed)")
        for (slot, entry) in expected {
            // Two entries may be the same in all but their slot.
            let found = subject.table.slot(of: entry.key) { $0 == entry.value }
            #expect(found.map { model[$0] } == entry, "slot \(slot), seed \(seed)")
        }
    }

    @Test("gives what it replaces back, once each", arguments: 0 as UInt64..<10)
    func drops(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var subject = TableSubject()
        var model: [Int: TableSubject.Entry] = [:]
        var copy = TableSubject()
        var told: Set<Int> = []
        var expected = 0
        for _ in 0..<60 {
            for _ in 0..<Int.random(in: 0..<12, using: &chance) { subject.change(&model, growth: 5, using: &chance) }
            var writer = StateWriter()
            subject.writeChanges(to: &writer)
            // Whatever slot is told of and held something before gives that back.
            var slots = StateReader(writer.bytes)
            for _ in 0..<(try slots.number()) {
                let slot = Int(try slots.number())
                if told.remove(slot) != nil { expected += 1 }
                guard try slots.flag() else { continue }
                told.insert(slot)
                _ = try (slots.fixed(), slots.number())
            }
            var reader = StateReader(writer.bytes)
            try copy.restoreChanges(from: &reader)
        }
        let dropped = copy.dropped
        #expect(dropped == expected && expected > 50, "run again with seed \(seed)")
    }

    @Test("knows the recent ids, through rotations, early ones too, and restarts", arguments: 0 as UInt64..<40)
    func recent(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var subject = RecentSubject()
        var chronicle = Chronicle()
        var model = RecentSubject.Model()
        // From a trickle, in which time rotates, to a flood, in which number does.
        let ids = [100, 400, 3000][Int(seed % 3)] as UInt64
        var now: Int64 = -200_000
        for _ in 0..<Self.rounds {
            now += Int64.random(in: 0..<[6_000, 40_000][Int.random(in: 0..<2, using: &chance)], using: &chance)
            if Int.random(in: 0..<40, using: &chance) == 0 { now += 200_000 }
            for _ in 0..<Int.random(in: 0..<60, using: &chance) {
                let id = UInt64.random(in: 0..<ids, using: &chance)
                let time = EventTime(milliseconds: now - Int64.random(in: 0..<50_000, using: &chance))
                let isNew = subject.recent.insert(id, at: time)
                #expect(isNew == model.insert(id, at: time), "id \(id), seed \(seed)")
            }
            chronicle.commit(&subject, using: &chance)
            guard Int.random(in: 0..<10, using: &chance) == 0 else { continue }
            try Self.probe(chronicle, model, ids: ids, at: EventTime(milliseconds: now), seed: seed)
            guard Bool.random(using: &chance) else { continue }
            subject = try chronicle.restored(RecentSubject.self)
            chronicle.restart()
        }
        #expect(chronicle.checkpoints >= 2, "run again with seed \(seed)")
    }

    /// Asks a copy for every id.
    private static func probe(
        _ chronicle: Chronicle,
        _ model: RecentSubject.Model,
        ids: UInt64,
        at time: EventTime,
        seed: UInt64
    ) throws {
        var copy = try chronicle.restored(RecentSubject.self)
        var model = model
        let count = copy.recent.count
        #expect(count == model.current.count + model.previous.count, "run again with seed \(seed)")
        for id in 0..<ids {
            let isNew = copy.recent.insert(id, at: time)
            #expect(isNew == model.insert(id, at: time), "id \(id), seed \(seed)")
        }
    }

    @Test("has every word at its place, long ones too, through restarts", arguments: 0 as UInt64..<40)
    func words(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var subject = WordSubject()
        var chronicle = Chronicle()
        var model = ["unknown", "other"]
        for _ in 0..<Self.rounds {
            for _ in 0..<Int.random(in: 0..<4, using: &chance) {
                let number = Int.random(in: 0..<300, using: &chance)
                let text = "word-\(number)" + String(repeating: "é", count: number % 7 == 0 ? number : 0)
                if !model.contains(text) { model.append(text) }
                let word = subject.words.intern(text)
                #expect(model[Int(word.rawValue)] == text, "run again with seed \(seed)")
            }
            chronicle.commit(&subject, using: &chance)
            guard Int.random(in: 0..<10, using: &chance) == 0 else { continue }
            let copy = try chronicle.restored(WordSubject.self)
            let texts = copy.texts
            #expect(texts == model, "run again with seed \(seed)")
            guard Bool.random(using: &chance) else { continue }
            subject = copy
            chronicle.restart()
        }
        #expect(chronicle.checkpoints >= 2, "run again with seed \(seed)")
    }

    @Test("is refused when words are missing, or have other places than they had")
    func badWords() throws {
        var words = WordTable()
        _ = words.intern("a")
        var first = StateWriter()
        words.writeChanges(to: &first)
        _ = words.intern("b")
        var second = StateWriter()
        words.writeChanges(to: &second)
        var restoration = WordRestoration()
        var reader = StateReader(second.bytes)
        try restoration.restore(from: &reader)
        #expect(Self.problem(of: restoration) == "word 2 is missing")
        var twice = StateWriter()
        twice.number(2)
        twice.list(["a", "a"]) { $0.text($1) }
        twice.list([Int]()) { $0.number($1) }
        restoration = WordRestoration()
        reader = StateReader(twice.bytes)
        try restoration.restore(from: &reader)
        #expect(Self.problem(of: restoration) == "word 3 is a, which has another place")
    }

    private static func problem(of restoration: WordRestoration) -> String? {
        do throws(StateError) {
            _ = try restoration.finish()
            return nil
        } catch {
            return error.problem
        }
    }
}
