import Commerce
public import Streaming

extension Scenario {
    /// The scenario of this name, or `nil` when there is none.
    ///
    /// Whatever happens in it happens after three hours, so that a detector has learned what is usual.
    public static func named(_ name: String, start: EventTime, seed: UInt64 = 1) -> Scenario? {
        if name == "history" { return history(start: start, seed: seed) }
        if name == "demo" { return demo(start: start, seed: seed) }
        guard names.contains(name) else { return nil }
        var scenario = Scenario(name, shop(start: start, duration: .hours(6), seed: seed))
        scenario.addIncidents()
        scenario.addDisturbances()
        scenario.addHistories()
        return scenario
    }

    /// The default demonstration: a morning's learning, then five things in six and a half hours.
    ///
    ///     02:10–02:40  one issuer fails inside a healthy provider (85 %)
    ///     03:20–03:50  a provider has a technical outage (60 %)
    ///     04:20–05:20  the best-selling sku is out of stock in one warehouse; cancellations follow
    ///     05:40–06:10  a flash sale, five times the orders: nothing is wrong
    ///     06:40–08:00  paid orders of one provider are not confirmed (90 %)
    public static func demo(start: EventTime, seed: UInt64 = 20_261_121) -> Scenario {
        var demo = Scenario("demo", shop(start: start, duration: .minutes(510), seed: seed))
        let issuer = demo.issuerSlice(inside: "wechat_pay")
        demo.inject("issuer outage", .paymentFailure, issuer, .rate(0.85), minutes: 130..<160)
        demo.inject("provider outage", .paymentFailure, slice(.provider, "adyen"), .rate(0.6), minutes: 200..<230)
        demo.inject("stockout", .stockout, bestSeller, .rate(1), minutes: 260..<320)
        demo.disturb("flash sale", .flashSale(factor: 5), minutes: 340..<370)
        demo.inject("stuck confirmations", .unconfirmed, slice(.provider, "stripe"), .rate(0.9), minutes: 400..<480)
        return demo
    }

    /// 120,000 orders a day, nearly as many by night as by day, delivered on the same day so that there is more to see.
    private static func shop(start: EventTime, duration: Milliseconds, seed: UInt64) -> ShopConfiguration {
        var shop = ShopConfiguration(seed: seed, start: start, duration: duration, ordersPerDay: 120_000)
        shop.profile = .gentle
        shop.behaviour.shippingMedian = .minutes(40)
        shop.behaviour.deliveryMedian = .minutes(150)
        shop.behaviour.feedbackMedian = .minutes(30)
        return shop
    }

    /// The best-selling sku in the largest warehouse.
    private static let bestSeller = Slice([
        .init(.sku, ShopConfiguration.sku(rank: 0)), .init(.warehouse, "W-1"),
    ])

    private static func slice(_ dimension: Dimension, _ value: String) -> Slice { Slice([.init(dimension, value)]) }

