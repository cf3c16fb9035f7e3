/// The instant at which something happened, in milliseconds since 1970-01-01T00:00:00Z.
///
/// Event time comes from events and moves only with them. It is not ``WallTime``: the compiler keeps the two apart, so
/// that a decision cannot confuse what happened with when we heard of it.
public struct EventTime: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Milliseconds since 1970, UTC; negative before.
    public var milliseconds: Int64

    /// The instant `milliseconds` after 1970-01-01T00:00:00Z.
    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Before every event: the watermark of a task that has seen nothing.
    public static let distantPast = EventTime(milliseconds: .min / 4)

    /// After every event: the watermark of a finished input.
    public static let distantFuture = EventTime(milliseconds: .max / 4)

    /// The instant `duration` later; earlier when it is negative.
    @inlinable
    public func advanced(by duration: Milliseconds) -> EventTime {
        EventTime(milliseconds: milliseconds + duration.rawValue)
    }

    /// How much later this instant is than `other`.
    @inlinable
    public func since(_ other: EventTime) -> Milliseconds { Milliseconds(milliseconds - other.milliseconds) }

    /// Orders instants from earlier to later.
    @inlinable
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.milliseconds < rhs.milliseconds }
}
