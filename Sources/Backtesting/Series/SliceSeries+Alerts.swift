internal import Commerce
internal import Streaming

extension SliceSeries {
    /// The minutes that the alerts of an incident tell, with the deviation that their test had.
    public init(_ firing: Firing) {
        self.init(signal: firing.first.signal, slice: firing.first.slice)
        for alert in firing.alerts { add(Self.points(of: alert.evidence)) }
    }

    private static func points(of evidence: Evidence) -> [Point] {
        guard let series = evidence.series else { return [] }
        return series.observed.indices.map { index in
            let expected = series.expected[index]
            let variance = evidence.dispersion * expected + evidence.relativeVariance * expected * expected
            return Point(
                minute: series.start.advanced(by: .minutes(Int64(index))),
                observed: series.observed[index],
                trials: series.trials[index],
                expected: expected,
                deviation: max(0, variance).squareRoot()
            )
        }
    }
}