    private mutating func addIncidents() {
        let adyen = Self.slice(.provider, "adyen")
        let stripe = Self.slice(.provider, "stripe")
        switch name {
        case "issuer-outage":
            let issuer = issuerSlice(inside: "wechat_pay")
            inject("issuer outage", .paymentFailure, issuer, .rate(0.85), minutes: 180..<225)
        case "provider-outage":
            inject("provider outage", .paymentFailure, adyen, .rate(0.6), minutes: 180..<225)
        case "stockout":
            inject("stockout", .stockout, Self.bestSeller, .rate(1), minutes: 180..<240)
        case "tail-stockout":
            let seller = Self.slice(.sku, ShopConfiguration.sku(rank: 0))
            inject("stockout", .stockout, seller, .rate(1), minutes: 180..<240)
            for rank in 240..<300 {
                let sku = ShopConfiguration.sku(rank: rank)
                inject("stockout of \(sku)", .stockout, Self.slice(.sku, sku), .rate(1), minutes: 180..<240)
            }
        case "provider-down": inject("provider down", .paymentFailure, stripe, .rate(0.97), minutes: 180..<225)
        case "echoes":
            inject("issuer outage", .paymentFailure, issuerSlice(inside: "wechat_pay"), .rate(0.85), minutes: 180..<225)
            disturb("echoes", .duplicates(of: nil, share: 1), minutes: 150..<300)
        case "stuck-confirmations":
            inject("stuck confirmations", .unconfirmed, stripe, .rate(0.9), minutes: 180..<270)
        case "cancellation-wave":
            let shoes = Slice([
                .init(.reason, "delivery_too_slow"), .init(.category, "shoes"), .init(.warehouse, "W-2"),
            ])
            inject("cancellation wave", .cancellation, shoes, .rate(0.25), minutes: 180..<240)
        case "picking-errors":
            let picking = Slice([.init(.cause, "picking"), .init(.warehouse, "W-3")])
            inject("picking errors", .misShipment, picking, .rate(0.12), minutes: 180..<300)
        case "slow-burn":
            configuration.duration = .hours(12)
            inject("slow burn", .paymentFailure, stripe, .rate(0.236), minutes: 180..<660, .ramp)
        case "two-incidents":
            let issuer = issuerSlice(inside: "alipay")
            let method = Slice([.init(.provider, "alipay"), .init(.method, "pay_later")])
            inject("issuer outage", .paymentFailure, issuer, .rate(0.7), minutes: 180..<225)
            inject("method outage", .paymentFailure, method, .rate(0.6), minutes: 185..<230)
        default: break
        }
    }

    private mutating func addDisturbances() {
        switch name {
        case "flash-sale": disturb("flash sale", .flashSale(factor: 20), minutes: 180..<210)
        case "retry-storm": disturb("retry storm", .retryStorm(attempts: 5), minutes: 180..<240)
        case "duplicate-deploy":
            disturb("duplicate deploy", .duplicates(of: .paymentFailed, share: 1), minutes: 180..<270)
        case "backlog": disturb("backlog", .backlog(of: .payments), minutes: 180..<300)
        case "serial-canceller": disturb("serial canceller", .serialCanceller(orders: 500), minutes: 180..<240)
        case "stopped-pipeline": disturb("stopped pipeline", .stall, minutes: 180..<210)
        case "double-eleven":
            configuration.duration = .hours(12)
            disturb("double eleven", .flashSale(factor: 8), minutes: 180..<540)
        case "silent-provider": disturb("silent provider", .silence(provider: "adyen"), minutes: 180..<210)
        default: break
        }
    }

    private mutating func addHistories() {
        switch name {
        case "night-slice":
            // The deep night of the shop, after at least half a day of learning.
            configuration.profile = .usual
            configuration.ordersPerDay = 60_000
            // Else the first orders would all expire together, a day after the shop began.
            configuration.behaviour.unpaidExpiry = .hours(1)
            let day = Milliseconds.days(1).rawValue
            let night = Milliseconds.hours(3).rawValue - configuration.profile.utcOffset.rawValue
            let past = (configuration.start.milliseconds % day + day) % day
            let wait = ((night - past) % day + day) % day
            let minutes = (wait < day / 2 ? wait + day : wait) / 60_000
            configuration.duration = .minutes(minutes + 150)
            inject(
                "night slice",
                .paymentFailure,
                issuerSlice(inside: "wechat_pay"),
                .rate(0.6),
                minutes: minutes..<minutes + 120
            )
        case "summer-time":
            configuration.profile = .usual
            configuration.ordersPerDay = 20_000
            configuration.duration = .days(4)
            configuration.behaviour.unpaidExpiry = .hours(1)
            configuration.behaviour.restlessness.season = 0.25
            disturb("summer time", .clockChange(by: .hours(1)), minutes: 2880..<5760)
        case "new-provider":
            let klarna = ProviderConfiguration(
                "klarna",
                share: 0,
                methods: [Share("pay_later", 1)],
                authorizesFirst: false
            )
            configuration.providers.append(klarna)
            disturb("new provider", .newcomer(provider: "klarna", share: 0.05), minutes: 180..<360)
            inject("provider outage", .paymentFailure, Self.slice(.provider, "klarna"), .rate(0.6), minutes: 270..<315)
        default: break
        }
    }
}
