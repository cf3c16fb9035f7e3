/// A hash table from 64-bit keys to larger values that stay where they are.
///
/// As ``Table``, but the values lie close together, those that came at the same time beside each other, and only small
/// numbers are hashed. So an entry costs its size and some 27 bytes, nothing large is moved when others come and go,
/// and the table grows by pieces instead of all at once.
///
/// A slot is valid until its entry is removed.
@safe public struct StateTable<Value: BitwiseCopyable>: ~Copyable {
    @usableFromInline
    struct Entry: BitwiseCopyable {
        @usableFromInline var key: UInt64
        @usableFromInline var value: Value

        @inlinable
        init(key: UInt64, value: Value) {
            self.key = key
            self.value = value
        }
    }

    // Where the entry of a key is.
    @usableFromInline
    var places = SlotIndex()
    @usableFromInline
    var pieces: [UnsafeMutablePointer<Entry>] = unsafe []
    // The slots that are free again, the last one to be used first.
    @usableFromInline
    var free: [UInt32] = []
    @usableFromInline
    var used = 0
    // Whether there is an entry in a slot, a bit each.
    @usableFromInline
    var present: [UInt64] = []
    // The slots that changed since changes were last written.
    @usableFromInline
    var changed = ChangedSlots()
    // The slots that the checkpoint under way has still to write.
    var unwritten = 0..<0

    @inlinable static var pieceShift: Int { 10 }
    @inlinable static var pieceMask: Int { (1 << pieceShift) - 1 }

    /// An empty table.
    @inlinable
    public init() {}

    @inlinable
    deinit { for piece in 0..<(unsafe pieces.count) { unsafe pieces[piece].deallocate() } }

    /// The number of entries.
    @inlinable
    public var count: Int { places.count }

    /// The slot of the entry under `key` that `matches`, or `nil`.
    @inlinable
    public func slot(of key: UInt64, where matches: (borrowing Value) -> Bool) -> Int? {
        let place = places.place(of: key) { slot in
            unsafe entry(slot).pointee.key == key && matches(entry(slot).pointee.value)
        }
        return place.map { places.slot(at: $0) }
    }

    /// Reads where the entry of `key` is, or would be; see ``Table/touch(_:)``.
    @inlinable
    public func touch(_ key: UInt64) -> UInt64 { places.touch(key) }

    /// Adds an entry, also when there are others under `key`, and returns its slot.
    @inlinable
    public mutating func insert(_ key: UInt64, _ value: Value) -> Int {
        let slot: Int
        if let reused = free.popLast() {
            slot = Int(reused)
        } else {
            precondition(used < Int(UInt32.max), "a slot is a 32-bit number")
            slot = used
            used += 1
            addPieces(for: slot)
        }
        unsafe entry(slot).initialize(to: Entry(key: key, value: value))
        present[slot >> 6] |= 1 << UInt64(slot & 63)
        changed.insert(slot)
        places.insert(key, slot: slot)
        return slot
    }

    /// Makes room for `slot`.
    @inlinable
    mutating func addPieces(for slot: Int) {
        while unsafe slot >> Self.pieceShift >= pieces.count {
            unsafe pieces.append(.allocate(capacity: Self.pieceMask + 1))
            present.append(contentsOf: repeatElement(0, count: (Self.pieceMask + 1) >> 6))
        }
    }

    /// The slots that have held an entry so far.
    @inlinable
    public var slots: Range<Int> { 0..<used }

    /// Whether there is an entry in `slot`.
    @inlinable
    public func holds(_ slot: Int) -> Bool { slot < used && present[slot >> 6] & (1 << UInt64(slot & 63)) != 0 }

    /// Says that the value in `slot` is not what it was. Insertions and removals say so by themselves.
    @inlinable
    public mutating func noteChange(of slot: Int) { changed.insert(slot) }

    /// The value in `slot`, which one of this table's methods returned.
    @inlinable
    public subscript(slot: Int) -> Value {
        get {
            precondition(slot >= 0 && slot < used, "a slot is one that the table returned")
            return unsafe entry(slot).pointee.value
        }
        _modify {
            precondition(slot >= 0 && slot < used, "a slot is one that the table returned")
            yield unsafe &entry(slot).pointee.value
        }
    }

    /// Removes the entry in `slot`.
    @inlinable
    public mutating func remove(at slot: Int) {
        precondition(slot >= 0 && slot < used, "a slot is one that the table returned")
        let key = unsafe entry(slot).pointee.key
        guard let place = places.place(of: key, where: { $0 == slot }) else {
            preconditionFailure("a slot is valid until its entry is removed")
        }
        places.remove(at: place)
        free.append(UInt32(slot))
        present[slot >> 6] &= ~(1 << UInt64(slot & 63))
        changed.insert(slot)
    }

    @inlinable
    @inline(__always)
    func entry(_ slot: Int) -> UnsafeMutablePointer<Entry> {
        unsafe pieces[slot >> Self.pieceShift] + (slot & Self.pieceMask)
    }
}

// The memory belongs to one owner, so it may move to another thread with it.
extension StateTable: @unchecked Sendable where Value: Sendable {}
