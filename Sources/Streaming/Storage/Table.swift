/// A hash table from 64-bit keys to plain values, in memory that nothing else touches.
///
/// Open addressing with linear probing and backward-shift deletion: no tombstones, no allocation per entry, one cache
/// line for most look-ups. Different things may share a key (a hash): whoever must tell them apart passes `matches`.
///
/// ```swift
/// let slot = orders.slot(of: hash) { arena.holds($0.id, bytes) } ?? orders.insert(hash, OrderState())
/// orders[slot].paid = true
/// ```
///
/// A slot is valid until the next insertion or removal.
@safe public struct Table<Value: BitwiseCopyable>: ~Copyable {
    @usableFromInline
    var keys: UnsafeMutablePointer<UInt64>
    @usableFromInline
    var values: UnsafeMutablePointer<Value>
    @usableFromInline
    var mask: Int
    @usableFromInline
    var entryCount = 0

    /// The number of entries.
    @inlinable
    public var count: Int { entryCount }

    /// An empty table with room for about `minimumCapacity` entries before it grows.
    @inlinable
    public init(minimumCapacity: Int = 16) {
        var slots = 16
        while slots * 3 < minimumCapacity * 5 { slots *= 2 }
        mask = slots - 1
        unsafe keys = .allocate(capacity: slots)
        unsafe keys.initialize(repeating: 0, count: slots)
        unsafe values = .allocate(capacity: slots)
    }

    @inlinable
    deinit {
        unsafe keys.deallocate()
        unsafe values.deallocate()
    }

    /// Bytes of memory held.
    public var byteCount: Int { (mask + 1) * (MemoryLayout<UInt64>.stride + MemoryLayout<Value>.stride) }

    /// The slot of the entry under `key` that `matches`, or `nil`.
    @inlinable
    public func slot(of key: UInt64, where matches: (borrowing Value) -> Bool) -> Int? {
        let key = Self.stored(key)
        var slot = home(of: key)
        while unsafe keys[slot] != 0 {
            if unsafe keys[slot] == key, unsafe matches(values[slot]) { return slot }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// The slot of the entry under `key`, or `nil`. For keys that name one thing each.
    @inlinable
    public func slot(of key: UInt64) -> Int? { slot(of: key, where: { _ in true }) }

    /// Reads where the entry of `key` is, or would be, so that it is in the cache when it is looked for soon. Returns what
    /// it read, which means nothing.
    ///
    /// A loop of this waits once for many entries; a loop of look-ups that depend on each other waits for each.
    @inlinable
    @inline(__always)
    public func touch(_ key: UInt64) -> UInt64 { unsafe keys[home(of: Self.stored(key))] }

    /// Adds an entry, also when there are others under `key`, and returns its slot.
    @inlinable
    public mutating func insert(_ key: UInt64, _ value: Value) -> Int {
        if (entryCount + 1) * 5 > (mask + 1) * 3 { grow() }
        let key = Self.stored(key)
        var slot = home(of: key)
        while unsafe keys[slot] != 0 { slot = (slot + 1) & mask }
        unsafe keys[slot] = key
        unsafe values[slot] = value
        entryCount += 1
        return slot
    }

    /// The value in `slot`, which one of this table's methods returned.
    @inlinable
    public subscript(slot: Int) -> Value {
        get {
            precondition(holds(slot), "a slot is valid until the next insertion or removal")
            return unsafe values[slot]
        }
        _modify {
            precondition(holds(slot), "a slot is valid until the next insertion or removal")
            yield unsafe &values[slot]
        }
    }

    /// Removes the entry in `slot`.
    @inlinable
    public mutating func remove(at slot: Int) {
        precondition(holds(slot), "a slot is valid until the next insertion or removal")
        var hole = slot
        var probe = (hole + 1) & mask
        while unsafe keys[probe] != 0 {
            // An entry may move into the hole unless its home lies between the hole and itself.
            let home = unsafe home(of: keys[probe])
            if (probe - home) & mask >= (probe - hole) & mask {
                unsafe keys[hole] = keys[probe]
                unsafe values[hole] = values[probe]
                hole = probe
            }
            probe = (probe + 1) & mask
        }
        unsafe keys[hole] = 0
        entryCount -= 1
    }

    /// Removes every entry and keeps the memory.
    @inlinable
    public mutating func removeAll() {
        unsafe keys.update(repeating: 0, count: mask + 1)
        entryCount = 0
    }

    /// Calls `body` with each entry, in the order of slots, which means nothing. An entry under the key zero comes under
    /// the number that zero is kept as: keys that are read back must not be zero.
    @inlinable
    public func forEach(_ body: (UInt64, Value) -> Void) {
        for slot in 0...mask where unsafe keys[slot] != 0 { unsafe body(keys[slot], values[slot]) }
    }

    /// Calls `body` with at most `max` keys from `cursor` on, which begins at ``TableCursor/init()``. Returns whether the
    /// last one was among them.
    ///
    /// Between calls entries may be inserted, which are passed or not, but none removed by itself. When the table has
    /// grown since, it begins anew.
    @inlinable
    public func scan(from cursor: inout TableCursor, max: Int, _ body: (UInt64) -> Void) -> Bool {
        if cursor.mask != mask { cursor = TableCursor(mask: mask) }
        var left = max
        while cursor.slot <= mask, left > 0 {
            let key = unsafe keys[cursor.slot]
            cursor.slot += 1
            guard key != 0 else { continue }
            body(key)
            left -= 1
        }
        return cursor.slot > mask
    }

    @inlinable
    func holds(_ slot: Int) -> Bool { slot >= 0 && slot <= mask && (unsafe keys[slot]) != 0 }

    /// Zero marks an empty slot, so the key zero is kept as another number.
    @inlinable
    static func stored(_ key: UInt64) -> UInt64 { key == 0 ? 0x9E37_79B9_7F4A_7C15 : key }

    @inlinable
    func home(of key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
    }

    @inlinable
    @inline(never)
    mutating func grow() {
        var larger = Table(minimumCapacity: (mask + 1) * 6 / 5)
        for slot in 0...mask where unsafe keys[slot] != 0 { _ = unsafe larger.insert(keys[slot], values[slot]) }
        swap(&self, &larger)
    }
}

/// How far a ``Table`` was scanned.
public struct TableCursor: Sendable {
    @usableFromInline
    var mask: Int
    @usableFromInline
    var slot = 0

    @usableFromInline
    init(mask: Int) { self.mask = mask }

    /// Nothing was scanned.
    public init() { mask = -1 }
}

// The memory belongs to one owner, so it may move to another thread with it.
extension Table: @unchecked Sendable where Value: Sendable {}
