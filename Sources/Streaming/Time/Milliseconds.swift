/// A length of time in whole milliseconds: the unit of the contract, of Kafka's timestamps and of every window here.
public struct Milliseconds: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// The number of milliseconds.
    public var rawValue: Int64

    /// `rawValue` milliseconds.
    @inlinable
    public init(_ rawValue: Int64) { self.rawValue = rawValue }

    /// No time.
    public static let zero = Milliseconds(0)

    /// `count` seconds.
    @inlinable
    public static func seconds(_ count: Int64) -> Milliseconds { Milliseconds(count * 1000) }

    /// `count` minutes.
    @inlinable
    public static func minutes(_ count: Int64) -> Milliseconds { Milliseconds(count * 60_000) }

    /// `count` hours.
    @inlinable
    public static func hours(_ count: Int64) -> Milliseconds { Milliseconds(count * 3_600_000) }

    /// `count` days of 24 hours.
    @inlinable
    public static func days(_ count: Int64) -> Milliseconds { Milliseconds(count * 86_400_000) }

    /// The length with its sign turned.
    @inlinable
    public static prefix func - (length: Self) -> Self { Milliseconds(-length.rawValue) }

    /// Orders lengths from shorter to longer.
    @inlinable
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}
