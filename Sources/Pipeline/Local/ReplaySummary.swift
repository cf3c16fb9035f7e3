public import Streaming

/// What a replay was about and what came of it.
public struct ReplaySummary: Sendable {
    /// Lines fed.
    public var records = 0
    /// The oldest event.
    public var first: EventTime?
    /// The newest event.
    public var last: EventTime?
    /// What the tasks did.
    public var statistics = TaskStatistics()

    mutating func note(_ time: EventTime) {
        first = min(first ?? time, time)
        last = max(last ?? time, time)
    }
}
