internal import Streaming

/// Up to which time everything that was sent has been read.
struct ReadingMarks {
    /// Everything sent up to here has been read.
    private(set) var position: EventTime

    private var marks: [(count: Int, position: EventTime)] = []
    private var read = 0
    private var movedAt = Milliseconds.zero

    /// After so long without movement, what was read is not known any more (a stage has begun anew).
    private static let patience = Milliseconds.seconds(5)

    /// Nothing was sent since `start`.
    init(start: EventTime) { position = start }

    /// `count` events were sent in all, which is everything up to `position`.
    mutating func sent(_ count: Int, through position: EventTime) {
        guard let last = marks.last, last.count == count else { return marks.append((count, position)) }
        marks[marks.count - 1].position = position
    }

    /// `count` events were read in all, `elapsed` after the beginning.
    mutating func read(_ count: Int, at elapsed: Milliseconds) {
        if count != read || marks.isEmpty {
            read = count
            movedAt = elapsed
        }
        let isStuck = elapsed.rawValue - movedAt.rawValue > Self.patience.rawValue
        let passed = marks.prefix { $0.count <= read || isStuck }
        guard let last = passed.last else { return }
        position = max(position, last.position)
        marks.removeFirst(passed.count)
        movedAt = elapsed
    }

    /// How many events were sent and not read.
    var outstanding: Int { max(0, (marks.last?.count ?? read) - read) }
}
