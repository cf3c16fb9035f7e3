public import Commerce
public import Streaming

/// What was counted in one slice and what its baseline expected, minute by minute.
public struct SliceSeries: Hashable, Sendable {
    /// What was counted.
    public var signal: Signal
    /// Where.
    public var slice: Slice
    /// The minutes, in order; some may be missing.
    public var points: [Point]

    /// One minute.
    public struct Point: Hashable, Sendable {
        /// Its start.
        public var minute: EventTime
        /// Bad outcomes.
        public var observed: Int
        /// Trials.
        public var trials: Int
        /// Bad outcomes that the baseline expects.
        public var expected: Double
        /// The standard deviation of that expectation; `nil` when it is not known.
        public var deviation: Double?

        /// A minute with these counts.
        public init(minute: EventTime, observed: Int, trials: Int, expected: Double, deviation: Double? = nil) {
            self.minute = minute
            self.observed = observed
            self.trials = trials
            self.expected = expected
            self.deviation = deviation
        }

        /// The most that is usual: three standard deviations above the expected.
        public var high: Double { expected + 3 * (deviation ?? expected.squareRoot()) }

        /// The least that is usual.
        public var low: Double { max(0, expected - 3 * (deviation ?? expected.squareRoot())) }
    }

    /// A series of these minutes, in any order. Of a minute that is there twice the last counts.
    public init(signal: Signal, slice: Slice, points: [Point] = []) {
        self.signal = signal
        self.slice = slice
        self.points = []
        add(points)
    }

    /// Adds minutes; they take the place of those that are there.
    public mutating func add(_ more: [Point]) {
        var byMinute: [EventTime: Point] = [:]
        for point in points + more { byMinute[point.minute] = point }
        points = byMinute.values.sorted { $0.minute < $1.minute }
    }

    /// The minutes that start in `start..<end`.
    public func points(from start: EventTime, to end: EventTime) -> [Point] {
        points.filter { start <= $0.minute && $0.minute < end }
    }
}
