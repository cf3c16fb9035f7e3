internal import Streaming

/// How long the rate of a slice is remembered: three memories, from hours to days, each a correction of the longer one.
///
///     λ₀ = (K₀ + 300π) / (N₀ + 300)          π: the rate of the pool
///     λⱼ = (Kⱼ + A) / (Nⱼ + A / λⱼ₋₁)        the longer memory weighs A = 40 bad outcomes in the shorter one
///
/// A small slice has too few bad outcomes to correct anything and keeps its long-run rate; a large one follows its
/// wandering. How much each of them counts is learnt for each pool from how well they foretold, see ``Pool``.
struct Memories {
    /// What remains after a minute; half-lives of 40, 8 and 2 hours.
    static let decays = [Decay(halfLife: 2400), Decay(halfLife: 480), Decay(halfLife: 120)]
    private static let perMinute = SIMD3(decays[0].perMinute, decays[1].perMinute, decays[2].perMinute)

    /// What remains after `minutes`.
    static func factor(minutes: Int) -> SIMD3<Double> {
        guard minutes != 1 else { return perMinute }
        return SIMD3(
            decays[0].factor(minutes: minutes),
            decays[1].factor(minutes: minutes),
            decays[2].factor(minutes: minutes)
        )
    }

    /// λ by each of the memories.
    static func rates(
        of state: SliceState,
        poolRate: Double,
        priorTrials: Double,
        rules: BaselineRules
    ) -> SIMD3<Double> {
        let (failures, trials) = (state.failures.vector, state.trials.vector)
        var rates = SIMD3<Double>()
        var longer = poolRate
        var weight = priorTrials
        for index in rates.indices {
            longer = (failures[index] + weight * longer) / (trials[index] + weight)
            rates[index] = longer
            weight = rules.memoryWeight / max(longer, 1e-9)
        }
        return rates
    }
}
