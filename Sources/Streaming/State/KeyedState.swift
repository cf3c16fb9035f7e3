/// Values by text key that can be written as they change, and slice by slice as a checkpoint.
///
/// A value stays in its slot until it is removed, so a checkpoint passes over the slots while they change: what lies
/// before it and changes later is among the changes, what lies behind it is still to be written.
///
///     slots      │ C-7 │ C-1 │     │ C-9 │ C-4 │
///     checkpoint ──────────────►│              changes since: C-1, C-9
///
/// For thousands to millions of values of any type. What must be smaller and faster is a ``StateTable``.
public struct KeyedState<Value> {
    private var slots: [String: Int] = [:]
    private var entries: [Entry?] = []
    private var free: [Int] = []
    private var changed = ChangedSlots()
    private var cursor = 0
    private var end = 0

    private struct Entry {
        var key: String
        var value: Value
    }

    /// No values.
    public init() {}

    /// The number of values.
    public var count: Int { slots.count }

    /// The value under `key`. Setting `nil` removes it. Every access but reading counts as a change.
    public subscript(key: String) -> Value? {
        get { slots[key].flatMap { entries[$0]?.value } }
        set {
            if let newValue {
                set(key, newValue)
            } else if let slot = slots.removeValue(forKey: key) {
                entries[slot] = nil
                free.append(slot)
                changed.insert(slot)
            }
        }
    }

    /// The value under `key`, which is `fallback` where there is none yet. It counts as changed.
    public subscript(key: String, default fallback: @autoclosure () -> Value) -> Value {
        get { self[key] ?? fallback() }
        set { set(key, newValue) }
        _modify {
            let slot = slots[key] ?? set(key, fallback())
            changed.insert(slot)
            // The slot was set or found above, so there is an entry in it.
            yield &entries[slot]!.value
        }
    }

    /// Changes the values that `change` returns, removes those for which it returns `nil`, in the order of slots.
    /// `change` says whether it changed anything; a value that stays as it is does not count as changed.
    public mutating func update(_ change: (inout Value) -> Change) {
        for slot in entries.indices {
            guard var entry = entries[slot] else { continue }
            switch change(&entry.value) {
            case .none: continue
            case .changed:
                entries[slot] = entry
                changed.insert(slot)
            case .removed: self[entry.key] = nil
            }
        }
    }

    /// What became of a value.
    public enum Change: Sendable {
        /// Nothing.
        case none
        /// It is another.
        case changed
        /// It is to be forgotten.
        case removed
    }

    @discardableResult
    private mutating func set(_ key: String, _ value: Value) -> Int {
        let slot: Int
        if let known = slots[key] {
            slot = known
            entries[slot] = Entry(key: key, value: value)
        } else if let reused = free.popLast() {
            slot = reused
            entries[slot] = Entry(key: key, value: value)
            slots[key] = slot
        } else {
            slot = entries.count
            entries.append(Entry(key: key, value: value))
            slots[key] = slot
        }
        changed.insert(slot)
        return slot
    }

    // MARK: Writing and reading

    /// Appends what changed since the last call, each value as `write` writes it.
    public mutating func writeChanges(to writer: inout StateWriter, _ write: (inout StateWriter, Value) -> Void) {
        let slots = changed.take()
        writer.number(slots.count)
        for slot in slots { self.write(Int(slot), to: &writer, write) }
    }

    /// Begins a checkpoint of everything that is here now.
    public mutating func beginCheckpoint() {
        cursor = 0
        end = entries.count
    }

    /// Appends the next part of the checkpoint, about `budget` bytes. Returns whether that was the last one.
    public mutating func writeCheckpoint(
        to writer: inout StateWriter,
        budget: Int,
        _ write: (inout StateWriter, Value) -> Void
    ) -> Bool {
        var part = StateWriter()
        var count = 0
        while cursor < end, part.count < budget {
            if entries[cursor] != nil {
                self.write(cursor, to: &part, write)
                count += 1
            }
            cursor += 1
        }
        writer.number(count)
        writer.nested(part)
        return cursor >= end
    }

    private func write(_ slot: Int, to writer: inout StateWriter, _ write: (inout StateWriter, Value) -> Void) {
        writer.number(slot)
        writer.flag(entries[slot] != nil)
        guard let entry = entries[slot] else { return }
        writer.text(entry.key)
        write(&writer, entry.value)
    }

    /// Takes in what ``writeChanges(to:_:)`` wrote.
    public mutating func restoreChanges(
        from reader: inout StateReader,
        _ read: (inout StateReader) throws(StateError) -> Value
    ) throws(StateError) {
        for _ in 0..<(try reader.number(upTo: reader.remaining)) { try restore(from: &reader, read) }
    }

    /// Takes in what ``writeCheckpoint(to:budget:_:)`` wrote.
    public mutating func restoreCheckpoint(
        from reader: inout StateReader,
        _ read: (inout StateReader) throws(StateError) -> Value
    ) throws(StateError) {
        let count = try reader.number(upTo: reader.remaining)
        var part = try reader.nested()
        for _ in 0..<count { try restore(from: &part, read) }
        try part.end()
    }

    private mutating func restore(
        from reader: inout StateReader,
        _ read: (inout StateReader) throws(StateError) -> Value
    ) throws(StateError) {
        let slot = try reader.number(upTo: Self.slotMax)
        while entries.count <= slot { entries.append(nil) }
        if let old = entries[slot] { slots[old.key] = nil }
        entries[slot] = nil
        guard try reader.flag() else { return }
        let key = try reader.text()
        if let other = slots[key] { entries[other] = nil }
        entries[slot] = Entry(key: key, value: try read(&reader))
        slots[key] = slot
    }

    /// Ends restoring: what is here now counts as unchanged.
    public mutating func finishRestoring() {
        free = entries.indices.reversed().filter { entries[$0] == nil }
        _ = changed.take()
    }

    private static var slotMax: Int { 1 << 31 }
}
