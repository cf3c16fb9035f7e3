internal import Foundation

/// The names of time zones in the IANA data of this machine.
enum TimeZoneName {
    /// Whether `name` is one: `Area/Place`, or UTC. Abbreviations and offsets are not, for they know no summer time.
    static func isKnown(_ name: String) -> Bool {
        name == "UTC" || name.contains("/") && TimeZone(identifier: name) != nil
    }
}
