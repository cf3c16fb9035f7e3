internal import Detection
internal import Foundation

extension ShopClock {
    /// Until when changes of the clocks are looked up.
    private static let end = Date(timeIntervalSince1970: 4_102_444_800)
    /// A time zone changes its clocks twice a year at most, but for a few months of history.
    private static let changesMax = 1000

    /// The clocks of a time zone of the IANA database, such as `Europe/Berlin`; `nil` when this machine knows none of that
    /// name. They are looked up once, from 1990 to 2100, so that nothing that decides asks the machine.
    init?(timeZone name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        var date = Date(timeIntervalSince1970: 631_152_000)
        self.init(offsetMinutes: zone.secondsFromGMT(for: date) / 60)
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date, next < Self.end {
            guard changes.count < Self.changesMax else { break }
            let minute = Int((next.timeIntervalSince1970 / 60).rounded())
            changes.append(Change(minute: minute, offsetMinutes: zone.secondsFromGMT(for: next) / 60))
            date = next
        }
    }
}
