internal import Commerce
internal import Streaming

/// How far TRACK has come, as RETAIN hears it: the least of its tasks' watermarks.
///
/// A task that was silent longer than the stage timeout is not waited for.
struct TrackerProgress {
    /// The tasks that raise triggers.
    private let expected: [String]
    private let timeout: Milliseconds
    private var told = ToldWatermarks()

    init(of expected: [String], timeout: Milliseconds) {
        self.expected = expected
        self.timeout = timeout
    }

    /// Takes notice of `progress`.
    mutating func take(_ progress: Progress, at now: WallTime) {
        let watermark = max(told[progress.task] ?? .distantPast, progress.watermark)
        told.note(watermark, of: progress.task, at: now)
    }

    /// Up to where everything was heard; `nil` when a task that may still speak never has, or all are silent.
    ///
    /// - Parameter start: when listening began.
    func reached(at now: WallTime, since start: WallTime) -> EventTime? {
        let least = told.least(of: expected, at: now, since: start, timeout: timeout)
        // When all are silent, there is nothing to go by.
        return least > .distantPast && least < .distantFuture ? least : nil
    }

    /// How far `task` said that it is.
    func told(by task: String) -> EventTime { told[task] ?? .distantPast }

    /// Begins to listen anew: what was told lay unread for a while, which is no silence.
    mutating func listenAnew() { told.forgetTimes() }

    func write(to writer: inout StateWriter) { told.write(to: &writer) }

    mutating func restore(from reader: inout StateReader) throws(StateError) {
        told = try ToldWatermarks(from: &reader)
    }
}
