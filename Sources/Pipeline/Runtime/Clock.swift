internal import Foundation
public import Streaming

/// What time it is, as the runtime is told. The machine's clock is read in this file and nowhere else.
public struct Clock: Sendable {
    /// The wall time now: what events are compared with.
    public let now: @Sendable () -> WallTime
    /// Time that only moves forward, from an origin that means nothing: what intervals are measured with.
    public let elapsed: @Sendable () -> Milliseconds

    /// A clock that shows what `now` says, and measures intervals with the machine's.
    public init(now: @escaping @Sendable () -> WallTime) {
        self.now = now
        let origin = ContinuousClock.now
        elapsed = {
            let (seconds, attoseconds) = origin.duration(to: .now).components
            return Milliseconds(seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        }
    }

    /// A clock that shows what it is told.
    public init(now: @escaping @Sendable () -> WallTime, elapsed: @escaping @Sendable () -> Milliseconds) {
        self.now = now
        self.elapsed = elapsed
    }

    /// The machine's clock.
    public static let system = Clock {
        WallTime(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
