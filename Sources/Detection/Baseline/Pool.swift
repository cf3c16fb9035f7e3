internal import Streaming

/// The rate of all slices of the same dimensions together: what is expected of one that is not known yet.
struct Pool {
    /// The dimensions, one bit each.
    let dimensions: UInt64
    /// DK: bad outcomes learnt, decayed to ``minute``.
    private(set) var failures = 0.0
    /// DN: trials or exposure learnt, decayed to ``minute``.
    private(set) var trials = 0.0
    private(set) var minute: Int?
    private var failuresNew = 0.0
    private var trialsNew = 0.0

    init(dimensions: UInt64) { self.dimensions = dimensions }

    /// π = (DK + 1) / (DN + 20).
    func rate(_ rules: BaselineRules) -> Double {
        (failures + rules.poolPriorFailures) / (trials + rules.poolPriorTrials)
    }

    /// Notes what a slice learns in the minute under way; it counts from the next minute on, so that the order of the
    /// slices within a minute does not matter to what is expected of them.
    mutating func learn(failures: Double, trials: Double) {
        failuresNew += failures
        trialsNew += trials
    }

    /// Ends a minute in which slices were looked at.
    mutating func close(minute newest: Int, decay: Decay) {
        let factor = minute.map { decay.factor(minutes: newest - $0) } ?? 1
        failures = failures * factor + failuresNew
        trials = trials * factor + trialsNew
        failuresNew = 0
        trialsNew = 0
        minute = newest
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        precondition(failuresNew == 0 && trialsNew == 0, "state is written between two ticks")
        writer.number(dimensions)
        writer.double(failures)
        writer.double(trials)
        writer.optionalMinute(minute)
    }

    init(from reader: inout StateReader) throws(StateError) {
        dimensions = try reader.number()
        failures = try reader.sum()
        trials = try reader.sum()
        minute = try reader.optionalMinute()
    }
}
