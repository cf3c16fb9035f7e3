import Streaming

/// Slowly drifting odds: what makes real rates vary more than coin tosses do.
///
/// Each entity has an autoregressive process of order one on the logit of its rate, with a correlation time of
/// ``correlationMinutes`` and a standard deviation chosen by the shop. It moves once a minute. On top of it, rates may
/// go through the hours of the week, and be beta distributed from one minute to the next.
struct RateDrift: Sendable {
    private var chance: Chance
    private var positions: [Double]
    /// For each entity, what its odds are multiplied by now.
    private(set) var factors: [Double]
    private let deviation: Double
    private let season: RateSeason?
    /// The relative standard deviation from one minute to the next, and each entity's rate.
    private let noise: Double
    private let rates: [Double]

    private static let correlationMinutes = 90.0

    /// The drift of entities; `stream` tells apart the drifts of one shop.
    ///
    /// - Parameters:
    ///   - rates: what is usual for each entity.
    ///   - noise: the standard deviation from one minute to the next, as a share of the rate.
    init(
        seed: UInt64,
        stream: UInt64,
        rates: [Double],
        deviation: Double,
        season: RateSeason? = nil,
        noise: Double = 0
    ) {
        var chance = Chance(seed: seed, .drift, number: stream)
        self.deviation = deviation
        self.season = season
        self.noise = noise
        self.rates = rates
        positions = rates.map { _ in chance.normal() }
        factors = positions.map { Elementary.exp($0 * deviation) }
        self.chance = chance
    }

    /// One minute passes; it is `now`.
    mutating func advance(to now: Int64) {
        if deviation > 0 {
            let keep = 1 - 1 / Self.correlationMinutes
            let renew = (1 - keep * keep).squareRoot()
            for index in positions.indices {
                positions[index] = keep * positions[index] + renew * chance.normal()
                factors[index] = Elementary.exp(positions[index] * deviation)
            }
        } else {
            for index in factors.indices { factors[index] = 1 }
        }
        if let season {
            let hour = RateSeason.Hour(of: now)
            for index in factors.indices { factors[index] *= season.factor(of: index, at: hour) }
        }
        guard noise > 0 else { return }
        for index in factors.indices where rates[index] > 0 {
            let rate = chance.beta(mean: rates[index], spread: noise)
            factors[index] *= rate * (1 - rates[index]) / (rates[index] * (1 - rate))
        }
    }

    /// `rate` with `factor` times its odds.
    static func shift(_ rate: Double, by factor: Double) -> Double {
        let odds = rate * factor
        return odds / (1 - rate + odds)
    }
}
