internal import Streaming

/// g of a signal: how the rate of the whole shop in an hour of the day (UTC) compares with its daily mean.
///
/// g_h = (hK + 300) / (hE + 300), where hE is what was expected without g. Only the slice of the whole shop teaches it:
/// every other slice is a part of it. Without that slice g stays 1.
struct HourFactors {
    private var failures = [Double](repeating: 0, count: 24)
    private var expected = [Double](repeating: 0, count: 24)
    private var minutes = [Int?](repeating: nil, count: 24)

    /// No hours yet.
    init() {}

    /// g in `minute`.
    func factor(at minute: Int, rules: BaselineRules) -> Double {
        let hour = Self.hour(of: minute)
        let prior = rules.hourPriorFailures
        guard let newest = minutes[hour] else { return 1 }
        let factor = Decay(perMinute: rules.hourDecayPerMinute).factor(minutes: minute - newest)
        return (failures[hour] * factor + prior) / (expected[hour] * factor + prior)
    }

    /// Learns a minute of the whole shop.
    mutating func learn(minute: Int, failures count: Double, expected mean: Double, rules: BaselineRules) {
        let hour = Self.hour(of: minute)
        let decay = Decay(perMinute: rules.hourDecayPerMinute)
        let factor = minutes[hour].map { decay.factor(minutes: minute - $0) } ?? 1
        failures[hour] = failures[hour] * factor + count
        expected[hour] = expected[hour] * factor + mean
        minutes[hour] = minute
    }

    private static func hour(of minute: Int) -> Int {
        let hour = (minute / 60) % 24
        return hour < 0 ? hour + 24 : hour
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        for hour in minutes.indices {
            writer.optionalMinute(minutes[hour])
            guard minutes[hour] != nil else { continue }
            writer.double(failures[hour])
            writer.double(expected[hour])
        }
    }

    init(from reader: inout StateReader) throws(StateError) {
        for hour in minutes.indices {
            minutes[hour] = try reader.optionalMinute()
            guard minutes[hour] != nil else { continue }
            failures[hour] = try reader.sum()
            expected[hour] = try reader.sum()
        }
    }
}
