/// What is normal for a slice in one minute, and how a minute is learnt: the formulas of `detection.md`.
///
/// A value for one tick: it holds what all slices of the signal share. The sums themselves are in ``SliceState``.
struct Baseline {
    let rules: BaselineRules
    let isProportion: Bool
    /// Whether bad outcomes fall on the trials of earlier minutes.
    let isDelayed: Bool
    /// How the sums of a pool fade.
    let decay: Decay
    /// Trials that the pooled rate weighs.
    var priorTrials: Double
    /// φ by size.
    var dispersion = Dispersion()
    /// On which trials bad outcomes fall.
    var exposure = Exposure()
    /// How much it adds to τ² that the exposure's averages disagree.
    var disagreementWeight = 0.1
    /// Whether bad outcomes may come hours after their trials, all at one time: then the peak of the last day may be behind them.
    var isAfterPeaks = false
    /// g of the hour.
    var hourFactor = 1.0
    /// τ² of what is not known of the hour; of a provider's share, whose hours are not learnt, all of it.
    var hourVariance = 0.0
    /// How many times the usual the calendar expects.
    var dayFactor = 1.0
    /// g of the hour of the minute that is learnt, times what the calendar expected of it.
    var learntHourFactor = 1.0
    /// Whether the minute that is to be learnt may teach what is usual.
    var isLearning = true

    /// What is expected of a slice, and how sure that is.
    struct Expectation {
        /// λ by each of the memories.
        var rates: SIMD3<Double>
        /// λ: the rate without the hour of the day.
        var baseRate: Double
        /// p: the rate in this minute, at most 0.95 for a proportion.
        var rate: Double
        /// φ of a minute, and τ² with what is not known of the rate yet on top.
        var noise: Noise
    }

    init(rules: BaselineRules, isProportion: Bool, isDelayed: Bool) {
        self.rules = rules
        self.isProportion = isProportion
        self.isDelayed = isDelayed
        priorTrials = rules.priorTrials
        decay = Decay(halfLife: rules.halfLifeMinutes)
    }

    /// Brings the sums of a slice to `minute`, however many minutes without a tick lie between.
    ///
    /// A signal that is not a proportion learns from those minutes that nothing happened on their exposure; the sum of
    /// the fading exposure is a geometric series.
    func bring(_ state: inout SliceState, _ averages: inout Three, to minute: Int) {
        let elapsed = minute - Int(state.minute)
        guard elapsed > 0 else { return }
        let factor = Memories.factor(minutes: elapsed)
        state.failures.vector *= factor
        state.trials.vector *= factor
        if isDelayed { bring(&averages, of: &state, elapsed: elapsed, factor: factor) }
        let block = Int(state.minute) / rules.tauBlockMinutes
        state.guardMinutes = Int16(clamping: min(rules.guardMinutesMax, Int(state.guardMinutes) + elapsed - 1))
        state.ticks = elapsed > 7 ? 0 : state.ticks << UInt8(elapsed)
        state.age += elapsed
        state.minute = Int32(clamping: minute)
        close(&state, blocks: minute / rules.tauBlockMinutes - block)
    }

    /// λ, p, φ and τ² of a slice of `pool` in a minute with `trials` trials.
    ///
    /// τ² of `detection.md` says how a known rate wanders. A rate that is not known well is uncertain by the spread of
    /// its pool, as far as the pool stands in for it, and by the chance in what was learnt:
    /// (1 - w)²·0.4² + w²·φ(1 - λ)/(Nλ), w = N / (N + 300). Both vanish with N. So does ``hourVariance``, as far
    /// as hours become known.
    func expectation(of state: SliceState, _ averages: Three, pool: Pool, trials: Double) -> Expectation {
        let rates = Memories.rates(of: state, poolRate: pool.rate(rules), priorTrials: priorTrials, rules: rules)
        let weights = pool.weights
        var base = (rates * weights).sum()
        if isProportion { base = min(base, rules.rateMax) }
        let usual = base * hourFactor * dayFactor
        let rate = isProportion ? min(usual, rules.rateMax) : usual
        let learnt = state.trials.vector[0]
        let known = learnt + priorTrials
        let unknown = priorTrials / known * rules.poolSpread
        let complement = isProportion ? 1 - base : 1
        let phi = dispersion.phi(expected: trials * rate)
        var apart = isDelayed ? disagreementWeight * exposure.disagreement(averages, age: state.age) : 0
        if isAfterPeaks { apart += exposure.peakVariance(averages, age: state.age) }
        let chance = learnt * phi * complement / (known * known * base)
        let unsure = unknown * unknown + chance + apart + hourVariance
        return Expectation(
            rates: rates,
            baseRate: base,
            rate: rate,
            noise: Noise(dispersion: phi, relativeVariance: tauSquared(of: state) + unsure)
        )
    }

