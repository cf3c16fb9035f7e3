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
    }

    /// A player of what `rules` make of a history with `labels`.
    init(_ rules: RuleSet, labels: [Label], limit: WallTime) throws {
        let outputs = Outputs()
        let topics = rules.configuration.topics
        self.outputs = outputs
        collector = SeriesCollector(labels)
        replay = Replay(try rules.makeTopology(), now: limit) { topic, record in
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

    /// Works off what is left, and gives what came out of `history`; `nil` when it had no event.
    func finish(_ history: any History) -> LabelledHistory? {
        let summary = replay.finish()
        guard let first = summary.first, let last = summary.last else { return nil }
        return LabelledHistory(
            name: history.name,
            labels: history.labels,
            alerts: outputs.alerts,
            start: first,
            end: last,
            series: collector.series,
            actions: outputs.actions,
            retention: outputs.retention
        )
    }
}
