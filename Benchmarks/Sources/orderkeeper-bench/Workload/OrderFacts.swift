internal import Commerce
internal import Streaming

/// What one order of the workload is about, and its events as bytes. It follows from the order's number.
struct OrderFacts {
    let number: Int
    let fails: Bool
    /// Whether a failed payment is tried again.
    let retries: Bool
    private let order: SourceEvents.Order
    private let payment: SourceEvents.Payment

    /// - Parameter failureRate: the share of first attempts that fail.
    init(_ number: Int, failureRate: Double) {
        self.number = number
        var chance = Chance(seed: UInt64(number))
        fails = Double.random(in: 0..<1, using: &chance) < failureRate
        retries = Double.random(in: 0..<1, using: &chance) < 0.6
        let country = Self.countries[chance.skewed(below: Self.countries.count)]
        let lines = (0..<2).map { _ in
            let sku = chance.skewed(below: 200)
            return SourceEvents.Line(
                sku: "S-\(501 + sku)",
                category: Self.categories[sku % Self.categories.count],
                warehouse: "W-\(1 + chance.skewed(below: 4))",
                quantity: Int64.random(in: 1...3, using: &chance),
                unitPriceMinor: Int64.random(in: 500...20_000, using: &chance)
            )
        }
        let total = lines.reduce(0) { $0 + ($1.quantity ?? 0) * ($1.unitPriceMinor ?? 0) }
        order = SourceEvents.Order(
            customerTier: ["new", "regular", "vip"][chance.skewed(below: 3)],
            channel: ["app", "mini_program", "web", "store"][chance.skewed(below: 4)],
            country: country,
            currency: "CNY",
            totalMinor: total,
            lines: lines,
            timeZone: "Asia/Shanghai",
            locale: "zh-Hans",
            customMade: false
        )
        let issuer = chance.skewed(below: 40)
        payment = SourceEvents.Payment(
            paymentID: "PAY-01JD3Y8ZK0A1B2C3D4E5F6G7-\(10_000_000 + number)",
            amountMinor: total,
            currency: "CNY",
            provider: ["alipay", "wechat_pay", "stripe", "adyen"][issuer % 4],
            method: ["wallet", "card", "bank_transfer"][chance.skewed(below: 3)],
            issuer: "issuer-\(issuer)",
            country: country,
            attempt: 1
        )
    }

    private static let countries = ["CN", "DE", "US", "JP", "FR"]
    private static let categories = ["shoes", "dresses", "electronics", "home", "beauty", "toys", "sports", "books"]

    /// Its id, and the key of its records.
    var orderID: String { "O-\(10_000_000 + number)" }

    private func head(_ kind: String, _ time: EventTime) -> SourceEvents.Head {
        SourceEvents.Head(
            eventID: "01JD3Y8ZK0\(kind)\(100_000_000_000 + number)",
            occurredAt: time,
            orderID: orderID,
            customerID: "C-\(20_000 + number % 50_000)"
        )
    }

    func placed(at time: EventTime) -> [UInt8] { SourceEvents.orderPlaced(head("PLC", time), order) }

    func confirmed(at time: EventTime) -> [UInt8] { SourceEvents.orderConfirmed(head("CNF", time)) }

    func paid(at time: EventTime) -> [UInt8] {
        fails
            ? SourceEvents.paymentFailed(head("PAY", time), payment, declineCode: Self.codes[number % Self.codes.count])
            : SourceEvents.paymentAuthorized(head("PAY", time), payment)
    }

    func paidAgain(at time: EventTime) -> [UInt8] {
        var second = payment
        second.attempt = 2
        return SourceEvents.paymentAuthorized(head("PAZ", time), second)
    }

    private static let codes = ["insufficient_funds", "issuer_unavailable", "do_not_honor", "expired_card"]
}
