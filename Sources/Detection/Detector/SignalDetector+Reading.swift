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
            poolRate: pools[Int(table.states[slot].pool)].rate(rules.baseline)
        ).tauSquared
        return (max(first, closed - rings.length + 1)...max(first, closed)).map { minute in
            let counts = rings.counts(slot: slot, minute: minute)
            let variance = current.phi * counts.expected + tauSquared * counts.expected * counts.expected
            return MinuteReading(
                minute: Self.start(of: minute),
                observed: Int(counts.failures),
                trials: Int(counts.trials),
                expected: counts.expected,
                deviation: variance.squareRoot()
            )
        }
    }
}
