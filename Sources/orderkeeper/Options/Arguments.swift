public import ArgumentParser
internal import Commerce
public import Pipeline
internal import Streaming

extension Stage: ExpressibleByArgument {}
extension Guarantee: ExpressibleByArgument {}
extension StateReset.Start: ExpressibleByArgument {}

/// A length of time on the command line.
struct DurationArgument: ExpressibleByArgument {
    /// The length.
    var length: Milliseconds

    /// The length that `argument` says, such as `6h`.
    init?(argument: String) {
        guard let milliseconds = DurationText.milliseconds(argument), milliseconds > 0 else { return nil }
        length = Milliseconds(milliseconds)
    }
}

/// A time on the command line.
struct TimeArgument: ExpressibleByArgument {
    /// The time.
    var time: EventTime

    /// The time that `argument` says, such as `2026-11-21T08:00:00Z`.
    init?(argument: String) {
        guard let time = RFC3339.parse(argument) else { return nil }
        self.time = time
    }
}
