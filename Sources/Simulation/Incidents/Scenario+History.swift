public import Streaming

extension Scenario {
    /// Days of a restless shop in which things go wrong at random: what detectors are tuned on and judged by.
    ///
    /// About 309 slices are counted in it. Rates drift, go through the week, differ between entities and are beta
    /// distributed from minute to minute; events are late and sent twice, and clocks are off. After a first day for
    /// learning, eight incidents a day raise a signal in a slice of one or two dimensions by a lift of 1.8 to 12, as a
    /// step or a ramp of 8 to 120 minutes; each has an expected excess of 15 bad outcomes or more and could be seen by
    /// somebody who knows all rates (``IncidentSize``). Flash sales, promotions, silent providers and stalled pipelines
    /// confuse.
    ///
    /// - Parameter days: how long it lasts; from 2 on anything happens.
    public static func history(
        start: EventTime,
        days: Int = 4,
        eventsPerDay: Double = 500_000,
        seed: UInt64 = 1
    ) -> Scenario {
        precondition((1...400).contains(days), "a history lasts a day to a year")
        var shop = ShopConfiguration(
            seed: seed,
            start: start,
            duration: .days(Int64(days)),
            ordersPerDay: eventsPerDay / eventsPerOrder
        )
        shop.issuers = Array(shop.issuers.prefix(27))
        shop.warehouses = [Share("W-1", 0.5), Share("W-2", 0.3), Share("W-3", 0.2)]
        shop.skuCount = 33
        shop.skuExponent = 0.9
        shop.customerCount = max(1000, Int(eventsPerDay * 0.12))
        shop.behaviour.unpaidExpiry = .hours(2)
        shop.behaviour.reservationFailureShare = 0.015
        shop.behaviour.misShipmentShare = 0.006
        shop.behaviour.restlessness = .usual
        shop.transport.clockSkew = .seconds(10)
        return History.fill(shop, named: "history")
    }

    /// What the life of an order tells, on average, in a shop that has been open for days.
    private static let eventsPerOrder = 5.3
}
