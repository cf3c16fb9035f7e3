internal import ArgumentParser

/// Seeds on the command line: `7`, `1..12`, or several of these with commas.
struct SeedsArgument: ExpressibleByArgument {
    /// The seeds, in the order given.
    var seeds: [UInt64]

    private static let countMax = 10_000

    /// The seeds that `argument` says; `nil` when it says none, the same one twice, or too many.
    init?(argument: String) {
        var seeds: [UInt64] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "..", omittingEmptySubsequences: false)
            guard let first = ends.first.flatMap({ UInt64($0) }), let last = ends.last.flatMap({ UInt64($0) }),
                ends.count <= 2, first <= last, last - first < UInt64(Self.countMax)
            else { return nil }
            seeds += Array(first...last)
        }
        guard !seeds.isEmpty, seeds.count <= Self.countMax, Set(seeds).count == seeds.count else { return nil }
        self.seeds = seeds
    }
}
