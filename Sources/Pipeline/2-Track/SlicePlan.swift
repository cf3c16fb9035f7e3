internal import Commerce
internal import Streaming

/// ``SliceRules`` as the hot path wants them: for each signal a list of selectors, of which each makes a key from facets
/// with two shifts and no question asked.
///
/// The selectors of a signal that concern everything that is counted come first, those that concern only some of it last:
/// slices by outcome concern what failed, by themselves and then in pairs with a place, and slices of the volume by
/// provider concern payments.
struct SlicePlan {
    /// Picks two facets; the place that belongs to no dimension stands for the absent one.
    private struct Selector {
        /// The signal and the dimensions of the keys it makes.
        var prefix: UInt64
        var first: UInt8
        var second: UInt8
    }

    // The whole shop and the cuts of one signal, then those of the next.
    private static let width = SliceRules.cutsMax + 1
    private var selectors = InlineArray<128, Selector>(repeating: Selector(prefix: 0, first: 15, second: 15))
    private var commonEnds = InlineArray<8, Int>(repeating: 0)
    private var placelessEnds = InlineArray<8, Int>(repeating: 0)
    private var ends = InlineArray<8, Int>(repeating: 0)

    /// The plan of `rules`, which must be such as the configuration accepts.
    init(_ rules: SliceRules) {
        for signal in Signal.allCases {
            let cuts = rules[signal]
            precondition(SliceRules.remedy(of: cuts, for: signal) == nil, "a configuration checks its slices")
            // Single dimensions before pairs: whether a pair has a slice depends on its parts.
            let ordered =
                cuts.filter { !Self.isPartial($0, signal) && $0.second == nil }
                + cuts.filter { !Self.isPartial($0, signal) && $0.second != nil }
                + cuts.filter { Self.isPartial($0, signal) && $0.second == nil }
                + cuts.filter { Self.isPartial($0, signal) && $0.second != nil }
            var index = signal.ordinal * Self.width
            selectors[index] = Selector(prefix: SliceKey(signal).rawValue, first: 15, second: 15)
            index += 1
            for cut in ordered {
                let second = cut.second?.rawValue ?? 15
                let prefix = SliceKey(signal, cut).rawValue
                selectors[index] = Selector(prefix: prefix, first: cut.first.rawValue, second: second)
                index += 1
            }
            ends[signal.ordinal] = index
            let partial = cuts.filter { Self.isPartial($0, signal) }
            commonEnds[signal.ordinal] = index - partial.count
            placelessEnds[signal.ordinal] = index - partial.count { $0.second != nil }
        }
    }

    /// Whether `cut` concerns only some of what `signal` counts.
    private static func isPartial(_ cut: SliceCut, _ signal: Signal) -> Bool {
        cut.dimensions.contains { $0.isByOutcome || (signal == .volume && $0 == .provider) }
    }

    /// The selectors for everything that `signal` counts.
    func common(_ signal: Signal) -> Range<Int> {
        signal.ordinal * Self.width..<commonEnds[signal.ordinal]
    }

    /// The selectors for how something of `signal` went wrong, wherever that was; of the volume, of which nothing does,
    /// those for some of it.
    func byOutcome(_ signal: Signal) -> Range<Int> {
        commonEnds[signal.ordinal]..<placelessEnds[signal.ordinal]
    }

    /// All selectors of `signal`.
    func all(_ signal: Signal) -> Range<Int> {
        signal.ordinal * Self.width..<ends[signal.ordinal]
    }

    /// The slice that selector `index` picks for `facets`.
    @inline(__always)
    func key(_ index: Int, _ facets: Facets) -> SliceKey {
        let selector = selectors[index]
        return SliceKey(
            rawValue: selector.prefix | UInt64(facets.words[Int(selector.first)].rawValue) << 26
                | UInt64(facets.words[Int(selector.second)].rawValue)
        )
    }
}
