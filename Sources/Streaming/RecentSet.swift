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

    private var current = Generation(number: 1)
    private var previous = Generation(number: 0)
    private var generation = Int64.min
    /// The generations that the checkpoint under way has still to write, with how far it has come.
    private var unwritten: [(number: UInt64, cursor: TableCursor)] = []

    /// The value of a set's entries: only the key counts.
    struct Nothing: BitwiseCopyable, Sendable {}

    /// The ids of a stretch of time. Its number never comes again, so that state that was written of it is its own.
    private struct Generation: ~Copyable {
        var number: UInt64
        var ids = Table<Nothing>()
        /// The ids that were inserted since changes were last written.
        var fresh: [UInt64] = []

        init(number: UInt64) { self.number = number }

        mutating func insert(_ id: UInt64) {
            _ = ids.insert(id, Nothing())
            fresh.append(id)
        }

        mutating func removeAll(renumbered number: UInt64) {
            self.number = number
            ids.removeAll()
            fresh.removeAll(keepingCapacity: true)
        }
    }

    /// An empty set.
    public init(window: Milliseconds, capacity: Int = 1 << 24) {
        precondition(window > .zero, "a set that forgets at once finds no duplicate")
        precondition(capacity > 0, "a generation holds at least one id")
        self.window = window
        self.capacity = capacity
    }

    /// The number of ids remembered.
    public var count: Int { current.ids.count + previous.ids.count }

    /// Remembers `id` of an event at `time`. Returns false when it was known already.
    public mutating func insert(_ id: UInt64, at time: EventTime) -> Bool {
        let own = time.milliseconds.flooredDivision(by: window.rawValue)
        if own > generation { rotate(to: own) }
        if previous.ids.slot(of: id) != nil || current.ids.slot(of: id) != nil { return false }
        if own < generation {
            if previous.ids.count < capacity { previous.insert(id) }
            return true
        }
        if current.ids.count >= capacity {
            earlyRotations += 1
            shift()
        }
        current.insert(id)
        return true
    }

    /// Reads where `id` is or would be, so that it is in the cache when it is inserted soon. Returns what it read, which
    /// means nothing.
    public func touch(_ id: UInt64) -> UInt64 { current.ids.touch(id) ^ previous.ids.touch(id) }

    private mutating func rotate(to newest: Int64) {
        let isNext = generation != .min && newest == generation + 1
        shift()
        // What was current is over too; a generation of a new number takes its place.
        if !isNext { shift() }
        generation = newest
    }

    /// Makes the current generation the previous one and begins another.
    private mutating func shift() {
        let next = current.number + 1
        swap(&current, &previous)
        current.removeAll(renumbered: next)
    }

    // MARK: Writing and reading

    /// Appends the ids that came since the last call, and which generations there are.
    public mutating func writeChanges(to writer: inout StateWriter) {
        writer.signed(generation)
        writer.number(previous.number)
        Self.write(&previous.fresh, to: &writer)
        writer.number(current.number)
        Self.write(&current.fresh, to: &writer)
    }

    /// Begins a checkpoint of the ids that are here now.
    public mutating func beginCheckpoint() {
        unwritten = [(previous.number, TableCursor()), (current.number, TableCursor())]
    }

    /// Appends the next part of the checkpoint, about `budget` bytes. Returns whether that was the last one.
    ///
    /// A generation that began after the checkpoint did is among the changes, and one that is over is not needed.
    public mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        var ids: [UInt64] = []
        while let number = unwritten.first?.number, var cursor = unwritten.first?.cursor {
            let isDone =
                if number == previous.number {
                    previous.ids.scan(from: &cursor, max: budget / 8 + 1) { ids.append($0) }
                } else if number == current.number {
                    current.ids.scan(from: &cursor, max: budget / 8 + 1) { ids.append($0) }
                } else {
                    true
                }
            unwritten[0].cursor = cursor
            if isDone { unwritten.removeFirst() }
            guard ids.isEmpty else {
                writer.number(number)
                Self.write(&ids, to: &writer)
                return unwritten.isEmpty
            }
        }
        writer.number(current.number)
        Self.write(&ids, to: &writer)
        return true
    }

    private static func write(_ ids: inout [UInt64], to writer: inout StateWriter) {
        writer.number(ids.count)
        for id in ids { writer.fixed(id) }
        ids.removeAll(keepingCapacity: true)
    }

    /// Takes in what ``writeChanges(to:)`` wrote.
    public mutating func restoreChanges(from reader: inout StateReader) throws(StateError) {
        let generation = try reader.signed()
        let earlier = try reader.number()
        var ids = try Self.ids(from: &reader)
        let later = try reader.number()
        // What a checkpoint brought of a generation came before the changes say which one it is now.
        if previous.number != earlier {
            if current.number == earlier { swap(&current, &previous) } else { previous.removeAll(renumbered: earlier) }
        }
        if current.number != later { current.removeAll(renumbered: later) }
        self.generation = generation
        for id in ids where previous.ids.slot(of: id) == nil { _ = previous.ids.insert(id, Nothing()) }
        ids = try Self.ids(from: &reader)
        for id in ids where current.ids.slot(of: id) == nil { _ = current.ids.insert(id, Nothing()) }
    }

    /// Takes in what ``writeCheckpoint(to:budget:)`` wrote, after the changes that were written before it.
    public mutating func restoreCheckpoint(from reader: inout StateReader) throws(StateError) {
        let number = try reader.number()
        for id in try Self.ids(from: &reader) {
            if number == previous.number {
                if previous.ids.slot(of: id) == nil { _ = previous.ids.insert(id, Nothing()) }
            } else if number == current.number {
                if current.ids.slot(of: id) == nil { _ = current.ids.insert(id, Nothing()) }
            }
        }
    }

    /// Ends restoring: what is here now counts as unchanged.
    public mutating func finishRestoring() {
        previous.fresh.removeAll()
        current.fresh.removeAll()
    }

    private static func ids(from reader: inout StateReader) throws(StateError) -> [UInt64] {
        let count = try reader.number(upTo: reader.remaining / 8)
        var ids: [UInt64] = []
        ids.reserveCapacity(count)
        for _ in 0..<count { ids.append(try reader.fixed()) }
        return ids
    }
}
