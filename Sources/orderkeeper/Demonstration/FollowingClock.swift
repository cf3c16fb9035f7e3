internal import Pipeline
internal import Streaming
internal import Synchronization

/// The time in a simulated shop, as far as TRACK has read of it.
///
/// Simulated time runs hundreds of times faster than the machine's. A clock that ran ahead of what is read would call
/// a partition idle while its events are on their way, and close panes over them. So it stands where everything has
/// been read, and goes on when more is.
final class FollowingClock: Sendable {
    private let time: Mutex<WallTime>

    /// A clock that stands at `start`.
    init(start: EventTime) { time = Mutex(WallTime(milliseconds: start.milliseconds)) }

    /// Everything up to `position` has been read. It never goes back.
    func reach(_ position: EventTime) {
        time.withLock { $0 = max($0, WallTime(milliseconds: position.milliseconds)) }
    }

    /// For the pipeline.
    var clock: Clock { Clock { [self] in time.withLock { $0 } } }
}
