/// How all rates of a shop stand now: what their odds are multiplied by.
struct Climate: Sendable {
    private var volume: RateDrift
    private var issuers: RateDrift
    private var payers: RateDrift
    private var payingCountries: RateDrift
    private var payingChannels: RateDrift
    private var warehouses: RateDrift
    private var goods: RateDrift
    private var categories: RateDrift
    private var cancellingCountries: RateDrift
    private var cancellingChannels: RateDrift
    private var confirmers: RateDrift
    private var carriers: RateDrift

    init(_ configuration: ShopConfiguration) {
        let maker = Maker(configuration)
        let behaviour = configuration.behaviour
        func alike(_ rate: Double, _ count: Int) -> [Double] { Array(repeating: rate, count: count) }
        let (countries, channels) = (configuration.countries.count, configuration.channels.count)
        let (shelves, kinds) = (configuration.warehouses.count, configuration.categories.count)
        let providers = configuration.providers.count
        issuers = maker.leading(1, configuration.issuers.map { $0.businessDeclineRate + $0.technicalDeclineRate })
        warehouses = maker.leading(2, alike(behaviour.reservationFailureShare, shelves))
        categories = maker.leading(3, alike(behaviour.cancellationShare, kinds))
        volume = RateDrift(
            seed: configuration.seed,
            stream: 4,
            rates: [1],
            deviation: behaviour.driftDeviation / 3
        )
        payers = maker.following(5, alike(0.076, providers))
        payingCountries = maker.following(6, alike(0.076, countries))
        payingChannels = maker.following(7, alike(0.076, channels))
        goods = maker.following(8, alike(behaviour.reservationFailureShare, kinds))
        cancellingCountries = maker.following(9, alike(behaviour.cancellationShare, countries))
        cancellingChannels = maker.following(10, alike(behaviour.cancellationShare, channels))
        confirmers = maker.following(11, alike(behaviour.stuckShare, providers))
        carriers = maker.following(12, alike(behaviour.misShipmentShare, configuration.carriers.count))
    }

    /// One minute passes; it is `now`.
    mutating func advance(to now: Int64) {
        issuers.advance(to: now)
        warehouses.advance(to: now)
        categories.advance(to: now)
        volume.advance(to: now)
        payers.advance(to: now)
        payingCountries.advance(to: now)
        payingChannels.advance(to: now)
        goods.advance(to: now)
        cancellingCountries.advance(to: now)
        cancellingChannels.advance(to: now)
        confirmers.advance(to: now)
        carriers.advance(to: now)
    }

    /// What the volume is multiplied by.
    var volumeFactor: Double { volume.factors[0] }

    /// What the odds of a decline are multiplied by.
    func declines(of order: Order) -> Double {
        issuers.factors[Int(order.issuer)] * payers.factors[Int(order.provider)]
            * payingCountries.factors[Int(order.country)] * payingChannels.factors[Int(order.channel)]
    }

    /// What the odds of a reservation that fails are multiplied by.
    func shortages(warehouse: Int, category: Int) -> Double {
        warehouses.factors[warehouse] * goods.factors[category]
    }

    /// What the odds of a customer's cancelling are multiplied by.
    func cancellations(of order: Order, category: Int) -> Double {
        categories.factors[category] * cancellingCountries.factors[Int(order.country)]
            * cancellingChannels.factors[Int(order.channel)]
    }

    /// What the odds of a confirmation that is stuck are multiplied by.
    func delays(of order: Order) -> Double { confirmers.factors[Int(order.provider)] }

    /// What the odds of a wrong parcel are multiplied by.
    func faults(of order: Order) -> Double {
        warehouses.factors[Int(order.warehouse)] * carriers.factors[Int(order.carrier)]
    }

    /// Makes drifts, those that lead a signal and those that follow.
    private struct Maker {
        private let seed: UInt64
        private let deviation: Double
        private let restlessness: RestlessnessConfiguration

        init(_ configuration: ShopConfiguration) {
            seed = configuration.seed
            deviation = configuration.behaviour.driftDeviation
            restlessness = configuration.behaviour.restlessness
        }

        /// The drift that carries its signal's season.
        func leading(_ stream: UInt64, _ rates: [Double]) -> RateDrift {
            make(stream, rates, deviation, season: restlessness.season)
        }

        /// A drift that only a restless shop has.
        func following(_ stream: UInt64, _ rates: [Double]) -> RateDrift {
            make(stream, rates, restlessness.drift, season: 0)
        }

        private func make(_ stream: UInt64, _ rates: [Double], _ deviation: Double, season: Double) -> RateDrift {
            var curves: RateSeason?
            if season > 0 || restlessness.ownSeason > 0 {
                curves = RateSeason(
                    seed: seed,
                    common: (stream, season),
                    own: (stream, restlessness.ownSeason),
                    count: rates.count
                )
            }
            return RateDrift(
                seed: seed,
                stream: stream,
                rates: rates,
                deviation: deviation,
                season: curves,
                noise: restlessness.noise
            )
        }
    }
}
