/// Sebastiano Vigna's SplitMix64: chance that a seed repeats.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number near the standard normal distribution: twelve units less six.
    mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += unit() }
        return sum
    }

    /// A count whose mean and variance are `mean`.
    mutating func poisson(_ mean: Double) -> Int {
        if mean > 50 { return max(0, Int((mean + normal() * mean.squareRoot()).rounded())) }
        var left = mean
        var count = 0
        while true {
            left -= exponential()
            if left < 0 { return count }
            count += 1
        }
    }

    /// The gap before the next event of a process with one event per unit of time (von Neumann's comparison method).
    mutating func exponential() -> Double {
        var whole = 0.0
        while true {
            let first = unit()
            var previous = first
            var length = 1
            while true {
                let next = unit()
                if next >= previous { break }
                previous = next
                length += 1
            }
            if length % 2 == 1 { return whole + first }
            whole += 1
        }
    }
}
