internal import Backtesting
internal import Commerce
internal import Pipeline
internal import Streaming

/// What the demonstration showed, at its end.
struct DemoSummary {
    let scoreboard: Scoreboard
    let actions: ActionSample
    let statistics: TaskStatistics
    /// How far the shop was played.
    let reached: EventTime
    /// How long events were sent.
    let elapsed: Milliseconds

    private let terminal = Terminal.standardOutput

    init(
        _ scoreboard: Scoreboard,
        _ actions: ActionSample,
        _ statistics: TaskStatistics,
        reached: EventTime,
        elapsed: Milliseconds
    ) {
        self.scoreboard = scoreboard
        self.actions = actions
        self.statistics = statistics
        self.reached = reached
        self.elapsed = elapsed
    }

    /// The whole summary.
    var text: String {
        let events = statistics.events.values.reduce(0, +)
        let rate = Figures.rate(events, in: elapsed)
        let verdicts = scoreboard.verdicts.filter { $0.label.start < reached }
        let found = verdicts.count { $0.alert != nil }
        var lines = ["", terminal.style("SUMMARY", .bold), ""]
        lines += verdicts.flatMap(describe)
        for silence in scoreboard.silences where silence.label.start < reached {
            lines.append(
                row(silence.wasSilent, silence.label.name, silence.wasSilent ? "no alert, rightly" : "alerted")
            )
        }
        lines += scoreboard.falseAlarms.map {
            row(false, "false alarm", "\(Figures.clock($0.occurredAt)) \($0.summary)")
        }
        lines += [
            "",
            "  incidents      \(found) of \(verdicts.count) found, \(scoreboard.falseAlarms.count) false alarms",
            "  events         \(Figures.count(events)) in \(Figures.seconds(elapsed)), \(rate) per second",
            "  set aside      \(Figures.count(statistics.duplicates)) duplicates dropped, "
                + "\(Figures.count(statistics.late)) late, \(Figures.count(statistics.deadLetters)) dead letters",
            "  actions        \(Figures.count(actions.total))",
        ]
        if let saved = Figures.saved(statistics.outcomes) { lines.append("  outcomes       \(saved)") }
        let kinds = actions.counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        lines += kinds.map {
            "    \(Figures.pad($0.key.rawValue, to: 24))\(Figures.right(Figures.count($0.value), to: 8))"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func describe(_ verdict: Scoreboard.Verdict) -> [String] {
        guard let alert = verdict.alert else { return [row(false, verdict.label.name, "missed")] }
        let delay = Figures.minutes(alert.occurredAt.since(verdict.label.start))
        let last = scoreboard.latest(of: alert)
        let impact = "\(Figures.count(last.impact.ordersAtRisk)) orders at risk"
        let name = verdict.isExact ? "exactly \(alert.slice)" : "as \(alert.slice), which is \(verdict.label.slice)"
        return [row(true, verdict.label.name, "found after \(delay), \(name); \(impact), \(last.status.rawValue)")]
    }

    private func row(_ isGood: Bool, _ name: String, _ text: String) -> String {
        let mark = isGood ? terminal.style("✓", .green) : terminal.style("✗", .red)
        return "  \(mark) \(Figures.pad(name, to: 22)) \(text)"
    }
}
