public import Commerce
public import Streaming

/// A stretch of history: what a detector said about it, and what is known.
public struct LabelledHistory: Hashable, Sendable {
    /// What people call it: a file, or a scenario with its seed.
    public var name: String
    /// What is known.
    public var labels: [Label]
    /// What the detector said.
    public var alerts: [Alert]
    /// The time of its first event.
    public var start: EventTime
    /// The time of its last event.
    public var end: EventTime
    /// What was counted and expected, minute by minute, where it is known.
    public var series: [SliceSeries]
    /// What was done for orders.
    public var actions: ActionTally
    /// What each policy did, and what came of it.
    public var retention: RetentionTally

    /// A history with these values.
    public init(
        name: String,
        labels: [Label],
        alerts: [Alert],
        start: EventTime,
        end: EventTime,
        series: [SliceSeries] = [],
        actions: ActionTally = ActionTally(),
        retention: RetentionTally = RetentionTally()
    ) {
        self.name = name
        self.labels = labels
        self.alerts = alerts
        self.start = start
        self.end = end
        self.series = series
        self.actions = actions
        self.retention = retention
    }
}
