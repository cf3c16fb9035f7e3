/// What is remembered of one slice: its last five minutes, and what was usual before them.
struct ReferenceSlice {
    /// The last minutes, each at its number modulo their count.
    private var failures = [Int](repeating: 0, count: ReferenceRules.windowMinutes)
    private var trials = [Int](repeating: 0, count: ReferenceRules.windowMinutes)
    /// Sums of the last day, which fade.
    private var usualFailures = 0.0
    private var usualTrials = 0.0
    private var mean = 0.0
    private var variance = 0.0
    private var minutes = 0
    /// Minutes whose window had trials.
    private var averaged = 0

    /// What is left of a sum after a minute, when half of it is left after a day.
    private static let dayDecay = 0.999_518_76
    /// The weight of a minute in the moving averages: half of them is the last three hours.
    private static let weight = 0.003_843_4

    /// Whether it is known for long enough to be judged.
    var isKnown: Bool { minutes > ReferenceRules.learningMinutes }

    /// Takes the counts of the next minute, whose number is `minute`, and gives the window that ends with it. What is usual is
    /// what came before the window; the averages are those of before this minute.
    mutating func take(_ newFailures: Int, _ newTrials: Int, minute: Int) -> ReferenceWindow {
        let place = minute % ReferenceRules.windowMinutes
        usualFailures = usualFailures * Self.dayDecay + Double(failures[place])
        usualTrials = usualTrials * Self.dayDecay + Double(trials[place])
        failures[place] = newFailures
        trials[place] = newTrials
        let sum = trials.reduce(0, +)
        let window = ReferenceWindow(
            failures: failures.reduce(0, +),
            trials: sum,
            expected: usualTrials > 0 ? Double(sum) * usualFailures / usualTrials : 0,
            mean: mean,
            variance: variance
        )
        minutes += 1
        guard sum > 0 else { return window }
        averaged += 1
        // All minutes weigh alike as long as there are few of them.
        let weight = max(Self.weight, 1 / Double(averaged))
        let distance = window.rate - mean
        mean += weight * distance
        variance = (1 - weight) * (variance + weight * distance * distance)
        return window
    }
}
