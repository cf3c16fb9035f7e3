import Commerce
import Streaming

/// A stream of orders and payments of a shop with one provider beside another, forty issuers, and a seed.
struct Payments {
    var chance: Chance
    var ordersPerMinute = 240
    /// The share of attempts that fail when nothing is wrong.
    var failureRate = 0.08
    /// Failure rates that replace the usual one.
    var disturbance: (_ provider: String, _ issuer: String, _ minute: Int) -> Double? = { _, _, _ in nil }
    /// How many times as many orders come in a minute.
    var surge: (_ minute: Int) -> Int = { _ in 1 }
    /// How often each failure is delivered.
    var copiesOfFailures = 1
    private var number = 0

    init(seed: UInt64) { chance = Chance(seed: seed) }

    /// Pipes the events of `minutes` after noon, minute by minute, and lets the pipeline work after each.
    mutating func play(_ minutes: Range<Int>, into driver: inout Driver) {
        for minute in minutes {
            pipe(minute: minute, into: &driver)
            driver.run(at: .minutes(Int64(minute + 1)))
        }
    }

    /// Pipes the events of a minute.
    mutating func pipe(minute: Int, into driver: inout Driver) {
        let count = ordersPerMinute * surge(minute)
        for index in 0..<count {
            order(at: Int64(minute) * 60_000 + Int64(index) * 60_000 / Int64(count), minute: minute, &driver)
        }
    }

    private mutating func order(at offset: Int64, minute: Int, _ driver: inout Driver) {
        // Of forty issuers the first four have a tenth of the volume each, the others share the rest.
        let issuer = Int.random(in: chance.hits(0.4) ? 0..<4 : 4..<40, using: &chance)
        let rate = disturbance(Self.provider(of: issuer), "issuer-\(issuer)", minute) ?? failureRate
        attempt(at: offset, issuer: issuer, fails: chance.hits(rate), into: &driver)
    }

    private static func provider(of issuer: Int) -> String { issuer % 3 == 2 ? "wechat_pay" : "alipay" }

    /// Pipes one order and its payment, `offset` milliseconds after noon.
    mutating func attempt(at offset: Int64, issuer: Int, fails: Bool, into driver: inout Driver) {
        number += 1
        let time = EventTime(milliseconds: Driver.noon.milliseconds + offset)
        let (orderID, customerID) = ("O-\(number)", "C-\(number % 5000)")
        let provider = Self.provider(of: issuer)
        let head = SourceEvents.Head(
            eventID: "placed-\(number)",
            occurredAt: time,
            orderID: orderID,
            customerID: customerID
        )
        let order = SourceEvents.Order(
            channel: "app",
            country: "CN",
            currency: "CNY",
            totalMinor: 10_000,
            lines: [SourceEvents.Line(sku: "S-1", quantity: 1, unitPriceMinor: 10_000)]
        )
        driver.pipe(.orderPlaced, key: orderID, SourceEvents.orderPlaced(head, order))
        pay(orderID, customerID, provider, "issuer-\(issuer)", at: time, fails: fails, &driver)
    }

    private func pay(
        _ orderID: String,
        _ customerID: String,
        _ provider: String,
        _ issuer: String,
        at time: EventTime,
        fails: Bool,
        _ driver: inout Driver
    ) {
        let head = SourceEvents.Head(
            eventID: "paid-\(orderID)",
            occurredAt: time,
            orderID: orderID,
            customerID: customerID
        )
        let payment = SourceEvents.Payment(
            amountMinor: 10_000,
            currency: "CNY",
            provider: provider,
            method: "wallet",
            issuer: issuer,
            country: "CN"
        )
        guard fails else {
            return driver.pipe(.paymentAuthorized, key: orderID, SourceEvents.paymentAuthorized(head, payment))
        }
        let failure = SourceEvents.paymentFailed(head, payment, declineCode: "insufficient_funds")
        for _ in 0..<copiesOfFailures { driver.pipe(.paymentFailed, key: orderID, failure) }
    }
}
