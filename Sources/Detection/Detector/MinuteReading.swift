public import Streaming

/// One closed minute of a slice, as the detector sees it: to draw, not to decide.
public struct MinuteReading: Sendable, Hashable {
    /// Its start.
    public var minute: EventTime
    /// Bad outcomes.
    public var observed: Int
    /// Trials.
    public var trials: Int
    /// Bad outcomes that the baseline expected in that minute.
    public var expected: Double
    /// The standard deviation of such a minute, by the dispersion and the variance of the slice's rate as known now:
    /// √(φμ + τ²μ²).
    public var deviation: Double
}
