internal import Streaming

/// φ of a signal: by how much the counts of a minute vary more than chance alone would have it.
///
/// Rates that waver from minute to minute show in large slices and drown in the chance of small ones, so φ is learnt by
/// size: one for slices whose minute is expected to hold less than one bad outcome, one for one to two, one for two to
/// four, and so on. Minutes that are expected to hold less than ``BaselineRules/phiExpectedMin`` teach nothing. Each is
/// max(1, (c1 + 50φ') / (c2 + 50)), the mean of min((kc - μ)² / μ(1 - p), 9φ) over the minutes of the slices of
/// that size, shrunk towards φ', that of the next smaller size.
struct Dispersion {
    private var sizes = [Size](repeating: Size(), count: Dispersion.sizeCount)
    private var minute: Int?

    private static let sizeCount = 14

    private struct Size {
        var squares = 0.0
        var weight = 0.0
        var squaresNew = 0.0
        var weightNew = 0.0
        var phi = 1.0
    }

    /// No counts yet.
    init() {}

    /// φ of a slice whose minute is expected to hold `expected` bad outcomes.
    func phi(expected: Double) -> Double { sizes[Self.size(of: expected)].phi }

    /// 0 below one bad outcome, then one more for each doubling.
    private static func size(of expected: Double) -> Int {
        guard expected >= 1 else { return 0 }
        return min(Int(expected.exponent) + 1, sizeCount - 1)
    }

    /// Notes a minute of a slice: its clamped count, expectation and variance under chance alone.
    mutating func learn(failures: Double, expected: Double, variance: Double, rules: BaselineRules) {
        guard expected >= rules.phiExpectedMin, variance > 0 else { return }
        let distance = failures - expected
        let size = Self.size(of: expected)
        sizes[size].squaresNew += min(distance * distance / variance, rules.phiCap * sizes[size].phi)
        sizes[size].weightNew += 1
    }

    /// Ends a minute in which slices were looked at.
    mutating func close(minute newest: Int, decay: Decay, rules: BaselineRules) {
        let factor = minute.map { decay.factor(minutes: newest - $0) } ?? 1
        var smaller = 1.0
        for size in sizes.indices {
            sizes[size].squares = sizes[size].squares * factor + sizes[size].squaresNew
            sizes[size].weight = sizes[size].weight * factor + sizes[size].weightNew
            sizes[size].squaresNew = 0
            sizes[size].weightNew = 0
            let prior = rules.phiPriorWeight
            sizes[size].phi = max(1, (sizes[size].squares + prior * smaller) / (sizes[size].weight + prior))
            smaller = sizes[size].phi
        }
        minute = newest
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        for size in sizes {
            precondition(size.weightNew == 0, "state is written between two ticks")
            writer.double(size.squares)
            writer.double(size.weight)
            writer.double(size.phi)
        }
        writer.optionalMinute(minute)
    }

    init(from reader: inout StateReader) throws(StateError) {
        for size in sizes.indices {
            sizes[size].squares = try reader.sum()
            sizes[size].weight = try reader.sum()
            sizes[size].phi = try reader.sum()
            guard sizes[size].phi >= 1 else { throw StateError("φ is \(sizes[size].phi), less than 1") }
        }
        minute = try reader.optionalMinute()
    }
}

/// How much the counts of a slice vary more than chance alone would have it.
struct Noise: Equatable {
    /// φ: variance over mean of a minute, 1 or more.
    var dispersion: Double
    /// τ²: the variance of the true rate around its expectation, relative to its square.
    var relativeVariance: Double
}
