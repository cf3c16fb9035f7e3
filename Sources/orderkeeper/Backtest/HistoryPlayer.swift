internal import Backtesting
internal import Commerce
internal import Kafka
internal import Pipeline
internal import Streaming

/// Plays one history through all stages by one set of rules, and keeps what comes out.
final class HistoryPlayer {
    private var replay: Replay
    private var collector: SeriesCollector
    private let outputs: Outputs

    /// What the pipeline writes.
    private final class Outputs {
        var alerts: [Alert] = []
        var actions = ActionTally()
        var retention = RetentionTally()
        var references: References

        init(_ references: [ReferenceRules]) { self.references = References(references) }
    }

    /// A player of what `rules` make of a history with `labels`, and what `references` make of the same counts.
    init(_ rules: RuleSet, labels: [Label], limit: WallTime, references: [ReferenceRules] = []) throws {
        let outputs = Outputs(references)
        let topics = rules.configuration.topics
        self.outputs = outputs
        collector = SeriesCollector(labels)
        let counted = { (counts: SignalCounts) in outputs.references.take(counts) }
        replay = Replay(
            try rules.makeTopology(),
            now: limit,
            counted: references.isEmpty ? nil : counted
        ) { topic, record in
            guard let value = record.value else { return }
            if topic == topics.alerts, let alert = try? AlertCodec.decode(value) { outputs.alerts.append(alert) }
            if topic == topics.actions, let action = try? ActionCodec.decode(value) {
                outputs.actions.add(action)
                outputs.retention.add(action)
            }
            if topic == topics.decisions, let decision = try? DecisionCodec.decode(value) {
                outputs.retention.add(decision)
            }
        }
    }

    /// Takes the next event.
    func feed(_ event: RecordedEvent) {
        replay.feed(event.value, headers: event.headers)
        collector.look(at: replay)
    }

    /// Works off what is left, and gives what came out of `history`, and what each of the references said of it; `nil` when it
    /// had no event.
    func finish(_ history: any History) -> (history: LabelledHistory, references: [LabelledHistory])? {
        let summary = replay.finish()
        guard let first = summary.first, let last = summary.last else { return nil }
        let played = LabelledHistory(
            name: history.name,
            labels: history.labels,
            alerts: outputs.alerts,
            start: first,
            end: last,
            series: collector.series,
            actions: outputs.actions,
            retention: outputs.retention
        )
        let references = outputs.references.alerts.map { alerts in
            LabelledHistory(
                name: history.name,
                labels: history.labels,
                alerts: alerts,
                start: first,
                end: last,
                series: played.series
            )
        }
        return (played, references)
    }
}
