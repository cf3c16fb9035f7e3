internal import Commerce
public import Streaming

/// One history, judged: what became of every label, and what every incident that fired was about.
///
/// An incident that fires finds one label at most, the one whose slice it names best; so one alert about the whole shop
/// does not find five incidents. The first that finds a label is its *finder*, further ones *repeat* it. One that finds
/// none but lies where a label has declared consequences *follows* it. All others are *false*.
public struct Judgement: Hashable, Sendable {
    /// What was judged.
    public let history: LabelledHistory
    /// By which rules.
    public let rules: ScoringRules
    /// Every incident that fired, in the order of time.
    public private(set) var firings: [Firing]
    /// What each of ``firings`` was about.
    public private(set) var meanings: [Meaning] = []
    /// What became of each label, in the order of the history's labels.
    public private(set) var verdicts: [Verdict] = []

    /// What an incident that fired was about.
    public enum Meaning: Hashable, Sendable {
        /// It is the first to find this label, by its index.
        case finds(Int)
        /// This label had been found before.
        case repeats(Int)
        /// It shows what this label causes elsewhere.
        case follows(Int)
        /// Nothing that is known explains it.
        case isFalse
        /// It is of the warm-up, or about a label of the warm-up.
        case isExcluded
    }

    /// What became of a label.
    public struct Verdict: Hashable, Sendable {
        /// Whether it is of the warm-up, or of another time than the history, and does not count.
        public var isExcluded = false
        /// The incident that found it, by its index in ``Judgement/firings``.
        public var finder: Int?
        /// Whether the finder names exactly its slice, or an equivalent one.
        public var isExact = false
        /// From the label's start until a person could know, the lateness included.
        public var delay: Milliseconds?
        /// The same from when its first bad outcome could be counted.
        public var shownDelay: Milliseconds?
        /// How large the label shows in what was counted; `nil` when that is not known.
        public var effect: Effect?
        /// For a label that asks for silence: whether nothing false was said.
        public var wasSilent = true
    }

    /// Holds the alerts of `history` against its labels.
    public init(_ history: LabelledHistory, rules: ScoringRules = ScoringRules()) {
        self.history = history
        self.rules = rules
        firings = Firing.all(in: history.alerts)
        // Without a warm-up a label may begin before the first event: nobody places one to the millisecond.
        let from = rules.warmUp > .zero ? history.start.advanced(by: rules.warmUp) : .distantPast
        verdicts = history.labels.map { label in
            let isOutside = label.end <= history.start || history.end < label.start
            return Verdict(isExcluded: isOutside || label.start < from, effect: Effect(of: label, in: history.series))
        }
        for index in firings.indices { meanings.append(judge(firings[index].first, index, from: from)) }
        judgeSilences()
    }

    /// How many days were judged, the warm-up left out.
    public var days: Double {
        let length = history.end.since(history.start).rawValue - rules.warmUp.rawValue
        return Double(max(0, length)) / Double(Milliseconds.days(1).rawValue)
    }

    /// The incidents that nothing explains.
    public var falseAlarms: [Firing] {
        zip(firings, meanings).filter { $0.1 == .isFalse }.map(\.0)
    }

    /// The incidents that find label `index`, the finder first.
    public func firings(of index: Int) -> [Firing] {
        zip(firings, meanings).filter { $0.1 == .finds(index) || $0.1 == .repeats(index) }.map(\.0)
    }

    private mutating func judge(_ alert: Alert, _ firing: Int, from: EventTime) -> Meaning {
        let matching = Matching(grace: rules.grace)
        var best: (label: Int, distance: Matching.Distance)?
        for (index, label) in history.labels.enumerated() {
            guard let distance = matching.distance(of: alert, from: label) else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (index, distance) }
        }
        if let best {
            guard !verdicts[best.label].isExcluded, alert.occurredAt >= from else { return .isExcluded }
            guard verdicts[best.label].finder == nil else { return .repeats(best.label) }
            verdicts[best.label].finder = firing
            verdicts[best.label].isExact = best.distance.relation == 0
            verdicts[best.label].delay = Milliseconds(best.distance.delay.rawValue + rules.lateness.rawValue)
            let label = history.labels[best.label]
            let hidden = max(0, label.showsFrom?.since(label.start).rawValue ?? 0)
            verdicts[best.label].shownDelay = verdicts[best.label].delay.map {
                Milliseconds(max(rules.lateness.rawValue, $0.rawValue - hidden))
            }
            return .finds(best.label)
        }
        guard alert.occurredAt >= from else { return .isExcluded }
        guard let cause = history.labels.firstIndex(where: { matching.follows(alert, $0) }) else { return .isFalse }
        return verdicts[cause].isExcluded ? .isExcluded : .follows(cause)
    }

    private mutating func judgeSilences() {
        let matching = Matching(grace: rules.grace)
        for (index, label) in history.labels.enumerated() where label.isQuiet {
            verdicts[index].wasSilent = !falseAlarms.contains { matching.breaks($0.first, label) }
        }
    }
}
