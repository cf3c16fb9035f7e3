public import Commerce
public import Streaming

/// An incident that is not resolved, as the detector holds it.
public struct OpenIncident: Sendable, Hashable {
    /// The id that its alerts carry.
    public var id: String
    /// The smallest part of the shop that explains it.
    public var slice: Slice
    /// Start of its first anomalous window.
    public var startedAt: EventTime
    /// Whether it has been quiet long enough to be reported as recovering.
    public var isRecovering: Bool
    /// How much it matters.
    public var severity: Alert.Severity
}
