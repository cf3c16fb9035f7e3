public import Streaming

/// How large an incident is: what somebody expects who knows every rate and sees every order.
///
/// It is an expectation, good to about a tenth; what chance makes of it is in the events.
public struct IncidentSize: Hashable, Sendable {
    /// When its first bad outcome can be counted: an order is unconfirmed half an hour after it was placed.
    public var showsFrom: EventTime
    /// When its last one can be counted.
    public var showsUntil: EventTime
    /// Bad outcomes in its slice between the two, if nothing were wrong.
    public var usual: Double
    /// Bad outcomes beyond those.
    public var excess: Double
    /// How strongly its minutes together speak for it, in nats: the expected logarithm of the likelihood ratio.
    ///
    /// Somebody who looks at hundreds of slices every minute and will be wrong once in two days needs 14 or more.
    public var evidence: Double

    /// The excess per minute, on average over the time it shows.
    public var excessPerMinute: Double {
        excess / max(Double(showsUntil.since(showsFrom).rawValue) / 60_000, 1)
    }

    /// How many times the usual there are, on average over the time it shows.
    public var lift: Double { usual > 0 ? (usual + excess) / usual : .infinity }
}
