public import Commerce
internal import Streaming

/// The figures of one detector, pooled over histories.
public struct Score: Hashable, Sendable {
    /// Days judged, the warm-ups left out.
    public private(set) var days = 0.0
    /// Histories judged.
    public private(set) var histories = 0
    /// Everything.
    public private(set) var all = Tally()
    /// By signal; only those that have a label or an incident.
    public private(set) var bySignal: [Signal: Tally] = [:]
    /// Incidents by the highest severity they had; labels by that of their finder, so that each found one is counted.
    public private(set) var bySeverity: [Alert.Severity: Tally] = [:]
    /// Labels that come at once.
    public private(set) var steps = Tally()
    /// Labels that come at once and are large, see ``Label/Size/isSharp``: as they say themselves, else as was counted.
    public private(set) var sharpSteps = Tally()
    /// Labels that ask for silence.
    public private(set) var silences = 0
    /// Those during which nothing false was said.
    public private(set) var silencesKept = 0
    /// Labels of the warm-up, or of another time than their history.
    public private(set) var labelsExcluded = 0
    /// Incidents of the warm-up.
    public private(set) var firingsExcluded = 0

    /// The figures of `judgements`.
    public init(_ judgements: [Judgement] = []) {
        for judgement in judgements { add(judgement) }
    }

    /// Adds the figures of one more history.
    public mutating func add(_ judgement: Judgement) {
        histories += 1
        days += judgement.days
        for (label, verdict) in zip(judgement.history.labels, judgement.verdicts) {
            guard !verdict.isExcluded else {
                labelsExcluded += 1
                continue
            }
            guard label.isIncident else {
                if label.isQuiet { silences += 1 }
                if label.isQuiet, verdict.wasSilent { silencesKept += 1 }
                continue
            }
            all.add(verdict)
            if let signal = label.signalToFind { bySignal[signal, default: Tally()].add(verdict) }
            if let finder = verdict.finder {
                bySeverity[judgement.firings[finder].severity, default: Tally()].add(verdict)
            }
            guard label.shape == "step" else { continue }
            steps.add(verdict)
            if (label.size ?? verdict.effect?.size)?.isSharp ?? false { sharpSteps.add(verdict) }
        }
        for (firing, meaning) in zip(judgement.firings, judgement.meanings) {
            guard meaning != .isExcluded else {
                firingsExcluded += 1
                continue
            }
            all.add(meaning)
            bySignal[firing.first.signal, default: Tally()].add(meaning)
            bySeverity[firing.severity, default: Tally()].add(meaning)
        }
    }

    /// The groups that have something to say, by name, in a fixed order.
    public var groups: [(name: String, tally: Tally)] {
        let signals = Signal.allCases.compactMap { signal in bySignal[signal].map { (signal.rawValue, $0) } }
        let severities = Alert.Severity.allCases.compactMap { severity in
            bySeverity[severity].map { (severity.rawValue, $0) }
        }
        let shapes = [("steps", steps), ("sharp steps", sharpSteps)].filter { $0.1.labels > 0 }
        return [("all", all)] + signals + severities + shapes
    }
}
