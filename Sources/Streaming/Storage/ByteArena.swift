/// Keeps many short texts (order ids, customer ids) in one piece of memory and takes back what is freed.
///
/// Texts lie in slots of 8, 16, 24 … bytes; a freed slot is the next to be used for its size. A text therefore costs
/// its length rounded up to 8 bytes, and a ``TextSlot`` of 8 bytes in whoever refers to it.
@safe public struct ByteArena: ~Copyable, @unchecked Sendable {
    // Sendable: the memory belongs to one owner, so it may move to another thread with it.

    private var base: UnsafeMutablePointer<UInt8>
    private var capacity = 1024
    private var used = 0
    /// For each size in granules, the slot that was freed last, + 1. Its first bytes say which was freed before it.
    private var freed = InlineArray<33, UInt32>(repeating: 0)

    private static let granule = 8
    /// The longest text, in bytes: what the contract allows for an id.
    public static let textLengthMax = 256

    /// An empty arena.
    public init() { unsafe base = .allocate(capacity: capacity) }

    deinit { unsafe base.deallocate() }

    /// Bytes of memory in use or free for use.
    public var byteCount: Int { used }

    /// Keeps a copy of `text`, at most ``textLengthMax`` bytes. Whoever keeps the slot must free it once.
    public mutating func store(_ text: Span<UInt8>) -> TextSlot {
        precondition(text.count <= Self.textLengthMax, "the decoder refuses longer ids")
        guard !text.isEmpty else { return .empty }
        let index = take(granules: Self.granules(text.count))
        unsafe text.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return }
            unsafe (base + Int(index) * Self.granule).update(from: start, count: source.count)
        }
        return TextSlot(index: index, count: UInt32(text.count))
    }

    /// Takes back the memory of `slot`.
    public mutating func release(_ slot: TextSlot) {
        guard !slot.isEmpty else { return }
        precondition(holds(slot), "a slot belongs to the arena that made it")
        let granules = Self.granules(Int(slot.count))
        unsafe UnsafeMutableRawPointer(base + Int(slot.index) * Self.granule)
            .storeBytes(of: freed[granules], as: UInt32.self)
        freed[granules] = slot.index + 1
    }

    /// Whether `slot` holds exactly `text`.
    public func holds(_ slot: TextSlot, _ text: Span<UInt8>) -> Bool {
        guard Int(slot.count) == text.count else { return false }
        precondition(holds(slot), "a slot belongs to the arena that made it")
        return unsafe Span(_unsafeElements: bytes(of: slot)).equals(text)
    }

    /// The ``StableHash`` of the text in `slot`.
    public func hash(of slot: TextSlot) -> UInt64 {
        precondition(holds(slot), "a slot belongs to the arena that made it")
        return unsafe StableHash.of(Span(_unsafeElements: bytes(of: slot)))
    }

    /// The text in `slot`. Allocates: not for the hot path.
    public func string(_ slot: TextSlot) -> String {
        precondition(holds(slot), "a slot belongs to the arena that made it")
        return unsafe String(decoding: bytes(of: slot), as: UTF8.self)
    }

    /// The bytes of the text in `slot`. Allocates: not for the hot path.
    public func bytes(_ slot: TextSlot) -> [UInt8] {
        precondition(holds(slot), "a slot belongs to the arena that made it")
        return unsafe Array(bytes(of: slot))
    }

    /// Appends the text in `slot`.
    public func append(_ slot: TextSlot, to bytes: inout [UInt8]) {
        precondition(holds(slot), "a slot belongs to the arena that made it")
        unsafe bytes.append(contentsOf: self.bytes(of: slot))
    }

    /// Adds the text in `slot` as the next part of `id`.
    public func combine(_ slot: TextSlot, into id: inout StableID.Parts) {
        precondition(holds(slot), "a slot belongs to the arena that made it")
        unsafe id.combine(Span(_unsafeElements: bytes(of: slot)))
    }

    private func bytes(of slot: TextSlot) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: base + Int(slot.index) * Self.granule, count: Int(slot.count))
    }

    private func holds(_ slot: TextSlot) -> Bool {
        Int(slot.index) * Self.granule + Self.granules(Int(slot.count)) * Self.granule <= used
    }

    private static func granules(_ count: Int) -> Int { (count + granule - 1) / granule }

    private mutating func take(granules: Int) -> UInt32 {
        if freed[granules] > 0 {
            let index = freed[granules] - 1
            freed[granules] = unsafe UnsafeRawPointer(base + Int(index) * Self.granule).load(as: UInt32.self)
            return index
        }
        let index = UInt32(used / Self.granule)
        used += granules * Self.granule
        if used > capacity { grow() }
        return index
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
        unsafe larger.update(from: base, count: capacity)
        unsafe base.deallocate()
        unsafe base = larger
        capacity *= 2
    }
}

/// Where a ``ByteArena`` keeps a text.
public struct TextSlot: Hashable, Sendable, BitwiseCopyable {
    /// The slot's place, in granules.
    public var index: UInt32
    /// The text's length in bytes.
    public var count: UInt32

    init(index: UInt32, count: UInt32) {
        self.index = index
        self.count = count
    }

    /// No text.
    public static let empty = TextSlot(index: 0, count: 0)

    /// Whether there is no text.
    public var isEmpty: Bool { count == 0 }
}
