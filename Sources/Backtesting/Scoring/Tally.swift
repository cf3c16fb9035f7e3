public import Streaming

/// The figures of a group of labels and incidents: of one signal, of one severity, or of all.
public struct Tally: Hashable, Sendable {
    /// Labels that ask for an alert.
    public var labels = 0
    /// Those that were found.
    public var found = 0
    /// Those whose finder names exactly their slice, or an equivalent one.
    public var exact = 0
    /// From the start of each label that was found until a person could know.
    public var delays: [Milliseconds] = []
    /// The same from when its first bad outcome could be counted.
    public var shownDelays: [Milliseconds] = []
    /// Incidents that fired.
    public var fired = 0
    /// Those that found a label first.
    public var finding = 0
    /// Those that found a label again.
    public var repeating = 0
    /// Those that show what a label causes elsewhere.
    public var following = 0
    /// Those that nothing explains.
    public var isFalse = 0

    /// A tally of nothing.
    public init() {}

    /// Labels found, of all; `nil` when there are none.
    public var recall: Double? { labels > 0 ? Double(found) / Double(labels) : nil }

    /// Incidents that something explains, of all that fired; `nil` when none fired.
    public var precision: Double? { fired > 0 ? Double(fired - isFalse) / Double(fired) : nil }

    /// Labels named exactly, of those found; `nil` when none was.
    public var exactShare: Double? { found > 0 ? Double(exact) / Double(found) : nil }

    /// The delay that `share` of the labels found do not exceed (nearest rank); `nil` when none was.
    public func delay(_ share: Double) -> Milliseconds? { Self.quantile(share, of: delays) }

    /// The same of the delays from when each label could first be seen.
    public func shownDelay(_ share: Double) -> Milliseconds? { Self.quantile(share, of: shownDelays) }

    private static func quantile(_ share: Double, of delays: [Milliseconds]) -> Milliseconds? {
        guard !delays.isEmpty else { return nil }
        let rank = Int((share * Double(delays.count)).rounded(.up))
        return delays.sorted()[min(max(rank, 1), delays.count) - 1]
    }

    /// Incidents that nothing explains, per day; `nil` when there were no days.
    public func falsePerDay(in days: Double) -> Double? { days > 0 ? Double(isFalse) / days : nil }

    mutating func add(_ verdict: Judgement.Verdict) {
        labels += 1
        guard let delay = verdict.delay else { return }
        found += 1
        if verdict.isExact { exact += 1 }
        delays.append(delay)
        shownDelays.append(verdict.shownDelay ?? delay)
    }

    mutating func add(_ meaning: Judgement.Meaning) {
        fired += 1
        switch meaning {
        case .finds: finding += 1
        case .repeats: repeating += 1
        case .follows: following += 1
        case .isFalse: isFalse += 1
        case .isExcluded: preconditionFailure("what is excluded is not counted")
        }
    }
}
