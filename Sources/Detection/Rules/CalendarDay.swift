public import Streaming

/// A time of which it is known beforehand that it is not as usual, such as Double 11.
public struct CalendarDay: Sendable, Hashable {
    /// What people call it.
    public var name: String
    /// Its first instant.
    public var from: EventTime
    /// The first instant behind it.
    public var until: EventTime
    /// How many times the usual bad outcomes are expected of as many trials.
    public var expected = 1.0
    /// How many times the usual events are expected, by `volume`.
    public var volume = 1.0
    /// By how much the gates for ratio, excess and deviations are multiplied.
    public var gates = 1.0
    /// Whether it teaches what is usual. What it is like should not be expected of the days behind it.
    public var isLearnt = false

    /// A time that is expected to be like others, and is not learnt.
    public init(_ name: String, from: EventTime, until: EventTime) {
        self.name = name
        self.from = from
        self.until = until
    }

    /// Whether the minute that begins at `time` is in it.
    func holds(_ time: EventTime) -> Bool { from <= time && time < until }
}
