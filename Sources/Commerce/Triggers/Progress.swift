public import Streaming

/// How far a task of TRACK has come: everything that it has to say of earlier times lies before this record.
///
/// Written into every partition of `orderkeeper.triggers.v1`. A deadline of RETAIN passes only when all tasks of TRACK
/// have passed it: so a payment that is still being read cancels its reminder, however far behind the trackers are.
public struct Progress: Hashable, Sendable {
    /// The task, for example `orders-3`.
    public var task: String
    /// Its watermark.
    public var watermark: EventTime

    /// `task` has come to `watermark`.
    public init(task: String, watermark: EventTime) {
        self.task = task
        self.watermark = watermark
    }
}
