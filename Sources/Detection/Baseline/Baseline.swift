/// What is normal for a slice in one minute, and how a minute is learnt: the formulas of `detection.md`.
///
/// A value for one tick: it holds what all slices of the signal share. The sums themselves are in ``SliceState``.
struct Baseline {
    let rules: BaselineRules
    let isProportion: Bool
    let decay: Decay
    let exposureDecay: Decay
    /// φ of the signal.
    var phi = 1.0
    /// g of the hour.
    var hourFactor = 1.0

    /// What is expected of a slice, and how sure that is.
    struct Expectation {
        /// λ: the rate without the hour of the day.
        var baseRate: Double
        /// p: the rate in this minute, at most 0.95 for a proportion.
        var rate: Double
        /// τ² of the slice, and on top what is not known of its rate yet.
        var tauSquared: Double
    }

    init(rules: BaselineRules, isProportion: Bool) {
        self.rules = rules
        self.isProportion = isProportion
        decay = Decay(halfLife: rules.halfLifeMinutes)
        exposureDecay = Decay(perMinute: 1 - 1 / rules.exposureMinutes)
    }

    /// Brings the sums of a slice to `minute`, however many minutes without a tick lie between.
    ///
    /// A signal that is not a proportion learns from those minutes that nothing happened on their exposure; the sum of
    /// the fading exposure is a geometric series.
    func bring(_ state: inout SliceState, to minute: Int) {
        let elapsed = minute - Int(state.minute)
        guard elapsed > 0 else { return }
        let factor = decay.factor(minutes: elapsed)
        state.failures *= factor
        state.trials *= factor
        if !isProportion {
            let age = Int(state.minute) - Int(state.firstMinute) + 1
            if elapsed > 1, age > 0 {
                let quotient = exposureDecay.perMinute / decay.perMinute
                let series = quotient * (1 - Mathematics.pow(quotient, Double(elapsed - 1))) / (1 - quotient)
                state.trials += state.exposure / (1 - exposureDecay.factor(minutes: age)) * factor * series
            }
            state.exposure *= exposureDecay.factor(minutes: elapsed)
        }
        state.guardMinutes = Int16(clamping: min(rules.guardMinutesMax, Int(state.guardMinutes) + elapsed - 1))
        state.ticks = elapsed > 7 ? 0 : state.ticks << UInt8(elapsed)
        state.minute = Int32(clamping: minute)
        close(&state, blockOf: minute)
    }

    /// λ, p and τ² of a slice whose pool has the rate `poolRate`.
    ///
    /// τ² of `detection.md` says how a known rate wanders. A rate that is not known well is uncertain by the spread of
    /// its pool, as far as the pool stands in for it, and by the chance in what was learnt:
    /// (1 - w)²·0.4² + w²·φ(1 - λ)/(Nλ), w = N / (N + 300). Both vanish with N.
    func expectation(of state: SliceState, poolRate: Double) -> Expectation {
        let known = state.trials + rules.priorTrials
        var base = (state.failures + rules.priorTrials * poolRate) / known
        if isProportion { base = min(base, rules.rateMax) }
        let rate = isProportion ? min(base * hourFactor, rules.rateMax) : base * hourFactor
        let unknown = rules.priorTrials / known * rules.poolSpread
        let complement = isProportion ? 1 - base : 1
        let chance = state.trials * phi * complement / (known * known * base)
        return Expectation(
            baseRate: base,
            rate: rate,
            tauSquared: tauSquared(of: state) + unknown * unknown + chance
        )
    }

    /// The trials of a minute, or what stands for them: the exposure after adding the minute's trials to it.
    func trials(_ count: Int, of state: inout SliceState) -> Double {
        guard !isProportion else { return Double(count) }
        state.exposure += Double(count) * (1 - exposureDecay.perMinute)
        let age = max(1, Int(state.minute) - Int(state.firstMinute) + 1)
        let current = state.exposure / (1 - exposureDecay.factor(minutes: age))
        let mean = state.trials * (1 - decay.perMinute) / (1 - decay.factor(minutes: age))
        return max(current, rules.exposureFloor * mean)
    }

    /// Learns a minute and returns its clamped count kc.
    func learn(_ state: inout SliceState, failures: Int, trials: Double, _ expectation: Expectation) -> Double {
        let mean = trials * expectation.rate
        let complement = isProportion ? 1 - expectation.rate : 1
        let variance = mean * complement * phi
        let spread = (variance + expectation.tauSquared * mean * mean).squareRoot()
        let clamped = min(Double(failures), mean + rules.clampDeviations * spread + 1)
        state.trials += trials
        state.failures += clamped / hourFactor
        state.blockExcess += clamped - mean
        state.blockVariance += variance
        state.blockExpected += mean
        return clamped
    }

    private func tauSquared(of state: SliceState) -> Double {
        let prior = rules.tauPriorWeight
        let learnt = (state.tauExcess + prior * rules.tauPrior * rules.tauPrior) / (state.tauMean + prior)
        return min(max(learnt, rules.tauMin * rules.tauMin), rules.tauMax * rules.tauMax)
    }

    /// Ends the slice's block when `minute` is in a later one; blocks without a tick between them only fade.
    private func close(_ state: inout SliceState, blockOf minute: Int) {
        let block = minute / rules.tauBlockMinutes
        let blocks = block - Int(state.block)
        guard blocks > 0 else { return }
        let square = state.blockExpected * state.blockExpected
        let variance = state.blockVariance
        let capped = min(
            state.blockExcess * state.blockExcess,
            rules.tauBlockCap * (variance + tauSquared(of: state) * square)
        )
        let rest = Decay(perMinute: rules.tauBlockDecay).factor(minutes: blocks - 1)
        state.tauExcess = max(0, rules.tauBlockDecay * state.tauExcess + capped - variance) * rest
        state.tauMean = (rules.tauBlockDecay * state.tauMean + square) * rest
        state.blockExcess = 0
        state.blockVariance = 0
        state.blockExpected = 0
        state.block = Int32(clamping: block)
    }
}
