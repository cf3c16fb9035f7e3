internal import Streaming

/// g of a signal: how the rate of the whole shop in an hour, by the shop's clocks, compares with its mean.
///
///     g_h = (hK + 100) / (hE + 100)                  by hour of the day; half-life a day
///     g_w = (wK + 300·g_h) / (wE + 300)              by hour of the week, shrunk to its hour of the day; three weeks
///
/// hE and wE are what was expected without g. Only the slice of the whole shop teaches it: every other slice is a part of
/// it. Without that slice g stays 1. An hour of the week counts from the next week on, so that it says nothing of itself.
struct HourFactors {
    private var days = [Sum](repeating: Sum(), count: 24)
    private var weeks = [Sum](repeating: Sum(), count: 168)
    /// The hour of the week that is under way, and what it has been like so far.
    private var hour: Int?
    private var current = Sum()

    private static let weekDecay = Decay(halfLife: 3 * 7 * 1440)

    /// Bad outcomes and what was expected, decayed to a minute.
    private struct Sum {
        var failures = 0.0
        var expected = 0.0
        var minute: Int?

        mutating func add(_ failures: Double, _ expected: Double, minute: Int, _ decay: Decay) {
            let factor = self.minute.map { decay.factor(minutes: minute - $0) } ?? 1
            self.failures = self.failures * factor + failures
            self.expected = self.expected * factor + expected
            self.minute = minute
        }

        /// Its factor in `now`, where `weight` bad outcomes of the factor `prior` are added.
        func factor(at now: Int, _ decay: Decay, prior: Double, weight: Double) -> Double {
            guard let minute else { return prior }
            let rest = decay.factor(minutes: now - minute)
            return (failures * rest + weight * prior) / (expected * rest + weight)
        }

        func write(to writer: inout StateWriter) {
            writer.optionalMinute(minute)
            guard minute != nil else { return }
            writer.double(failures)
            writer.double(expected)
        }

        init() {}

        init(from reader: inout StateReader) throws(StateError) {
            minute = try reader.optionalMinute()
            guard minute != nil else { return }
            failures = try reader.sum()
            expected = try reader.sum()
        }
    }

    /// No hours yet.
    init() {}

    /// g in `minute`, by `clock`.
    func factor(at minute: Int, clock: ShopClock, rules: BaselineRules) -> Double {
        let hour = clock.hourOfWeek(at: minute)
        let decay = Decay(perMinute: rules.hourDecayPerMinute)
        let day = days[hour % 24].factor(at: minute, decay, prior: 1, weight: rules.hourPriorFailures)
        return weeks[hour].factor(at: minute, Self.weekDecay, prior: day, weight: rules.weekPriorFailures)
    }

    /// Learns a minute of the whole shop.
    mutating func learn(
        minute: Int,
        failures count: Double,
        expected mean: Double,
        clock: ShopClock,
        rules: BaselineRules
    ) {
        let now = clock.hourOfWeek(at: minute)
        days[now % 24].add(count, mean, minute: minute, Decay(perMinute: rules.hourDecayPerMinute))
        if let hour, hour != now, let last = current.minute {
            weeks[hour].add(current.failures, current.expected, minute: last, Self.weekDecay)
            current = Sum()
        }
        hour = now
        current.add(count, mean, minute: minute, Decay(perMinute: 1))
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        for sum in days + weeks { sum.write(to: &writer) }
        writer.optional(hour) { $0.number($1) }
        current.write(to: &writer)
    }

    init(from reader: inout StateReader) throws(StateError) {
        for index in days.indices { days[index] = try Sum(from: &reader) }
        for index in weeks.indices { weeks[index] = try Sum(from: &reader) }
        hour = try reader.optional { (reader) throws(StateError) in try reader.number(upTo: 167) }
        current = try Sum(from: &reader)
    }
}
