internal import Commerce
internal import Streaming

/// The rate of all slices of the same dimensions and the same outcome together: what is expected of one that is not known
/// yet.
struct Pool {
    /// Which slices.
    let kind: Kind
    /// DK: bad outcomes learnt, decayed to ``minute``.
    private(set) var failures = 0.0
    /// DN: trials or exposure learnt, decayed to ``minute``.
    private(set) var trials = 0.0
    private(set) var minute: Int?
    /// How much each of the memories counts; their sum is 1.
    private(set) var weights = SIMD3<Double>(0, 1, 0)
    private var scores = SIMD3<Double>()
    private var failuresNew = 0.0
    private var trialsNew = 0.0
    private var scoresNew = SIMD3<Double>()

    private static let memory = Decay(halfLife: 1440)

    /// What slices of one pool have in common.
    struct Kind: Hashable {
        /// The dimensions, one bit each.
        let dimensions: UInt64
        /// How orders fail there: outcomes differ by orders of magnitude, places by little.
        let outcome: Slice

        init(of slice: Slice, rules: IncidentRules) {
            dimensions = Self.dimensions(of: slice)
            outcome = rules.outcome(of: slice)
        }

        /// The dimensions of `slice`, one bit each.
        static func dimensions(of slice: Slice) -> UInt64 {
            slice.terms.reduce(0) { $0 | 1 << UInt64($1.dimension.rawValue) }
        }

        fileprivate init(dimensions: UInt64, outcome: Slice) {
            self.dimensions = dimensions
            self.outcome = outcome
        }
    }

    init(_ kind: Kind) { self.kind = kind }

    /// The pool of an outcome that comes for the first time: `place` was tried as often without it.
    init(_ kind: Kind, firstIn place: Pool) {
        self.init(kind)
        trials = place.trials
        minute = place.minute
    }

    /// π = (DK + 1) / (DN + 20).
    func rate(_ rules: BaselineRules) -> Double {
        (failures + rules.poolPriorFailures) / (trials + rules.poolPriorTrials)
    }

    /// Takes a factor of the hours out of what was learnt.
    mutating func clear(of factor: Double) { failures /= factor }

    /// Notes what a slice learns in the minute under way; it counts from the next minute on, so that the order of the
    /// slices within a minute does not matter to what is expected of them.
    mutating func learn(failures: Double, trials: Double) {
        failuresNew += failures
        trialsNew += trials
    }

    /// Notes how well each of the memories foretold a minute of a slice: the logarithm of its Poisson likelihood over φ.
    mutating func judge(_ rates: SIMD3<Double>, failures: Double, trials: Double, hourFactor: Double, phi: Double) {
        for index in weights.indices {
            let mean = max(trials * rates[index] * hourFactor, 1e-9)
            scoresNew[index] += (failures * Mathematics.log(mean) - mean) / phi
        }
    }

    /// Ends a minute in which slices were looked at.
    mutating func close(minute newest: Int, decay: Decay) {
        let factor = minute.map { decay.factor(minutes: newest - $0) } ?? 1
        failures = failures * factor + failuresNew
        trials = trials * factor + trialsNew
        scores = scores * (minute.map { Self.memory.factor(minutes: newest - $0) } ?? 1) + scoresNew
        scoresNew = SIMD3()
        let best = scores.max()
        for index in weights.indices { weights[index] = Mathematics.exp(scores[index] - best) }
        weights /= weights.sum()
        failuresNew = 0
        trialsNew = 0
        minute = newest
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        precondition(failuresNew == 0 && trialsNew == 0 && scoresNew == SIMD3(), "state is written between two ticks")
        writer.number(kind.dimensions)
        writer.slice(kind.outcome)
        writer.double(failures)
        writer.double(trials)
        for index in weights.indices {
            writer.double(weights[index])
            writer.double(scores[index])
        }
        writer.optionalMinute(minute)
    }

    init(from reader: inout StateReader) throws(StateError) {
        kind = Kind(dimensions: try reader.number(), outcome: try reader.slice())
        failures = try reader.sum()
        trials = try reader.sum()
        for index in weights.indices {
            weights[index] = try reader.sum()
            scores[index] = try reader.signedSum()
        }
        guard (0.999...1.001).contains(weights.sum()) else {
            throw StateError("the weights of a pool's memories are not 1")
        }
        minute = try reader.optionalMinute()
    }
}
