internal import Foundation
internal import Streaming

/// The names of time zones in the IANA data of this machine.
enum TimeZoneName {
    /// Whether `name` is one: `Area/Place`, or UTC. Abbreviations and offsets are not, for they know no summer time.
    static func isKnown(_ name: String) -> Bool {
        name == "UTC" || name.contains("/") && TimeZone(identifier: name) != nil
    }

    /// How far the clocks of `name` are ahead of UTC at `time`; not at all when there is no such time zone.
    static func offset(of name: String, at time: EventTime) -> Milliseconds {
        let date = Date(timeIntervalSince1970: Double(time.milliseconds) / 1000)
        return .seconds(Int64(TimeZone(identifier: name)?.secondsFromGMT(for: date) ?? 0))
    }
}
