public import Streaming

/// How alerts are held against labels.
public struct ScoringRules: Hashable, Sendable {
    /// How long after the end of a label an alert may still be about it: an order is unconfirmed only when its deadline
    /// has passed.
    public var grace = Milliseconds.hours(1)
    /// How much of the beginning of each history is learning: labels and alerts of it are left out.
    public var warmUp = Milliseconds.zero
    /// What is added to the event time of an alert to get the moment at which a person can have it: a minute is judged
    /// when the watermark has passed it.
    public var lateness = Milliseconds.seconds(30)

    /// The defaults.
    public init() {}
}
