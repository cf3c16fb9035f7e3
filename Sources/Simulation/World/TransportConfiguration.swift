public import Streaming

/// How events travel from where they happen to the broker.
public struct TransportConfiguration: Hashable, Sendable {
    /// Every event takes between these two; both ends included.
    public var ordinaryDelay = Milliseconds(20)...Milliseconds(250)
    /// The share of the events that are late.
    public var lateShare = 0.003
    /// What late events take.
    public var lateDelay = Milliseconds.seconds(5)...Milliseconds.minutes(2)
    /// The share of the events that are sent again, with the same id and the same bytes.
    public var duplicateShare = 0.001
    /// How long after the first the second one is sent.
    public var duplicateDelay = Milliseconds.seconds(1)...Milliseconds.minutes(1)
    /// How far the clocks of providers and warehouses are off at most. Each has its own, which never changes.
    public var clockSkew = Milliseconds(0)

    /// A network with its usual faults.
    public init() {}

    /// A network that is never late and never repeats.
    public static var perfect: Self {
        var transport = TransportConfiguration()
        transport.lateShare = 0
        transport.duplicateShare = 0
        return transport
    }
}
