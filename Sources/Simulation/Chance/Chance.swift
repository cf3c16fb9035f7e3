import Streaming

/// A stream of chance that a seed fixes: the only source of randomness in this module.
///
/// The generator is wyrand (Wang Yi, public domain): a counter, mixed by a 64 × 64 → 128 bit multiplication. Streams
/// made from different numbers are independent, so every order can have its own: what happens to one order then never
/// changes what happens to another, and an injected incident changes its own slice only.
struct Chance: Sendable, BitwiseCopyable {
    private var state: UInt64

    /// Which part of the shop draws: one more number that tells streams apart.
    enum Stream: UInt64 {
        case customers = 1
        case catalogue
        case arrivals
        case orders
        case drift
        case transport
        case preferences
        case stock
        case disturbances
        case seasons
        case history
        case samples
        case responses
    }

    /// The stream `number` of `stream`, for this seed.
    init(seed: UInt64, _ stream: Stream, number: UInt64 = 0) {
        var hash = StableHash(seed: seed)
        hash.combine(stream.rawValue)
        hash.combine(number)
        state = hash.value
    }

    /// 64 random bits.
    mutating func next() -> UInt64 {
        state &+= 0xA076_1D64_78BD_642F
        let product = state.multipliedFullWidth(by: state ^ 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }

    /// A number from 0 up to, not including, 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// `true` with this probability.
    mutating func happens(_ probability: Double) -> Bool { unit() < probability }

    /// An index below `count`.
    mutating func index(below count: Int) -> Int {
        precondition(count > 0, "there must be something to choose from")
        return Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }

    /// A number of milliseconds in `range`, all alike.
    mutating func milliseconds(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(index(below: Int(range.upperBound - range.lowerBound) + 1))
    }

    /// An exponentially distributed number with mean 1.
    mutating func exponential() -> Double { -Elementary.log(1 - unit()) }

    /// A standard normal number, by Marsaglia's polar method.
    mutating func normal() -> Double {
        while true {
            let first = 2 * unit() - 1
            let second = 2 * unit() - 1
            let square = first * first + second * second
            if square > 0, square < 1 { return first * (-2 * Elementary.log(square) / square).squareRoot() }
        }
    }

    /// A log-normal number of milliseconds with this median, at most `spread` standard deviations 2.5 away from it.
    mutating func logNormal(median: Int64, spread: Double) -> Int64 {
        let deviation = min(max(normal(), -2.5), 2.5)
        return Int64(Double(median) * Elementary.exp(deviation * spread))
    }

    /// A gamma distributed number with this shape, at least 1, and scale 1, by the method of Marsaglia and Tsang.
    mutating func gamma(_ shape: Double) -> Double {
        precondition(shape >= 1, "a gamma distribution of a smaller shape is not needed here")
        let offset = shape - 1.0 / 3
        let scale = 1 / (9 * offset).squareRoot()
        while true {
            let deviate = normal()
            let root = 1 + scale * deviate
            guard root > 0 else { continue }
            let cube = root * root * root
            let draw = 1 - unit()
            let square = deviate * deviate
            if draw < 1 - 0.0331 * square * square { return offset * cube }
            if Elementary.log(draw) < square / 2 + offset * (1 - cube + Elementary.log(cube)) { return offset * cube }
        }
    }

    /// A beta distributed rate with this mean, and a standard deviation of `spread` times the mean.
    mutating func beta(mean: Double, spread: Double) -> Double {
        precondition(mean > 0 && mean < 1 && spread > 0, "a rate lies between 0 and 1")
        let total = (1 - mean) / (spread * spread * mean) - 1
        let bad = gamma(mean * total)
        return bad / (bad + gamma((1 - mean) * total))
    }
}
