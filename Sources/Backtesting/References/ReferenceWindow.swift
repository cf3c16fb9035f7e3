/// Five minutes of a slice beside what was usual before, as a ``ReferenceRules`` looks at them.
struct ReferenceWindow: Hashable, Sendable {
    /// Bad outcomes.
    var failures: Int
    /// Trials.
    var trials: Int
    /// Bad outcomes of as many trials at the rate of the last day.
    var expected: Double
    /// The moving average of the rate.
    var mean: Double
    /// The moving average of its squared distance from that.
    var variance: Double

    var rate: Double { trials > 0 ? Double(failures) / Double(trials) : 0 }
}
