import Streaming

/// A journal in memory, of one state: the slow and obvious one.
struct Chronicle {
    private struct Entry {
        var changes: [UInt8]
        /// The entry with which the slice's checkpoint began, and the slice.
        var slice: (first: Int, bytes: [UInt8])?
    }

    private var entries: [Entry] = []
    private var begun: Int?
    /// The entry with which the last whole checkpoint began.
    private(set) var whole: Int?
    /// How many checkpoints were whole.
    private(set) var checkpoints = 0

    /// Appends an entry, and a slice of a checkpoint with a small budget, by chance.
    mutating func commit<State: Chronicled & ~Copyable>(_ state: inout State, using chance: inout Chance) {
        var changes = StateWriter()
        state.writeChanges(to: &changes)
        var entry = Entry(changes: changes.bytes)
        if begun == nil, Int.random(in: 0..<3, using: &chance) == 0 {
            state.beginCheckpoint()
            begun = entries.count
        }
        if let begun {
            var slice = StateWriter()
            let isLast = state.writeCheckpoint(to: &slice, budget: Self.budget(using: &chance))
            entry.slice = (begun, slice.bytes)
            if isLast {
                whole = begun
                checkpoints += 1
                self.begun = nil
            }
        }
        entries.append(entry)
    }

    /// Often nothing at all, as for the last part of a state whose first parts took it all.
    private static func budget(using chance: inout Chance) -> Int {
        [0, 1, 20, 100, 700][Int.random(in: 0..<5, using: &chance)]
    }

    /// The state, read back from the last whole checkpoint and the changes since.
    func restored<State: Chronicled & ~Copyable>(_: State.Type) throws -> State {
        var state = State()
        for (index, entry) in entries.enumerated() where index >= whole ?? 0 {
            var changes = StateReader(entry.changes)
            try state.restoreChanges(from: &changes)
            try changes.end()
            guard let whole, let slice = entry.slice, slice.first == whole else { continue }
            var bytes = StateReader(slice.bytes)
            try state.restoreCheckpoint(from: &bytes)
            try bytes.end()
        }
        try state.finishRestoring()
        return state
    }

    /// Goes on with a state that was read back: of a checkpoint under way nothing is left.
    mutating func restart() { begun = nil }
}
