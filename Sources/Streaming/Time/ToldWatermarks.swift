/// How far each of several tasks said that it is, and so how far all of them are.
///
/// A task that was silent longer than a timeout is not waited for.
public struct ToldWatermarks: Sendable {
    private var told: [String: Report] = [:]

    private struct Report {
        var watermark: EventTime
        /// When; `nil` when it was in an earlier run, whose clock says nothing about silence.
        var at: WallTime?
    }

    /// Nobody has said anything.
    public init() {}

    /// Whether nobody has said anything.
    public var isEmpty: Bool { told.isEmpty }

    /// What `task` said last; `nil` when it has said nothing.
    public subscript(task: String) -> EventTime? { told[task]?.watermark }

    /// Takes notice that `task` said `watermark` at `now`; `nil` when that was in an earlier run.
    public mutating func note(_ watermark: EventTime, of task: String, at now: WallTime?) {
        told[task] = Report(watermark: watermark, at: now)
    }

    /// Forgets when each was heard, so that silence is counted from when listening began.
    public mutating func forgetTimes() { for task in told.keys { told[task]?.at = nil } }

    /// Up to where all of `tasks` are: the distant past when one that may still speak never has, the distant future when
    /// all were silent for longer than `timeout`.
    ///
    /// - Parameter start: when listening began.
    public func least(
        of tasks: [String],
        at now: WallTime,
        since start: WallTime,
        timeout: Milliseconds
    ) -> EventTime {
        var least = EventTime.distantFuture
        for task in tasks {
            let report = told[task]
            if now.since(report?.at ?? start) > timeout { continue }
            guard let report else { return .distantPast }
            least = min(least, report.watermark)
        }
        return least
    }

    /// Appends what each task said last, in the order of their names.
    public func write(to writer: inout StateWriter) {
        writer.list(told.sorted { $0.key < $1.key }) { writer, entry in
            writer.text(entry.key)
            writer.time(entry.value.watermark)
        }
    }

    /// What ``write(to:)`` wrote, as said in an earlier run.
    public init(from reader: inout StateReader) throws(StateError) {
        let entries = try reader.list { (reader) throws(StateError) in (try reader.text(), try reader.time()) }
        for (task, watermark) in entries { note(watermark, of: task, at: nil) }
    }
}
