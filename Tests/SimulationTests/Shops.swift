import Commerce
import Simulation
import Streaming

/// A Saturday of November, midnight UTC.
let saturday = EventTime(milliseconds: 1_795_219_200_000)

/// A shop with every hour alike, so that tests need few events.
func flatShop(seed: UInt64, hours: Int64 = 2, ordersPerDay: Double = 60_000) -> ShopConfiguration {
    var shop = ShopConfiguration(seed: seed, start: saturday, duration: .hours(hours), ordersPerDay: ordersPerDay)
    shop.profile = .flat
    shop.customerCount = 4000
    return shop
}

/// A shop in which orders are delivered within minutes, so that whole lives fit into hours.
func hastyShop(seed: UInt64, hours: Int64 = 4, ordersPerDay: Double = 30_000) -> ShopConfiguration {
    var shop = flatShop(seed: seed, hours: hours, ordersPerDay: ordersPerDay)
    shop.behaviour.shippingMedian = .minutes(10)
    shop.behaviour.deliveryMedian = .minutes(20)
    shop.behaviour.feedbackMedian = .minutes(10)
    shop.behaviour.unpaidExpiry = .hours(1)
    return shop
}

/// A hash of everything that `shop` sends, in order, up to `count` events.
func fingerprint(_ shop: Shop, count: Int = .max) -> UInt64 {
    var hash = StableHash()
    for event in shop.prefix(count) {
        hash.combine(UInt64(event.type.rawValue))
        hash.combine(event.key.span)
        hash.combine(UInt64(bitPattern: event.occurredAt.milliseconds))
        hash.combine(UInt64(bitPattern: event.arrivesAt.milliseconds))
        hash.combine(event.value.span)
    }
    return hash.value
}
