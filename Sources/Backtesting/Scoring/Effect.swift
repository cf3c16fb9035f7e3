internal import Commerce
internal import Streaming

/// How large a label shows in what was counted while it lasted.
public struct Effect: Hashable, Sendable {
    /// Minutes that were counted.
    public var minutes: Int
    /// Bad outcomes.
    public var observed: Int
    /// Bad outcomes that the baseline expected.
    public var expected: Double

    /// Observed over expected.
    public var lift: Double { expected > 0 ? Double(observed) / expected : .infinity }

    /// Bad outcomes beyond the expected, per minute.
    public var excessPerMinute: Double { (Double(observed) - expected) / Double(max(1, minutes)) }

    /// What it says of the label's size.
    public var size: Label.Size { Label.Size(lift: lift, excessPerMinute: excessPerMinute) }

    /// An effect with these values.
    public init(minutes: Int, observed: Int, expected: Double) {
        self.minutes = minutes
        self.observed = observed
        self.expected = expected
    }

    /// The effect of `label` in `series`; `nil` when none of them is of the label's slice and time.
    init?(of label: Label, in series: [SliceSeries]) {
        guard let own = series.first(where: { $0.signal == label.signalToFind && label.names.contains($0.slice) })
        else { return nil }
        let points = own.points.filter { label.start <= $0.minute && $0.minute < label.end }
        guard !points.isEmpty else { return nil }
        self.init(
            minutes: points.count,
            observed: points.reduce(0) { $0 + $1.observed },
            expected: points.reduce(0) { $0 + $1.expected }
        )
    }
}
