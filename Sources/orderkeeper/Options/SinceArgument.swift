internal import ArgumentParser
internal import Streaming

/// A time, or how long it is ago, on the command line.
enum SinceArgument: ExpressibleByArgument {
    case time(EventTime)
    case ago(Milliseconds)

    /// What `argument` says, such as `2026-11-21T08:00:00Z` or `2h`.
    init?(argument: String) {
        if let time = TimeArgument(argument: argument)?.time {
            self = .time(time)
        } else if let length = DurationArgument(argument: argument)?.length {
            self = .ago(length)
        } else {
            return nil
        }
    }

    /// The time, when it is `now`.
    func time(at now: WallTime) -> EventTime {
        switch self {
        case .time(let time): time
        case .ago(let length): now.asEventTime.advanced(by: -length)
        }
    }
}
