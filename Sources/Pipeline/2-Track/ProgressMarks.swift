internal import Streaming

/// Decides when a task tells RETAIN how far it has come: at most once in ten seconds of event time, or in a minute, and never
/// less than it said before.
///
/// What was told follows from the watermark, because it is told before the task is sealed: so a restart needs no state
/// of it, and says nothing again.
struct ProgressMarks {
    private let steps: Panes
    /// The time that was told last.
    private(set) var told = EventTime.distantPast

    init(every length: Milliseconds = .seconds(10)) { steps = Panes(length: length) }

    /// The time to tell of at `watermark`, a whole step; `nil` when it was told. From now on it was.
    mutating func next(at watermark: EventTime) -> EventTime? {
        let reached = steps.start(of: watermark)
        guard reached > told else { return nil }
        told = reached
        return reached
    }
}
