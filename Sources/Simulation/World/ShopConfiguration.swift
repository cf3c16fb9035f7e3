public import Streaming

/// What a simulated shop is like: its size, its partners, its customers and their habits.
///
/// Equal configurations give equal bytes, on every machine.
public struct ShopConfiguration: Hashable, Sendable {
    /// What fixes all chance.
    public var seed: UInt64
    /// The first instant.
    public var start: EventTime
    /// How long the shop is watched. Orders that are open at the end stay open.
    public var duration: Milliseconds
    /// Orders per day, averaged over a week.
    public var ordersPerDay: Double
    /// How the volume goes through the day.
    public var profile = DiurnalProfile.usual
    /// Payment providers.
    public var providers = ProviderConfiguration.usual
    /// Banks, with volumes and decline rates.
    public var issuers = IssuerFigures.all
    /// Countries.
    public var countries = CountryConfiguration.usual
    /// Sales channels.
    public var channels = [Share("app", 0.52), Share("mini_program", 0.22), Share("web", 0.21), Share("store", 0.05)]
    /// Categories of goods, by their share of the skus.
    public var categories = [
        Share("shoes", 0.18), Share("dresses", 0.18), Share("electronics", 0.14), Share("home", 0.14),
        Share("beauty", 0.12), Share("toys", 0.10), Share("sports", 0.08), Share("books", 0.06),
    ]
    /// Warehouses, by their share of the orders.
    public var warehouses = [Share("W-1", 0.4), Share("W-2", 0.3), Share("W-3", 0.2), Share("W-4", 0.1)]
    /// Carriers.
    public var carriers = [
        Share("sf_express", 0.4), Share("jd_logistics", 0.25), Share("yto_express", 0.2), Share("dhl", 0.15),
    ]
    /// How many skus there are, `S-501` the most popular; popularity follows a Zipf law.
    public var skuCount = 300
    /// The exponent of that law.
    public var skuExponent = 1.0
    /// How many customers there are.
    public var customerCount = 20_000
    /// How often who does what.
    public var behaviour = BehaviourConfiguration()
    /// How events travel.
    public var transport = TransportConfiguration()

    /// A usual shop of this size.
    public init(
        seed: UInt64,
        start: EventTime,
        duration: Milliseconds = .days(1),
        ordersPerDay: Double = 40_000
    ) {
        self.seed = seed
        self.start = start
        self.duration = duration
        self.ordersPerDay = ordersPerDay
    }

    /// The first instant that is no longer simulated.
    public var end: EventTime { start.advanced(by: duration) }

    /// Which banks pay through which provider, and how much.
    public var instruments: [Instrument] { Instrument.handOut(issuers: issuers, to: providers) }

    /// The name of the sku of this rank, 0 for the most popular.
    public static func sku(rank: Int) -> String { "S-\(501 + rank)" }

    func validate() {
        precondition(ordersPerDay > 0 && ordersPerDay.isFinite, "a shop has orders")
        precondition(duration.rawValue >= 0, "time goes forward")
        precondition((1...32_000).contains(skuCount) && (1...4_000_000).contains(customerCount), "bounded tables")
        let tables = [providers.count, issuers.count, countries.count, channels.count, categories.count]
        let names = [warehouses.count, carriers.count] + providers.map(\.methods.count)
        precondition((tables + names).allSatisfy { (1...120).contains($0) }, "every table has 1 to 120 rows")
    }
}