    /// Fades the averages, and learns that nothing happened on what there was of them in the minutes without a tick.
    private func bring(_ averages: inout Three, of state: inout SliceState, elapsed: Int, factor: SIMD3<Double>) {
        let age = state.age
        let unbiased = Exposure.unbiased(averages, age: age)
        var faded = averages.vector
        for index in faded.indices {
            let average = Exposure.decays[index]
            if elapsed > 1, age > 0 {
                var series = SIMD3<Double>()
                for memory in series.indices {
                    let quotient = average.perMinute / Memories.decays[memory].perMinute
                    series[memory] = quotient * (1 - Mathematics.pow(quotient, Double(elapsed - 1))) / (1 - quotient)
                }
                state.trials.vector += exposure.weights[index] * unbiased[index] * series * factor
            }
            faded[index] *= average.factor(minutes: elapsed)
        }
        averages.vector = faded
    }

    /// The trials of a minute, or what stands for them: the exposure after adding the minute's trials to it.
    func trials(_ count: Int, of state: SliceState, _ averages: inout Three) -> Double {
        guard isDelayed else { return Double(count) }
        Exposure.add(count, to: &averages)
        return exposure.trials(averages, age: state.age)
    }

    /// Whether a slice is old enough for its errors to be those of the world and not of its first guesses.
    func isKnown(_ state: SliceState) -> Bool { state.age > rules.warmUpMinutes }

    /// Minutes of a signal's history before which it neither alerts nor holds back learning.
    var warmUpMinutes: Int { rules.warmUpMinutes * (isDelayed ? rules.delayedWarmUpFactor : 1) }

    /// Learns a minute that was expected as `counts` say, and returns its clamped count kc.
    ///
    /// - Parameter age: how many minutes ago it was.
    func learn(_ state: inout SliceState, _ counts: WindowCounts, age: Int, _ noise: Noise) -> Double {
        let mean = counts.expected
        let complement = isProportion ? max(0, 1 - mean / max(1, counts.trials)) : 1
        let variance = mean * complement * noise.dispersion
        let spread = (variance + noise.relativeVariance * mean * mean).squareRoot()
        // A first guess may be wrong by any factor: what does not fit it is not an outlier yet.
        let most = isKnown(state) ? mean + rules.clampDeviations * spread + 1 : .infinity
        let clamped = min(counts.failures, most)
        let factor = Memories.factor(minutes: age)
        state.trials.vector += counts.trials * factor
        state.failures.vector += clamped / learntHourFactor * factor
        guard isKnown(state) else { return clamped }
        state.blockExcess += Float(clamped - mean)
        state.blockVariance += Float(variance)
        state.blockExpected += Float(mean)
        return clamped
    }

    private func tauSquared(of state: SliceState) -> Double {
        let prior = rules.tauPriorWeight
        let learnt =
            (Double(state.tauExcess) + prior * rules.tauPrior * rules.tauPrior) / (Double(state.tauMean) + prior)
        return min(max(learnt, rules.tauMin * rules.tauMin), rules.tauMax * rules.tauMax)
    }

    /// Ends the slice's block when a later one, so many further on, begins; blocks without a tick between only fade.
    private func close(_ state: inout SliceState, blocks: Int) {
        guard blocks > 0 else { return }
        let (excess, variance) = (Double(state.blockExcess), Double(state.blockVariance))
        let square = Double(state.blockExpected) * Double(state.blockExpected)
        let capped = min(excess * excess, rules.tauBlockCap * (variance + tauSquared(of: state) * square))
        let rest = Decay(perMinute: rules.tauBlockDecay).factor(minutes: blocks - 1)
        state.tauExcess = Float(max(0, rules.tauBlockDecay * Double(state.tauExcess) + capped - variance) * rest)
        state.tauMean = Float((rules.tauBlockDecay * Double(state.tauMean) + square) * rest)
        state.blockExcess = 0
        state.blockVariance = 0
        state.blockExpected = 0
    }
}
