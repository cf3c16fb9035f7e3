public import Streaming

/// How the shop's volume goes through the day and the week.
///
/// The profile is normalised: over a week it averages to one.
public struct DiurnalProfile: Hashable, Sendable {
    /// 24 weights, one per hour of the local day; between the middles of two hours the volume changes linearly.
    public var hours: [Double]
    /// What Saturdays and Sundays are multiplied by.
    public var weekendFactor: Double
    /// How far the shop's local time is ahead of UTC.
    public var utcOffset: Milliseconds

    /// A profile. `hours` must have 24 positive weights.
    public init(hours: [Double], weekendFactor: Double = 1.15, utcOffset: Milliseconds = .hours(8)) {
        precondition(hours.count == 24 && hours.allSatisfy { $0 > 0 }, "a day has 24 hours, none without an order")
        self.hours = hours
        self.weekendFactor = weekendFactor
        self.utcOffset = utcOffset
    }

    /// A deep night, a lunch peak and a higher evening peak: busiest at 21 h, ten times as busy as at 4 h.
    public static let usual = DiurnalProfile(hours: [
        0.75, 0.45, 0.28, 0.21, 0.18, 0.22, 0.38, 0.62, 0.90, 1.15, 1.25, 1.30,
        1.40, 1.30, 1.15, 1.10, 1.12, 1.18, 1.25, 1.45, 1.75, 1.80, 1.55, 1.16,
    ])

    /// The same shape with a tenth of its swing: a demo must have something to show at any hour.
    public static let gentle = DiurnalProfile(hours: usual.hours.map { 0.9 + 0.1 * $0 }, weekendFactor: 1)

    /// Every hour alike.
    public static let flat = DiurnalProfile(hours: Array(repeating: 1, count: 24), weekendFactor: 1)

    /// What the mean volume is multiplied by at `time`.
    public func factor(at time: EventTime) -> Double {
        let local = time.milliseconds + utcOffset.rawValue
        let day = local.flooredQuotient(by: 86_400_000)
        let hour = Double(local - day * 86_400_000) / 3_600_000 + 23.5
        let left = Int(hour)
        let weight = hour - Double(left)
        let curve = hours[left % 24] * (1 - weight) + hours[(left + 1) % 24] * weight
        // 1970-01-01 was a Thursday: days 2 and 3 of the epoch's week are Saturday and Sunday.
        let weekday = day - day.flooredQuotient(by: 7) * 7
        let isWeekend = weekday == 2 || weekday == 3
        let mean = hours.reduce(0, +) / 24 * (5 + 2 * weekendFactor) / 7
        return curve * (isWeekend ? weekendFactor : 1) / mean
    }
}

extension Int64 {
    /// The quotient, rounded towards negative infinity, so that instants before 1970 have their right day.
    fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}
