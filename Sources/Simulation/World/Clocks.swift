import Commerce
import Streaming

/// How far the clocks of those who write events are ahead of the true time, in milliseconds; behind, where negative.
struct Clocks: Sendable {
    private let providers: [Int64]
    private let warehouses: [Int64]

    init(_ configuration: ShopConfiguration) {
        var chance = Chance(seed: configuration.seed, .transport, number: .max)
        let most = configuration.transport.clockSkew.rawValue
        providers = configuration.providers.map { _ in chance.milliseconds(-most...most) }
        warehouses = configuration.warehouses.map { _ in chance.milliseconds(-most...most) }
    }

    /// What time it is at `now` for whoever tells `type` of `order`. The shop's own clock is right.
    func time(of type: EventType, _ order: Order, at now: Int64) -> Int64 {
        switch type {
        case .paymentAuthorized, .paymentCaptured, .paymentFailed, .paymentRefunded:
            now + providers[Int(order.provider)]
        case .orderShipped, .fulfilmentMisShipped: now + warehouses[Int(order.warehouse)]
        default: now
        }
    }
}
