/// How the detector learns what is normal: the constants of `detection.md`, with their names there.
public struct BaselineRules: Sendable, Hashable {
    /// Half-life of the pooled sums DK and DN. Those of a slice have three half-lives of their own, see `Memories`.
    public var halfLifeMinutes = 1200.0
    /// Trials that the pooled rate weighs in a slice's own rate: λ = (K + 300π) / (N + 300).
    public var priorTrials = 300.0
    /// Bad outcomes that a pool starts with: π = (DK + 1) / (DN + 20).
    public var poolPriorFailures = 1.0
    /// Trials that a pool starts with.
    public var poolPriorTrials = 20.0
    /// Bad outcomes that a longer memory of a slice weighs in a shorter one.
    public var memoryWeight = 40.0
    /// Minutes after which a minute is learnt: what turns out to be anomalous in the meantime is not.
    public var learningLag = 4
    /// How far, relatively, the rates of the slices of one dimension lie apart (standard deviation over mean).
    ///
    /// A slice that has not been seen enough may have any of those rates; its test knows that (not in `detection.md`).
    public var poolSpread = 0.4
    /// No rate is expected above this.
    public var rateMax = 0.95

    /// Standard deviations by which a minute may exceed its expectation in what is learnt: kc.
    public var clampDeviations = 3.0
    /// While the p-value of a slice is below this, the slice learns nothing.
    public var guardPValue = 1e-2
    /// Minutes for which a slice may learn nothing; each other minute gives one back.
    public var guardMinutesMax = 720

    /// r: how many times the rate of the longest memory the CUSUM of slow drift looks for.
    public var driftLift = 4.0
    /// Nats of that CUSUM from which a slice learns nothing.
    public var driftGuard = 6.0
    /// Nats that it holds at most, so that it is over soon after what raised it.
    public var driftMax = 9.0

    /// Weight of φ = 1 at the start, in minutes of slices.
    public var phiPriorWeight = 50.0
    /// Half-life of φ.
    public var phiHalfLifeMinutes = 1440.0
    /// One minute counts at most as this many φ.
    public var phiCap = 9.0
    /// Expected bad outcomes below which a minute says nothing about φ (its capped square is biased low).
    public var phiExpectedMin = 0.5

    /// τ before anything is known: the relative standard deviation of a slice's true rate around its expectation.
    public var tauPrior = 0.15
    /// Weight of ``tauPrior``, in squared expected bad outcomes.
    public var tauPriorWeight = 5000.0
    /// Least τ.
    public var tauMin = 0.05
    /// Greatest τ that is learnt.
    public var tauMax = 0.4
    /// Length of the blocks from which τ is learnt.
    public var tauBlockMinutes = 15
    /// What remains of the sums behind τ after a block.
    public var tauBlockDecay = 0.99
    /// A block counts at most as this many times its expected variance.
    public var tauBlockCap = 6.0

    /// Weight of g = 1 in an hour of the day, in bad outcomes.
    public var hourPriorFailures = 100.0
    /// Weight of the hour of the day in an hour of the week, in bad outcomes.
    public var weekPriorFailures = 300.0
    /// What remains of an hour's sums after a minute.
    public var hourDecayPerMinute = 0.9995
    /// Minutes of history after which the hour of the day is believed.
    public var hourAfterMinutes = 1440
    /// How far, relatively, the rates of the hours lie apart (standard deviation over mean): what is not known of an hour
    /// (not in `detection.md`).
    public var hourSpread = 0.2

    /// Minutes of history before which a signal neither alerts nor holds back learning.
    public var warmUpMinutes = 60
    /// Times as long it takes for signals whose bad outcomes come hours after their trials: the first orders that are not
    /// paid are cancelled two hours after they were placed, and there was nothing like it before (not in `detection.md`).
    public var delayedWarmUpFactor = 3
    /// Trials that a dimension must have seen, decayed, before its slices may alert.
    public var warmUpTrials = 300.0

    /// The constants of `detection.md`.
    public init() {}
}
