internal import Commerce
public import Streaming

/// Incidents of which nobody wants to hear for a while, as of work that was announced.
///
/// An incident that begins meanwhile is counted and not told; one that outlives the silence is told when it ends. What was
/// told before goes on to be told, so that whoever acts on it hears of its end.
public struct Silence: Sendable, Hashable {
    /// Which incidents.
    public var matcher: IncidentMatcher
    /// From when on, in event time.
    public var from: EventTime
    /// Until when.
    public var until: EventTime
    /// Why, for those who read the rules.
    public var comment: String

    /// A silence from `from` until `until`.
    public init(_ matcher: IncidentMatcher, from: EventTime, until: EventTime, comment: String) {
        self.matcher = matcher
        self.from = from
        self.until = until
        self.comment = comment
    }

    /// Whether nobody wants to hear of an incident of `signal` in `slice` that is told at `time`.
    func covers(_ signal: Signal, _ slice: Slice, at time: EventTime) -> Bool {
        from < time && time <= until && matcher.matches(signal, slice)
    }
}
