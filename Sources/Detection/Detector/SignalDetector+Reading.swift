public import Commerce
internal import Streaming

extension SignalDetector {
    /// The last closed minutes of `slice`, as far back as the detector remembers them, the oldest first; none when it
    /// does not watch the slice now. Reading changes nothing.
    public func readings(of slice: Slice) -> [MinuteReading] {
        guard let closed = closedMinute, let first = firstMinute, let slot = table.slot(of: slice),
            table.states[slot].isActive
        else { return [] }
        let current = baseline(at: closed)
        let tauSquared = current.expectation(
            of: table.states[slot],
            table.averages(of: slot),
            pool: pools[Int(table.states[slot].pool)],
            trials: windows.counts(slot: slot, minute: closed).trials
        ).noise.relativeVariance
        return (max(first, closed - SliceWindows.exactMax + 1)...max(first, closed)).map { minute in
            let counts = windows.counts(slot: slot, minute: minute)
            let phi = current.dispersion.phi(expected: counts.expected)
            let variance = phi * counts.expected + tauSquared * counts.expected * counts.expected
            return MinuteReading(
                minute: Self.start(of: minute),
                observed: Int(counts.failures),
                trials: Int(counts.trials.rounded()),
                expected: counts.expected,
                deviation: variance.squareRoot()
            )
        }
    }
}
