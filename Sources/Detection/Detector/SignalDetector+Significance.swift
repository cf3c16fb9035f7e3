internal import Commerce
internal import Streaming

/// Which findings of a tick are more than chance.
///
/// False discovery control by Benjamini and Hochberg, with two amendments. Without the first, one outage that shows in
/// forty slices would let the next best p-value pass that is forty times as large; without the second, the few wide
/// slices would be judged as if they were as many as the narrow ones.
extension SignalDetector {
    /// Notes which findings are significant in this tick, and which have been in enough of the last ones. Returns the
    /// greatest p-value, weighted, that is significant.
    ///
    /// - What may belong to an open incident is no discovery and does not raise the cut. Alone it is held against q over the
    ///   number of tests.
    /// - Slices of a pool of s are judged with weights proportional to 1/√s, of mean 1 over all slices (Genovese, Roeder &
    ///   Wasserman, Biometrika 93, 2006): there are few providers and many issuers, and more depends on a provider.
    mutating func judge(_ findings: inout [Finding]) -> (cut: Double, alone: Double) {
        let testsMin = signal == .volume ? rules.volume.testsMin : rules.testsMin
        let tests = max(testsMin, active.count, 1)
        let alone = rules.falseDiscoveryRate / Double(tests)
        guard !findings.isEmpty else { return (alone, alone) }
        if signal != .volume { weigh(&findings) }
        let open = incidents.filter { !$0.isOver }
        let free = findings.lazy.filter { finding in
            finding.gatedPValue < 1 && !open.contains { $0.slice.canShareOrders(with: finding.slice) }
        }
        let discovered = FalseDiscovery.cut(
            free.map(\.weightedPValue),
            tests: tests,
            rate: rules.falseDiscoveryRate
        )
        let cut = max(discovered ?? 0, alone)
        let considered = UInt8(truncatingIfNeeded: (1 << rules.incidents.ticksConsidered) - 1)
        for index in findings.indices where findings[index].weightedPValue <= cut {
            let slot = findings[index].slot
            statistics.verdicts += 1
            table.states[slot].ticks |= 1
            findings[index].isSignificant = true
            findings[index].ticks = (table.states[slot].ticks & considered).nonzeroBitCount
            let required = rules.incidents.ticksRequired(of: findings[index].slice)
            findings[index].isFired = findings[index].ticks >= required
        }
        return (cut, alone)
    }

    /// How many slices say as much as `slice`: those of the same dimensions, whatever their outcome.
    private func alike(_ slice: Slice, in sizes: [Double]) -> Int {
        let dimensions = Pool.Kind.dimensions(of: slice)
        var sum = 0.0
        for index in pools.indices where pools[index].kind.dimensions == dimensions { sum += sizes[index] }
        return Int(sum)
    }

    /// Gives each finding the weight of its pool, by how many of its slices are looked at.
    private func weigh(_ findings: inout [Finding]) {
        var sizes = [Double](repeating: 0, count: pools.count)
        for slot in active { sizes[Int(table.states[Int(slot)].pool)] += 1 }
        let roots = sizes.map { $0.squareRoot() }
        let mean = Double(active.count) / roots.reduce(0, +)
        for index in findings.indices {
            let pool = Int(table.states[findings[index].slot].pool)
            findings[index].weight = mean / roots[pool]
            let slice = findings[index].slice
            let named = rules.incidents.isSymptom(slice) ? slice : rules.incidents.place(of: slice)
            findings[index].alike = alike(named, in: sizes)
        }
    }
}
