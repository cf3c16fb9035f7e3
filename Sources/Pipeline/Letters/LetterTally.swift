/// How many letters there are, by reason and source topic.
public struct LetterTally: Hashable, Sendable {
    private var counts: [Group: Int] = [:]

    /// Letters that have the same reason and come from the same topic.
    public struct Group: Hashable, Sendable {
        /// The stable name of what is wrong.
        public var reason: String
        /// The source topic; `nil` where nothing tells.
        public var topic: String?
    }

    /// No letters.
    public init() {}

    /// Counts `letter`.
    public mutating func add(_ letter: Letter) {
        counts[Group(reason: letter.reason, topic: letter.source?.topic), default: 0] += 1
    }

    /// All letters.
    public var total: Int { counts.values.reduce(0, +) }

    /// The groups with their numbers, the largest first; the same letters give the same order.
    public var groups: [(group: Group, count: Int)] {
        counts.sorted { left, right in
            (right.value, left.key.reason, left.key.topic ?? "") < (left.value, right.key.reason, right.key.topic ?? "")
        }
        .map { ($0.key, $0.value) }
    }
}
