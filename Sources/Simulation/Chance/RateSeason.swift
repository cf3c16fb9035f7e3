/// How the odds of some entities go through the hours of the week: a smooth curve that all share, and one of each.
struct RateSeason: Sendable {
    /// For each entity, a factor for every hour of the week.
    private let factors: [Double]

    private static let hoursOfWeek = 168
    /// How much the day of the week says beside the hour of the day.
    private static let weekdayShare = 0.4

    /// A place between two hours of the week.
    struct Hour {
        fileprivate let index: Int
        fileprivate let share: Double

        init(of time: Int64) {
            let week: Int64 = 7 * 86_400_000
            let past = Double(((time % week) + week) % week) / 3_600_000
            index = min(Int(past), RateSeason.hoursOfWeek - 1)
            share = past - Double(index)
        }
    }

    /// Curves for `count` entities with these standard deviations on the logit; those that are to share the common
    /// curve are given the same `common` stream.
    init(
        seed: UInt64,
        common: (stream: UInt64, deviation: Double),
        own: (stream: UInt64, deviation: Double),
        count: Int
    ) {
        let shared = Self.curve(seed: seed, number: common.stream)
        factors = (0..<count).flatMap { entity in
            let curve = Self.curve(seed: seed, number: own.stream << 32 | UInt64(entity) << 8 | 1)
            return (0..<Self.hoursOfWeek).map { hour in
                Elementary.exp(shared[hour] * common.deviation + curve[hour] * own.deviation)
            }
        }
    }

    /// The factor of `entity`, on the straight line between two hours.
    func factor(of entity: Int, at hour: Hour) -> Double {
        let row = entity * Self.hoursOfWeek
        let next = hour.index + 1 == Self.hoursOfWeek ? 0 : hour.index + 1
        return factors[row + hour.index] * (1 - hour.share) + factors[row + next] * hour.share
    }

    /// A smooth curve with mean 0 and standard deviation 1 over the hours of the week.
    private static func curve(seed: UInt64, number: UInt64) -> [Double] {
        var chance = Chance(seed: seed, .seasons, number: number)
        let day = smooth((0..<24).map { _ in chance.normal() }, reach: 4)
        let week = smooth((0..<7).map { _ in chance.normal() }, reach: 1)
        let curve = (0..<hoursOfWeek).map { day[$0 % 24] + weekdayShare * week[$0 / 24] }
        return standardized(smooth(curve, reach: 1))
    }

    /// The moving average over `reach` neighbours on both sides, around the circle, brought to mean 0 and deviation 1.
    private static func smooth(_ values: [Double], reach: Int) -> [Double] {
        let count = values.count
        return standardized(
            values.indices.map { index in
                (-reach...reach).reduce(0) { $0 + values[(index + $1 + count) % count] } / Double(2 * reach + 1)
            }
        )
    }

    private static func standardized(_ values: [Double]) -> [Double] {
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        let deviation = max(variance.squareRoot(), 1e-9)
        return values.map { ($0 - mean) / deviation }
    }
}
