/// Deadlines in event time, earliest first; ties by key, then kind, so that the order never depends on insertion.
///
/// There is no cancelling: whoever is called at a deadline looks at the state and finds that nothing is due any more.
///
/// - Complexity: O(log n) for ``add(_:)`` and ``pop(through:)``; O(1) for deadlines added in order.
public struct TimerQueue: Sendable {
    private var heap: [Timer] = []

    /// A deadline for the thing under `key`.
    public struct Timer: Hashable, Comparable, Sendable, BitwiseCopyable {
        /// When it is due.
        public var deadline: EventTime
        /// Which thing.
        public var key: UInt64
        /// What for.
        public var kind: UInt8

        /// A deadline.
        public init(deadline: EventTime, key: UInt64, kind: UInt8) {
            self.deadline = deadline
            self.key = key
            self.kind = kind
        }

        /// Orders by deadline, then key, then kind.
        public static func < (lhs: Self, rhs: Self) -> Bool {
            if lhs.deadline != rhs.deadline { return lhs.deadline < rhs.deadline }
            return (lhs.key, lhs.kind) < (rhs.key, rhs.kind)
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
        heap.append(timer)
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the earliest deadline at or before `watermark`, if there is one.
    public mutating func pop(through watermark: EventTime) -> Timer? {
        guard let first = heap.first, first.deadline <= watermark else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            siftDown()
        }
        return first
    }

    private mutating func siftDown() {
        var parent = 0
        while true {
            var least = 2 * parent + 1
            guard least < heap.count else { return }
            if least + 1 < heap.count, heap[least + 1] < heap[least] { least += 1 }
            guard heap[least] < heap[parent] else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
