import Commerce
import Streaming

/// A shop whose payments fail as real ones do: Zipf volumes, rates of 4 to 15 % that wander, days and nights.
///
/// Each order has a provider, a method, an issuer, a country and a channel; the parts are correlated (an issuer has its
/// country and its preferred provider). Counts are made of whole orders, so every slice agrees with every other.
struct Shop {
    static let providers = ["alipay", "stripe", "adyen", "paypal"]
    static let methods = ["wallet", "card", "bank", "pay_later"]
    static let countries = ["CN", "DE", "US", "FR", "JP", "BR"]
    static let channels = ["app", "web", "partner"]
    static let families = ["funds", "authentication", "technical", "details"]

    /// One attempt.
    struct Order {
        var provider: Int
        var method: Int
        var issuer: Int
        var country: Int
        var channel: Int
    }

    var chance: SplitMix64
    let issuers: Int
    /// Orders per minute at noon.
    var ordersPerMinute: Double
    /// Relative standard deviation of the slow wandering of each issuer's rate.
    var wander = 0.12
    /// Relative standard deviation of the whole shop's rate from minute to minute.
    var noise = 0.08
    /// Whether nights are quiet.
    var hasNights = true
    private let rates: [Double]
    private var drift: [Double]
    private var cumulative: [Double] = []
    private var slices: [Slice] = []

    init(seed: UInt64, issuers: Int = 40, ordersPerMinute: Double = 60) {
        chance = SplitMix64(seed: seed)
        self.issuers = issuers
        self.ordersPerMinute = ordersPerMinute
        var rates: [Double] = []
        for _ in 0..<issuers { rates.append(0.04 + 0.11 * chance.unit()) }
        self.rates = rates
        drift = [Double](repeating: 0, count: issuers)
        var sum = 0.0
        for rank in 0..<issuers {
            sum += 1 / (Double(rank) + 2)
            cumulative.append(sum)
        }
        slices = makeSlices()
    }

    /// The failure rate of `issuer` on an average day.
    func rate(ofIssuer issuer: Int) -> Double { rates[issuer] }

    /// The counts of one minute, in the order of the slices; `fate` may change an order's chance to fail.
    mutating func minute(
        _ minute: Int,
        volume: Double = 1,
        fate: (Order, Double) -> Double = { $1 }
    ) -> [SliceCount] {
        if minute % 15 == 0 {
            for issuer in drift.indices { drift[issuer] = 0.9 * drift[issuer] + 0.43 * wander * chance.normal() }
        }
        let hour = Double(minute % 1440) / 1440
        let day = hasNights ? 1 - 0.9 * abs(1 - 2 * hour) : 1
        let common = max(0.2, 1 + noise * chance.normal()) * (1 + 0.1 * (hour < 0.25 ? 1 : 0))
        let count = chance.poisson(ordersPerMinute * volume * max(0.05, day))
        var failures = [Int](repeating: 0, count: slices.count)
        var trials = [Int](repeating: 0, count: slices.count)
        for _ in 0..<count {
            let order = draw()
            let normal = min(0.9, max(0.005, rates[order.issuer] * (1 + drift[order.issuer]) * common))
            let wanted = fate(order, normal)
            let hasFailed = chance.unit() < wanted
            let family = wanted > 2 * normal ? 2 : min(3, Int(chance.unit() * chance.unit() * 4))
            for kind in 0..<7 {
                let slot = slot(of: order, kind)
                trials[slot] += 1
                if hasFailed { failures[slot] += 1 }
            }
            guard hasFailed else { continue }
            // As TRACK counts them: in the whole shop and each place of one dimension, without trials of their own.
            for kind in 0..<6 { failures[familyBase + Self.families.count * slot(of: order, kind) + family] += 1 }
        }
        return slices.indices.filter { trials[$0] > 0 || failures[$0] > 0 }.map { slot in
            SliceCount(
                slice: slices[slot],
                failures: failures[slot],
                trials: trials[slot],
                amounts: failures[slot] > 0 ? [Money(currency: "EUR", amountMinor: 2500 * Int64(failures[slot]))] : [],
                sampleOrderID: failures[slot] > 0 ? "O-\(minute)-\(slot)" : nil
            )
        }
    }

    static func provider(_ index: Int) -> Slice { Slice([.init(.provider, providers[index])]) }
    static func channel(_ index: Int) -> Slice { Slice([.init(.channel, channels[index])]) }
    static func issuer(_ index: Int) -> Slice { Slice([.init(.issuer, "bank\(index)")]) }
    static func pair(_ provider: Int, _ issuer: Int) -> Slice {
        Slice([.init(.provider, providers[provider]), .init(.issuer, "bank\(issuer)")])
    }

    private mutating func draw() -> Order {
        let point = chance.unit() * cumulative[issuers - 1]
        var low = 0
        var high = issuers - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] < point { low = middle + 1 } else { high = middle }
        }
        let preferred = low % Self.providers.count
        let provider = chance.unit() < 0.7 ? preferred : Int(chance.unit() * Double(Self.providers.count))
        let method = chance.unit() < 0.6 ? provider : Int(chance.unit() * Double(Self.methods.count))
        let country = chance.unit() < 0.9 ? low % Self.countries.count : Int(chance.unit() * 6)
        let channel = min(2, Int(chance.unit() * chance.unit() * 3))
        return Order(provider: provider, method: method, issuer: low, country: country, channel: channel)
    }

    /// How many slices there are that say where and have a dimension at most: the first ones.
    private var places: Int {
        1 + Self.providers.count + Self.methods.count + issuers + Self.countries.count + Self.channels.count
    }

    /// Where slices by family begin, those of the whole shop first.
    private var familyBase: Int { slices.count - Self.families.count * places }

    /// The place of the order's slice of one kind, in the order of `makeSlices`.
    private func slot(of order: Order, _ kind: Int) -> Int {
        let bases = 1 + Self.providers.count + Self.methods.count + issuers
        let channels = bases + Self.countries.count
        switch kind {
        case 0: return 0
        case 1: return 1 + order.provider
        case 2: return 1 + Self.providers.count + order.method
        case 3: return bases - issuers + order.issuer
        case 4: return bases + order.country
        case 5: return channels + order.channel
        default: return channels + Self.channels.count + order.provider * issuers + order.issuer
        }
    }

    private func makeSlices() -> [Slice] {
        var slices = [Slice.all]
        slices += Self.providers.indices.map(Self.provider)
        slices += Self.methods.map { Slice([.init(.method, $0)]) }
        slices += (0..<issuers).map(Self.issuer)
        slices += Self.countries.map { Slice([.init(.country, $0)]) }
        slices += Self.channels.indices.map(Self.channel)
        for provider in Self.providers.indices { slices += (0..<issuers).map { Self.pair(provider, $0) } }
        for place in slices.prefix(places) {
            slices += Self.families.map { Slice(place.terms + [.init(.declineFamily, $0)]) }
        }
        return slices
    }
}
