/// Slowly drifting odds: what makes real rates vary more than coin tosses do.
///
/// Each entity has an autoregressive process of order one on the logit of its rate, with a correlation time of
/// ``correlationMinutes`` and a standard deviation chosen by the shop. It moves once a minute.
struct RateDrift: Sendable {
    private var chance: Chance
    private var positions: [Double]
    /// For each entity, what its odds are multiplied by now.
    private(set) var factors: [Double]
    private let deviation: Double

    private static let correlationMinutes = 90.0

    /// The drift of `count` entities; `stream` tells apart the drifts of one shop.
    init(seed: UInt64, stream: UInt64, count: Int, deviation: Double) {
        var chance = Chance(seed: seed, .drift, number: stream)
        self.deviation = deviation
        positions = (0..<count).map { _ in chance.normal() }
        factors = positions.map { Elementary.exp($0 * deviation) }
        self.chance = chance
    }

    /// One minute passes.
    mutating func advance() {
        guard deviation > 0 else { return }
        let keep = 1 - 1 / Self.correlationMinutes
        let renew = (1 - keep * keep).squareRoot()
        for index in positions.indices {
            positions[index] = keep * positions[index] + renew * chance.normal()
            factors[index] = Elementary.exp(positions[index] * deviation)
        }
    }

    /// `rate` with the odds of entity `index`.
    func shift(_ rate: Double, of index: Int) -> Double {
        let odds = rate * factors[index]
        return odds / (1 - rate + odds)
    }
}
