/// Values by text key, kept as the bytes that a ``StateWriter`` makes of them: a value costs what its bytes do, not what
/// its texts and lists cost in memory. They can be written as they change, and slice by slice as a checkpoint.
///
/// A value stays in its slot until it is removed, so a checkpoint passes over the slots while they change: what lies
/// before it and changes later is among the changes, what lies behind it is still to be written.
///
///     slots      │ C-7 │ C-1 │     │ C-9 │ C-4 │
///     checkpoint ──────────────►│              changes since: C-1, C-9
///
/// For up to millions of values that are read and written as a whole. What must be faster is a ``StateTable``.
public struct KeyedState<Value: StateCodable> {
    private var slots: [String: UInt32] = [:]
    private var entries: [Entry?] = []
    private var free: [UInt32] = []
    private var changed = ChangedSlots()
    private var unwritten = 0..<0
    private var scratch = StateWriter()

    private struct Entry {
        var key: String
        var bytes: [UInt8]
    }

    /// No values.
    public init() {}

    /// The number of values.
    public var count: Int { slots.count }

    /// How many bytes of memory the values take, keys and places aside.
    public var byteCount: Int { entries.reduce(0) { $0 + ($1?.bytes.capacity ?? 0) } }

    /// The value under `key`. Setting `nil` removes it. Setting counts as a change.
    public subscript(key: String) -> Value? {
        get { slots[key].flatMap { entries[Int($0)] }.map { Self.value($0.bytes) } }
        set {
            if let newValue {
                set(key, newValue)
            } else if let slot = slots.removeValue(forKey: key) {
                entries[Int(slot)] = nil
                free.append(slot)
                changed.insert(Int(slot))
            }
        }
    }

    /// A reader of the bytes of the value under `key`, for whoever wants to know no more than their beginning.
    public func reader(of key: String) -> StateReader? {
        slots[key].flatMap { entries[Int($0)] }.map { StateReader($0.bytes) }
    }

    /// Gives every value to `change`, which says what became of it, in the order of slots.
    public mutating func update(_ change: (inout Value) -> Change) {
        for slot in entries.indices {
            guard let entry = entries[slot] else { continue }
            var value = Self.value(entry.bytes)
            switch change(&value) {
            case .none: continue
            case .changed: set(entry.key, value)
            case .removed: self[entry.key] = nil
            }
        }
    }

    /// Shows every key and value to `body`, in the order of slots.
    public func forEach(_ body: (String, Value) -> Void) {
        for case let entry? in entries { body(entry.key, Self.value(entry.bytes)) }
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

    private mutating func set(_ key: String, _ value: Value) {
        let entry = Entry(key: key, bytes: bytes(of: value))
        let slot: UInt32
        if let known = slots[key] {
            slot = known
            entries[Int(slot)] = entry
        } else if let reused = free.popLast() {
            slot = reused
            entries[Int(slot)] = entry
            slots[key] = slot
        } else {
            slot = UInt32(entries.count)
            entries.append(entry)
            slots[key] = slot
        }
        changed.insert(Int(slot))
    }

    /// The bytes of `value`, in a place of their own that is no larger than they are. An array made of the writer's would
    /// share its place, which is as large as the largest value ever was.
    private mutating func bytes(of value: Value) -> [UInt8] {
        scratch.removeAll()
        value.write(to: &scratch)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scratch.bytes.count)
        bytes.append(contentsOf: scratch.bytes)
        return bytes
    }

    private static func value(_ bytes: [UInt8]) -> Value {
        var reader = StateReader(bytes)
        do throws(StateError) {
            let value = try Value(from: &reader)
            try reader.end()
            return value
        } catch {
            preconditionFailure("what was written of a value, or checked when it was restored, can be read: \(error)")
        }
    }

    // MARK: Writing and reading

    /// Appends what changed since the last call.
    public mutating func writeChanges(to writer: inout StateWriter) {
        let slots = changed.take()
        writer.number(slots.count)
        for slot in slots { write(Int(slot), to: &writer) }
    }

    /// Begins a checkpoint of everything that is here now.
    public mutating func beginCheckpoint() { unwritten = 0..<entries.count }

    /// Appends the next part of the checkpoint, about `budget` bytes. Returns whether that was the last one.
    public mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        var slot = unwritten.lowerBound
        writer.counted { part in
            var count = 0
            while slot < unwritten.upperBound, part.count < budget {
                if entries[slot] != nil {
                    write(slot, to: &part)
                    count += 1
                }
                slot += 1
            }
            return count
        }
        unwritten = slot..<unwritten.upperBound
        return unwritten.isEmpty
    }

    private func write(_ slot: Int, to writer: inout StateWriter) {
        writer.number(slot)
        writer.flag(entries[slot] != nil)
        guard let entry = entries[slot] else { return }
        writer.text(entry.key)
        writer.bytes(entry.bytes)
    }

    /// Takes in what ``writeChanges(to:)`` wrote.
    public mutating func restoreChanges(from reader: inout StateReader) throws(StateError) {
        for _ in 0..<(try reader.number(upTo: reader.remaining)) { try restore(from: &reader) }
    }

    /// Takes in what ``writeCheckpoint(to:budget:)`` wrote.
    public mutating func restoreCheckpoint(from reader: inout StateReader) throws(StateError) {
        try reader.counted { (part) throws(StateError) in try restore(from: &part) }
    }

    private mutating func restore(from reader: inout StateReader) throws(StateError) {
        let slot = try reader.number(upTo: Self.slotMax)
        while entries.count <= slot { entries.append(nil) }
        if let old = entries[slot], slots[old.key] == UInt32(slot) { slots[old.key] = nil }
        entries[slot] = nil
        guard try reader.flag() else { return }
        let key = try reader.text()
        var bytes = try reader.bytes()
        var source = StateReader(bytes, version: reader.version)
        let value = try Value(from: &source)
        try source.end()
        // What an older version wrote is kept as this one writes it.
        if reader.version != .max {
            bytes = self.bytes(of: value)
        }
        if let other = slots[key] { entries[Int(other)] = nil }
        entries[slot] = Entry(key: key, bytes: bytes)
        slots[key] = UInt32(slot)
    }

    /// Ends restoring: what is here now counts as unchanged.
    public mutating func finishRestoring() {
        free = entries.indices.reversed().filter { entries[$0] == nil }.map { UInt32($0) }
        _ = changed.take()
    }

    private static var slotMax: Int { 1 << 31 }
}
