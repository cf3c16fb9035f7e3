// How a table is written as it changes, and slice by slice as a checkpoint. See `KeyedState` for why this holds together.
extension StateTable {
    /// Appends what changed since the last call, each value as `write` writes it.
    public mutating func writeChanges(
        to writer: inout StateWriter,
        _ write: (inout StateWriter, borrowing Value) -> Void
    ) {
        let slots = changed.take()
        writer.number(slots.count)
        for slot in slots { self.write(Int(slot), to: &writer, write) }
    }

    /// Begins a checkpoint of everything that is here now.
    public mutating func beginCheckpoint() { unwritten = 0..<used }

    /// Appends the next part of the checkpoint, about `budget` bytes. Returns whether that was the last one.
    public mutating func writeCheckpoint(
        to writer: inout StateWriter,
        budget: Int,
        _ write: (inout StateWriter, borrowing Value) -> Void
    ) -> Bool {
        var slot = unwritten.lowerBound
        writer.counted { part in
            var count = 0
            while slot < unwritten.upperBound, part.count < budget {
                if holds(slot) {
                    self.write(slot, to: &part, write)
                    count += 1
                }
                slot += 1
            }
            return count
        }
        unwritten = slot..<unwritten.upperBound
        return unwritten.isEmpty
    }

    private func write(
        _ slot: Int,
        to writer: inout StateWriter,
        _ write: (inout StateWriter, borrowing Value) -> Void
    ) {
        writer.number(slot)
        writer.flag(holds(slot))
        guard holds(slot) else { return }
        writer.fixed(unsafe entry(slot).pointee.key)
        write(&writer, unsafe entry(slot).pointee.value)
    }

    /// Takes in what ``writeChanges(to:_:)`` wrote. What `read` replaces is given to `drop` first.
    public mutating func restoreChanges(
        from reader: inout StateReader,
        drop: (Value) -> Void,
        _ read: (inout StateReader) throws(StateError) -> Value
    ) throws(StateError) {
        for _ in 0..<(try reader.number(upTo: reader.remaining)) { try restore(from: &reader, drop: drop, read) }
    }

    /// Takes in what ``writeCheckpoint(to:budget:_:)`` wrote.
    public mutating func restoreCheckpoint(
        from reader: inout StateReader,
        drop: (Value) -> Void,
        _ read: (inout StateReader) throws(StateError) -> Value
    ) throws(StateError) {
        try reader.counted { (part) throws(StateError) in try restore(from: &part, drop: drop, read) }
    }

    private mutating func restore(
        from reader: inout StateReader,
        drop: (Value) -> Void,
        _ read: (inout StateReader) throws(StateError) -> Value
    ) throws(StateError) {
        let slot = try reader.number(upTo: Int(UInt32.max) - 1)
        if holds(slot) {
            drop(self[slot])
            remove(at: slot)
        }
        guard try reader.flag() else { return }
        let key = try reader.fixed()
        let value = try read(&reader)
        addPieces(for: slot)
        used = max(used, slot + 1)
        unsafe entry(slot).initialize(to: Entry(key: key, value: value))
        present[slot >> 6] |= 1 << UInt64(slot & 63)
        places.insert(key, slot: slot)
    }

    /// Ends restoring: what is here now counts as unchanged.
    public mutating func finishRestoring() {
        free.removeAll()
        for slot in (0..<used).reversed() where !holds(slot) { free.append(UInt32(slot)) }
        _ = changed.take()
    }

    /// Calls `body` with the key and the value of each entry, in the order of slots.
    public func forEach(_ body: (UInt64, borrowing Value) -> Void) {
        for slot in 0..<used where holds(slot) {
            body(unsafe entry(slot).pointee.key, unsafe entry(slot).pointee.value)
        }
    }
}
