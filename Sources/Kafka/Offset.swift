/// The position of a record in its partition.
///
/// The offset of the last record read and the offset to commit differ by one; ``next`` is the only place that adds it.
@frozen
public struct Offset: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number Kafka gave the record.
    public var rawValue: Int64

    /// Wraps an offset as Kafka counts it.
    @inlinable
    public init(_ rawValue: Int64) { self.rawValue = rawValue }

    /// The position after this one.
    @inlinable public var next: Offset { Offset(rawValue + 1) }

    /// Orders by position.
    @inlinable
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

    /// The number alone.
    public var description: String { "\(rawValue)" }
}
