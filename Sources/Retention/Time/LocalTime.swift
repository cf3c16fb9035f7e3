internal import Foundation
internal import Streaming

/// The clocks on people's walls, by the IANA time zone database that the system brings.
enum LocalTime {
    /// Whether `zone` is the name of a time zone.
    ///
    /// Abbreviations such as EST are none: they name several, and have no summer.
    static func isZone(_ zone: String) -> Bool {
        zone == "UTC" || zone.contains("/") && TimeZone(identifier: zone) != nil
    }

    /// How far the clocks of `zone` are ahead of UTC at `time`; `nil` when there is no such zone.
    static func offset(of zone: String, at time: EventTime) -> Milliseconds? {
        let date = Date(timeIntervalSince1970: Double(time.milliseconds) / 1000)
        return TimeZone(identifier: zone).map { .seconds(Int64($0.secondsFromGMT(for: date))) }
    }

    /// The minute of the day, from 0 to 1439, that the clocks of a place `offset` ahead of UTC show at `time`.
    static func minuteOfDay(_ time: EventTime, offset: Milliseconds) -> Int {
        let day = Milliseconds.days(1).rawValue
        let local = time.advanced(by: offset).milliseconds
        let sinceMidnight = ((local % day) + day) % day
        return Int(sinceMidnight / Milliseconds.minutes(1).rawValue)
    }
}
