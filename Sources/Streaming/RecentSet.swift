/// Remembers which ids were seen lately, so that a repeated event is dropped. Bounded in time and in number.
///
/// Two generations of event time: an id is remembered for at least `window` and at most twice that. When a generation
/// holds `capacity` ids, the older one is dropped early; ``earlyRotations`` says how often that happened.
///
///     generation        …|── previous ──|── current ──|
///     forgotten    ◄─────┘                            └ the newest event
///
/// Ids are 64-bit hashes: of n ids remembered, a new one is taken for a repetition with a probability of n / 2⁶⁴ (for
/// ten million, 5 · 10⁻¹³).
public struct RecentSet: ~Copyable, Sendable {
    /// How long an id is remembered at least, in event time.
    public let window: Milliseconds
    /// How many ids a generation holds at most.
    public let capacity: Int
    /// How often a generation was full before its time.
    public private(set) var earlyRotations = 0

    private var current = Table<Nothing>()
    private var previous = Table<Nothing>()
    private var generation = Int64.min

    /// The value of a set's entries: only the key counts.
    struct Nothing: BitwiseCopyable, Sendable {}

    /// An empty set.
    public init(window: Milliseconds, capacity: Int = 1 << 24) {
        precondition(window > .zero, "a set that forgets at once finds no duplicate")
        precondition(capacity > 0, "a generation holds at least one id")
        self.window = window
        self.capacity = capacity
    }

    /// The number of ids remembered.
    public var count: Int { current.count + previous.count }

    /// Remembers `id` of an event at `time`. Returns false when it was known already.
    public mutating func insert(_ id: UInt64, at time: EventTime) -> Bool {
        let own = time.milliseconds.flooredDivision(by: window.rawValue)
        if own > generation { rotate(to: own) }
        if previous.slot(of: id) != nil || current.slot(of: id) != nil { return false }
        if own < generation {
            if previous.count < capacity { _ = previous.insert(id, Nothing()) }
            return true
        }
        if current.count >= capacity {
            earlyRotations += 1
            swap(&current, &previous)
            current.removeAll()
        }
        _ = current.insert(id, Nothing())
        return true
    }

    /// Reads where `id` is or would be, so that it is in the cache when it is inserted soon. Returns what it read, which
    /// means nothing.
    public func touch(_ id: UInt64) -> UInt64 { current.touch(id) ^ previous.touch(id) }

    private mutating func rotate(to newest: Int64) {
        let isNext = generation != .min && newest == generation + 1
        swap(&current, &previous)
        current.removeAll()
        if !isNext { previous.removeAll() }
        generation = newest
    }
}
