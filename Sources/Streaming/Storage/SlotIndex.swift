/// Finds the slots of a ``StateTable`` by their keys: eight bytes a place, half of them a part of the key's hash.
///
/// Open addressing with linear probing and backward-shift deletion, as in ``Table``. It does not know the keys: the
/// part of the hash tells most of them apart, and whoever asks looks at the entries of those that are left.
@safe @usableFromInline
struct SlotIndex: ~Copyable {
    // The hash in the upper half; in the lower half the slot, plus one, so that an empty place is zero.
    @usableFromInline
    var places: UnsafeMutablePointer<UInt64>
    @usableFromInline
    var mask = 15
    @usableFromInline
    var count = 0

    @inlinable
    init() {
        unsafe places = .allocate(capacity: mask + 1)
        unsafe places.initialize(repeating: 0, count: mask + 1)
    }

    @inlinable
    deinit { unsafe places.deallocate() }

    /// The place of the slot under `key` that `matches`, or `nil`.
    @inlinable
    func place(of key: UInt64, where matches: (Int) -> Bool) -> Int? {
        let hash = Self.hash(key)
        var place = home(of: hash)
        while unsafe places[place] != 0 {
            if unsafe UInt32(places[place] >> 32) == hash, matches(slot(at: place)) { return place }
            place = (place + 1) & mask
        }
        return nil
    }

    /// The slot at a place that ``place(of:where:)`` returned.
    @inlinable
    func slot(at place: Int) -> Int { unsafe Int(UInt32(truncatingIfNeeded: places[place])) - 1 }

    /// Reads where the place of `key` is, or would be; see ``Table/touch(_:)``.
    @inlinable
    @inline(__always)
    func touch(_ key: UInt64) -> UInt64 { unsafe places[home(of: Self.hash(key))] }

    /// Adds `slot`, also when there are others under `key`.
    @inlinable
    mutating func insert(_ key: UInt64, slot: Int) {
        if (count + 1) * 5 > (mask + 1) * 3 { grow() }
        add(UInt64(Self.hash(key)) << 32 | UInt64(slot + 1))
    }

    @inlinable
    mutating func add(_ entry: UInt64) {
        var place = home(of: UInt32(entry >> 32))
        while unsafe places[place] != 0 { place = (place + 1) & mask }
        unsafe places[place] = entry
        count += 1
    }

    /// Removes what is at a place that ``place(of:where:)`` returned.
    @inlinable
    mutating func remove(at place: Int) {
        var hole = place
        var probe = (hole + 1) & mask
        while unsafe places[probe] != 0 {
            // One may move into the hole unless its home lies between the hole and itself.
            let home = unsafe home(of: UInt32(places[probe] >> 32))
            if (probe - home) & mask >= (probe - hole) & mask {
                unsafe places[hole] = places[probe]
                hole = probe
            }
            probe = (probe + 1) & mask
        }
        unsafe places[hole] = 0
        count -= 1
    }

    @inlinable
    static func hash(_ key: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) }

    @inlinable
    func home(of hash: UInt32) -> Int { Int(hash) & mask }

    @inlinable
    @inline(never)
    mutating func grow() {
        let (old, size) = unsafe (places, mask + 1)
        mask = size * 2 - 1
        count = 0
        unsafe places = .allocate(capacity: mask + 1)
        unsafe places.initialize(repeating: 0, count: mask + 1)
        for place in 0..<size where unsafe old[place] != 0 { unsafe add(old[place]) }
        unsafe old.deallocate()
    }
}

// The memory belongs to one owner, so it may move to another thread with it.
extension SlotIndex: @unchecked Sendable {}
