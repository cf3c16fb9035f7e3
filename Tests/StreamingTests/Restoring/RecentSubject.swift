import Streaming

/// A set of recent ids, small enough to be full before its time.
struct RecentSubject: Chronicled, ~Copyable {
    static let window = Milliseconds.minutes(1)
    static let capacity = 150

    var recent = RecentSet(window: window, capacity: capacity)

    /// What the set promises, in two plain sets.
    struct Model {
        var current: Set<UInt64> = []
        var previous: Set<UInt64> = []
        var generation = Int64.min

        mutating func insert(_ id: UInt64, at time: EventTime) -> Bool {
            let own = Int64((Double(time.milliseconds) / Double(RecentSubject.window.rawValue)).rounded(.down))
            if own > generation {
                previous = generation != .min && own == generation + 1 ? current : []
                current = []
                generation = own
            }
            guard !previous.contains(id), !current.contains(id) else { return false }
            if own < generation {
                if previous.count < RecentSubject.capacity { previous.insert(id) }
                return true
            }
            if current.count >= RecentSubject.capacity {
                previous = current
                current = []
            }
            current.insert(id)
            return true
        }
    }

    mutating func writeChanges(to writer: inout StateWriter) { recent.writeChanges(to: &writer) }
    mutating func beginCheckpoint() { recent.beginCheckpoint() }
    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        recent.writeCheckpoint(to: &writer, budget: budget)
    }
    mutating func restoreChanges(from reader: inout StateReader) throws(StateError) {
        try recent.restoreChanges(from: &reader)
    }
    mutating func restoreCheckpoint(from reader: inout StateReader) throws(StateError) {
        try recent.restoreCheckpoint(from: &reader)
    }
    mutating func finishRestoring() { recent.finishRestoring() }
}
