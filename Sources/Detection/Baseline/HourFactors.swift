internal import Streaming

/// g of a signal: how the rate of the whole shop in an hour, by the shop's clocks, compares with its mean.
///
///     g_h = (hK + 100) / (hE + 100)                  by hour of the day; half-life a day
///     g_w = (wK + 300·g_h) / (wE + 300)              by hour of the week, shrunk to its hour of the day; three weeks
///
/// hE and wE are what the longest memory expected: shorter ones follow the hours, and would leave nothing to be learnt. Only
/// the slice of the whole shop teaches it: every other slice is a part of it. Without that slice g stays 1. An hour of the week
/// counts from the next week on, so that it says nothing of itself.
///
/// g is believed from the second day on. What was learnt until then holds the hours in which it was learnt, and is
/// cleared of them once (``means(before:clock:rules:)``).
struct HourFactors {
    /// Whether g is looked at.
    private(set) var isBelieved = false
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

        /// The share of a prior of `weight` bad outcomes in its factor in `now`: 1 when nothing is known.
        func unknown(at now: Int, _ decay: Decay, weight: Double) -> Double {
            guard let minute else { return 1 }
            return weight / (expected * decay.factor(minutes: now - minute) + weight)
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

    /// Looks at g from now on.
    mutating func believe() { isBelieved = true }

    /// g in `minute`, by `clock`; 1 as long as it is not believed.
    func factor(at minute: Int, clock: ShopClock, rules: BaselineRules) -> Double {
        isBelieved ? learnt(at: minute, clock: clock, rules: rules) : 1
    }

    /// τ² of what is not known of the hour of `minute`.
    func variance(at minute: Int, clock: ShopClock, rules: BaselineRules) -> Double {
        var unknown = rules.hourSpread
        if isBelieved {
            let decay = Decay(perMinute: rules.hourDecayPerMinute)
            let day = days[clock.hourOfWeek(at: minute) % 24]
            unknown *= day.unknown(at: minute, decay, weight: rules.hourPriorFailures)
        }
        return unknown * unknown
    }

    /// The mean g of the day before `minute` as each of the ``Memories`` holds it, weighted by what was expected: by so much
    /// too high is what they have learnt without looking at g.
    func means(before minute: Int, clock: ShopClock, rules: BaselineRules) -> SIMD3<Double> {
        var weights = SIMD3<Double>()
        var sum = SIMD3<Double>()
        for age in 1...1440 {
            let hour = clock.hourOfWeek(at: minute - age)
            let weight = Memories.factor(minutes: age) * days[hour % 24].expected
            weights += weight
            sum += weight * learnt(at: minute - age, clock: clock, rules: rules)
        }
        return weights.min() > 0 ? sum / weights : SIMD3(repeating: 1)
    }

    private func learnt(at minute: Int, clock: ShopClock, rules: BaselineRules) -> Double {
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
        writer.flag(isBelieved)
        for sum in days + weeks { sum.write(to: &writer) }
        writer.optional(hour) { $0.number($1) }
        current.write(to: &writer)
    }

    init(from reader: inout StateReader) throws(StateError) {
        isBelieved = try reader.flag()
        for index in days.indices { days[index] = try Sum(from: &reader) }
        for index in weeks.indices { weeks[index] = try Sum(from: &reader) }
        hour = try reader.optional { (reader) throws(StateError) in try reader.number(upTo: 167) }
        current = try Sum(from: &reader)
    }
}
