public import Streaming

/// How far a task has come.
///
/// A task of TRACK writes it into every partition of `orderkeeper.triggers.v1`, behind all that it has to say of earlier times.
/// Those of its tasks that hand events over to orders write it into every partition of `orderkeeper.routed.v1` too. DETECT, whose
/// alerts lie elsewhere, writes it into every partition of `orderkeeper.notices.v1` and names the alerts. A deadline of RETAIN
/// passes only when all tasks of TRACK have passed it: so a payment that is still being read cancels its reminder, however far
/// behind the trackers are.
public struct Progress: Hashable, Sendable {
    /// The task, for example `orders-3`.
    public var task: String
    /// Its watermark.
    public var watermark: EventTime

    /// The alerts that it has written since it said so last, in order.
    public var alerts: [Announcement]

    /// An alert that was written with this record.
    public struct Announcement: Hashable, Sendable {
        /// The alert's id.
        public var id: String
        /// The alert's time.
        public var occurredAt: EventTime

        /// The alert with `id`.
        public init(id: String, occurredAt: EventTime) {
            self.id = id
            self.occurredAt = occurredAt
        }
    }

    /// `task` has come to `watermark`.
    public init(task: String, watermark: EventTime, alerts: [Announcement] = []) {
        self.task = task
        self.watermark = watermark
        self.alerts = alerts
    }
}
