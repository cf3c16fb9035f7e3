/// Chooses an index with a probability proportional to its weight, in constant time.
///
/// Walker's alias method: every slot holds its own index up to a threshold, and one other index beyond it.
struct WeightedChoice: Sendable {
    private var thresholds: [Double]
    private var aliases: [Int32]

    /// A choice among `weights.count` indices. Weights must not be negative and must have a positive sum.
    init(_ weights: [Double]) {
        let total = weights.reduce(0, +)
        precondition(total > 0 && weights.allSatisfy { $0 >= 0 }, "weights are not negative and not all zero")
        var scaled = weights.map { $0 / total * Double(weights.count) }
        thresholds = Array(repeating: 1, count: weights.count)
        aliases = (0..<weights.count).map { Int32($0) }
        var small = scaled.indices.filter { scaled[$0] < 1 }
        var large = scaled.indices.filter { scaled[$0] >= 1 }
        while let less = small.popLast(), let more = large.popLast() {
            thresholds[less] = scaled[less]
            aliases[less] = Int32(more)
            scaled[more] -= 1 - scaled[less]
            if scaled[more] < 1 { small.append(more) } else { large.append(more) }
        }
    }

    /// One index.
    func pick(_ chance: inout Chance) -> Int {
        let slot = chance.index(below: thresholds.count)
        return chance.unit() < thresholds[slot] ? slot : Int(aliases[slot])
    }
}
