internal import Streaming

/// A tracker that remembers nothing from one event to the next: it has no state to write, and no deadlines.
protocol ForgetfulTracker: Tracker, ~Copyable {}

extension ForgetfulTracker where Self: ~Copyable {
    mutating func due(_ timer: TimerQueue.Timer, in context: inout TrackContext) {
        preconditionFailure("who remembers nothing sets no deadline")
    }

    mutating func writeChanges(to writer: inout StateWriter) {}
    mutating func beginCheckpoint() {}
    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool { true }
    mutating func restore(changes reader: inout StateReader) throws(StateError) {}
    mutating func restore(checkpoint reader: inout StateReader) throws(StateError) {}
    mutating func begin(in context: inout TrackContext) throws(StateError) {}
}
