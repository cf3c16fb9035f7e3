import Streaming

/// A table of numbers, many of them under one key, beside a dictionary by slot.
struct TableSubject: Chronicled, ~Copyable {
    var table = StateTable<UInt64>()
    /// What was dropped while it was read back.
    var dropped = 0

    struct Entry: Equatable {
        var key: UInt64
        var value: UInt64
    }

    /// Changes the table and `model` alike; `growth` is how often of ten times an entry comes.
    mutating func change(_ model: inout [Int: Entry], growth: Int, using chance: inout Chance) {
        let value = UInt64.random(in: 0..<1 << 40, using: &chance)
        if Int.random(in: 0..<10, using: &chance) < growth {
            let entry = Entry(key: value % 50, value: value)
            model[table.insert(entry.key, value)] = entry
            return
        }
        // The model's order is nobody's, so the slot is looked for from a place by chance.
        let slots = model.keys.sorted()
        guard let slot = slots.randomElement(using: &chance) else { return }
        if value % 3 == 0 {
            table.remove(at: slot)
            model[slot] = nil
        } else {
            table[slot] = value
            table.noteChange(of: slot)
            model[slot]?.value = value
        }
    }

    /// What is here, in the order of slots.
    var entries: [Entry] {
        var entries: [Entry] = []
        table.forEach { entries.append(Entry(key: $0, value: $1)) }
        return entries
    }

    mutating func writeChanges(to writer: inout StateWriter) { table.writeChanges(to: &writer) { $0.number($1) } }
    mutating func beginCheckpoint() { table.beginCheckpoint() }
    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        table.writeCheckpoint(to: &writer, budget: budget) { $0.number($1) }
    }
    mutating func restoreChanges(from reader: inout StateReader) throws(StateError) {
        var count = 0
        defer { dropped += count }
        try table.restoreChanges(from: &reader) { _ in
            count += 1
        } _: { (reader) throws(StateError) in
            try reader.number()
        }
    }
    mutating func restoreCheckpoint(from reader: inout StateReader) throws(StateError) {
        var count = 0
        defer { dropped += count }
        try table.restoreCheckpoint(from: &reader) { _ in
            count += 1
        } _: { (reader) throws(StateError) in
            try reader.number()
        }
    }
    mutating func finishRestoring() { table.finishRestoring() }
}
