internal import Pipeline
internal import Streaming

/// Measures how long something takes.
struct Stopwatch: Sendable {
    private let start = Clock.system.elapsed()

    /// How much time has passed since it was made.
    var elapsed: Milliseconds { Milliseconds(Clock.system.elapsed().rawValue - start.rawValue) }
}
