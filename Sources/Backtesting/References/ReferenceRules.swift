/// A simple detector of the kind that many shops have: what DETECT is compared with.
///
/// It looks at every slice by itself, every minute, over the last five: no test, no false discovery control, no cause. Of
/// `volume` it says nothing: there nothing fails, and whatever is simple takes every evening for a silence.
public struct ReferenceRules: Hashable, Sendable {
    /// What tables call it.
    public var name: String
    /// When five minutes are unusual.
    public var test: Test
    /// Bad outcomes that there must be in them.
    public var failuresMin: Int

    /// When five minutes of a slice are unusual.
    public enum Test: Hashable, Sendable {
        /// So many times the rate of the last day, or more.
        case ratio(Double)
        /// So many standard deviations above the moving average of the rate, or more.
        case deviations(Double)
    }

    /// A detector with these rules.
    public init(_ name: String, _ test: Test, failuresMin: Int = 3) {
        self.name = name
        self.test = test
        self.failuresMin = failuresMin
    }

    /// The two of which everybody thinks first, as they are and tuned: of 49 pairs of thresholds each, those of the best recall at
    /// no more than one false alarm a day, three days of `history` of each of the seeds 101 to 104.
    public static let all = [
        ReferenceRules("fixed 3× in 5 min", .ratio(3)),
        ReferenceRules("the same, tuned: 15×, 20 failures", .ratio(15), failuresMin: 20),
        ReferenceRules("moving average, z ≥ 3", .deviations(3)),
        ReferenceRules("the same, tuned: z ≥ 12, 8 failures", .deviations(12), failuresMin: 8),
    ]

    /// How many minutes are looked at together.
    static let windowMinutes = 5
    /// How long a slice must be known before it is judged, in minutes.
    static let learningMinutes = 60
    /// Minutes that are not unusual after which an incident is over.
    static let quietMinutes = 15

    /// Whether a window of these counts is unusual.
    func isUnusual(_ window: ReferenceWindow) -> Bool {
        guard window.failures >= failuresMin else { return false }
        switch test {
        case .ratio(let least): return Double(window.failures) >= least * window.expected
        case .deviations(let least):
            let beyond = window.rate - window.mean
            return beyond > 0 && beyond * beyond >= least * least * window.variance
        }
    }
}
