internal import Commerce
internal import Streaming

/// How far TRACK has come, as RETAIN hears it: the least of its tasks' watermarks.
///
/// A task that was silent longer than the stage timeout is not waited for.
struct TrackerProgress {
    /// The tasks that raise triggers.
    private let expected: [String]
    private let timeout: Milliseconds
    private var heard: [String: Report] = [:]

    private struct Report {
        var watermark: EventTime
        /// When; `nil` when it was in an earlier run, whose clock says nothing about silence.
        var at: WallTime?
    }

    init(of expected: [String], timeout: Milliseconds) {
        self.expected = expected
        self.timeout = timeout
    }

    /// Takes notice of `progress`.
    mutating func take(_ progress: Progress, at now: WallTime) {
        let before = heard[progress.task]?.watermark ?? .distantPast
        heard[progress.task] = Report(watermark: max(before, progress.watermark), at: now)
    }

    /// Up to where everything was heard; `nil` when a task that may still speak never has.
    ///
    /// - Parameter start: when listening began.
    func reached(at now: WallTime, since start: WallTime) -> EventTime? {
        var least = EventTime.distantFuture
        for task in expected {
            let report = heard[task]
            if now.since(report?.at ?? start) > timeout { continue }
            guard let report else { return nil }
            least = min(least, report.watermark)
        }
        // When all are silent, there is nothing to go by.
        return least < .distantFuture ? least : nil
    }

    func write(to writer: inout StateWriter) {
        writer.list(heard.sorted { $0.key < $1.key }) { writer, entry in
            writer.text(entry.key)
            writer.time(entry.value.watermark)
        }
    }

    mutating func restore(from reader: inout StateReader) throws(StateError) {
        heard = [:]
        let entries = try reader.list { (reader) throws(StateError) in (try reader.text(), try reader.time()) }
        for (task, watermark) in entries { heard[task] = Report(watermark: watermark, at: nil) }
    }
}
