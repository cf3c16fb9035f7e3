internal import Backtesting
internal import Commerce
internal import Simulation
internal import Streaming

/// Compares alerts with what really happened, as they come.
struct Scoreboard {
    private var history: LabelledHistory
    private var judgement: Judgement
    /// The newest alert of each incident.
    private var newest: [String: Alert] = [:]

    /// What became of an incident that was injected.
    struct Verdict {
        var label: Label
        /// The alert that found it, if one did.
        var alert: Alert?
        /// Whether that alert names exactly its slice, or one with the same orders.
        var isExact = false
    }

    /// Nothing was seen yet of what `scenario` plays.
    init(_ scenario: Scenario) {
        history = LabelledHistory(
            name: scenario.name,
            labels: Label.all(of: scenario.truth),
            alerts: [],
            start: scenario.configuration.start,
            end: scenario.configuration.end
        )
        judgement = Judgement(history)
    }

    /// Takes an alert. Returns the incident that it finds first, if it does.
    mutating func take(_ alert: Alert) -> Label? {
        history.alerts.append(alert)
        newest[alert.incidentID] = alert
        judgement = Judgement(history)
        return verdicts.first { $0.alert?.id == alert.id }?.label
    }

    /// The newest alert of the incident that `alert` belongs to.
    func latest(of alert: Alert) -> Alert { newest[alert.incidentID] ?? alert }

    /// One verdict for each incident that was injected, in the order of time.
    var verdicts: [Verdict] {
        zip(history.labels, judgement.verdicts).filter { $0.0.isIncident }.map { label, verdict in
            let alert = verdict.finder.map { judgement.firings[$0].first }
            return Verdict(label: label, alert: alert, isExact: verdict.isExact)
        }
    }

    /// The first alerts of the incidents that neither something injected nor its consequences explain.
    var falseAlarms: [Alert] { judgement.falseAlarms.map(\.first) }

    /// The disturbances during which nothing may be said, with whether nothing was.
    var silences: [(label: Label, wasSilent: Bool)] {
        zip(history.labels, judgement.verdicts).filter { !$0.0.isIncident }.map { ($0, $1.wasSilent) }
    }
}
