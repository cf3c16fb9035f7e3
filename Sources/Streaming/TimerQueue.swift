/// Deadlines in event time, earliest first; ties by key, so that the order never depends on insertion.
///
/// There is no cancelling: whoever is called at a deadline looks at the state and finds that nothing is due any more.
///
/// - Complexity: O(log n) for ``add(_:)`` and ``pop(through:)``; O(1) for deadlines added in order.
public struct TimerQueue: Sendable {
    // Four children for each: half as many steps through memory as with two.
    private var heap: [Timer] = []

    /// A deadline for the thing under `key`.
    public struct Timer: Hashable, Comparable, Sendable, BitwiseCopyable {
        /// When it is due.
        public var deadline: EventTime
        /// Which thing, and what for.
        public var key: UInt64

        /// A deadline.
        public init(deadline: EventTime, key: UInt64) {
            self.deadline = deadline
            self.key = key
        }

        /// Orders by deadline, then key.
        public static func < (lhs: Self, rhs: Self) -> Bool {
            lhs.deadline != rhs.deadline ? lhs.deadline < rhs.deadline : lhs.key < rhs.key
        }
    }

    /// An empty queue.
    public init() {}

    /// How many deadlines wait.
    public var count: Int { heap.count }

    /// The earliest deadline.
    public var next: EventTime? { heap.first?.deadline }

    /// Adds a deadline.
    public mutating func add(_ timer: Timer) {
        var hole = heap.count
        heap.append(timer)
        while hole > 0, timer < heap[(hole - 1) / 4] {
            heap[hole] = heap[(hole - 1) / 4]
            hole = (hole - 1) / 4
        }
        heap[hole] = timer
    }

    /// Takes the earliest deadline at or before `watermark`, if there is one.
    public mutating func pop(through watermark: EventTime) -> Timer? {
        guard let first = heap.first, first.deadline <= watermark else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty { siftDown(last) }
        return first
    }

    /// Puts `timer` in the place of the earliest, and the earliest of the others first.
    private mutating func siftDown(_ timer: Timer) {
        var hole = 0
        while 4 * hole + 1 < heap.count {
            var least = 4 * hole + 1
            for child in least + 1..<max(least + 1, min(4 * hole + 5, heap.count)) where heap[child] < heap[least] {
                least = child
            }
            guard heap[least] < timer else { break }
            heap[hole] = heap[least]
            hole = least
        }
        heap[hole] = timer
    }
}
