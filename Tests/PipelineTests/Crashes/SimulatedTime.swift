import Streaming
import Synchronization

@testable import Pipeline

/// The time of a simulation, which passes when told.
final class SimulatedTime: Sendable {
    private let now: Mutex<(wall: Int64, elapsed: Int64)>

    init(wall: Int64) { now = Mutex((wall, 0)) }

    /// Time that only moves forward, in milliseconds.
    var elapsed: Int64 { now.withLock { $0.elapsed } }

    /// Lets time pass; `jump` is what somebody sets the wall clock by.
    func pass(_ milliseconds: Int64, jump: Int64) {
        now.withLock {
            $0.elapsed += milliseconds
            $0.wall += milliseconds + jump
        }
    }

    var clock: Clock {
        Clock(
            now: { [self] in WallTime(milliseconds: now.withLock { $0.wall }) },
            elapsed: { [self] in Milliseconds(elapsed) }
        )
    }
}
