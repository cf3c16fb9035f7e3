/// The instant at which we are, as read from a clock at the edge, in milliseconds since 1970-01-01T00:00:00Z.
///
/// Nothing in this module or above it reads a clock: wall time is always an argument.
public struct WallTime: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Milliseconds since 1970, UTC.
    public var milliseconds: Int64

    /// The instant `milliseconds` after 1970-01-01T00:00:00Z.
    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The instant `duration` later; earlier when it is negative.
    @inlinable
    public func advanced(by duration: Milliseconds) -> WallTime {
        WallTime(milliseconds: milliseconds + duration.rawValue)
    }

    /// How much later this instant is than `other`.
    @inlinable
    public func since(_ other: WallTime) -> Milliseconds { Milliseconds(milliseconds - other.milliseconds) }

    /// What event time would be if no event were ever late: the one place where wall time becomes event time.
    @inlinable
    public var asEventTime: EventTime { EventTime(milliseconds: milliseconds) }

    /// Orders instants from earlier to later.
    @inlinable
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.milliseconds < rhs.milliseconds }
}
