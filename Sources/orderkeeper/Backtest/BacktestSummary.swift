internal import Backtesting
internal import Commerce
internal import Streaming

/// What a backtest found, for a screen: the table, and what was missed or false.
struct BacktestSummary {
    let contenders: [Contender]
    /// Simple detectors, for comparison.
    let references: [Contender]
    let rules: ScoringRules

    /// How many misses and false alarms are told of each contender.
    private static let shownMax = 20

    /// The whole summary, in a form that depends on its input and on nothing else.
    var text: String {
        guard let first = contenders.first else { return "" }
        let score = first.score
        var lines = [Self.scope(score, rules), "", ScoreTable(contenders).text]
        if !references.isEmpty { lines.append(DetectorTable(contenders + references).text) }
        for (place, contender) in contenders.enumerated() {
            let name = contenders.count > 1 ? "\(Contender.letter(place)), \(contender.name): " : ""
            lines.append(name + Self.counts(contender))
            lines += Self.misses(contender) + Self.falseAlarms(contender)
        }
        let named = contenders.enumerated().map { (letter: Contender.letter($0), tally: $1.retention) }
        let policies = RetentionReport(named).text
        return lines.joined(separator: "\n") + "\n" + (policies.isEmpty ? "" : "\n" + policies)
    }

    /// `12 histories, 33.0 days judged; a warm-up of 6 h each left out: 4 labels, 1 incident`.
    private static func scope(_ score: Score, _ rules: ScoringRules) -> String {
        let days = "\((score.days * 100).rounded() / 100)"
        let histories = "\(score.histories) \(score.histories == 1 ? "history" : "histories"), \(days) days judged"
        let left = "\(score.labelsExcluded) labels, \(score.firingsExcluded) incidents"
        guard rules.warmUp > .zero else {
            return histories + (score.labelsExcluded > 0 ? "; left out, of another time: \(left)" : "")
        }
        return histories + "; a warm-up of \(Figures.minutes(rules.warmUp)) each left out: \(left)"
    }

    private static func counts(_ contender: Contender) -> String {
        let score = contender.score
        let actions = contender.actions
        let costs = actions.costLimits.sorted { $0.key < $1.key }.map { "\($0.key) \(Figures.count(Int($0.value)))" }
        let cost = costs.isEmpty ? "" : ", which may cost \(costs.joined(separator: ", ")) at most, in minor units"
        return "silence kept in \(score.silencesKept) of \(score.silences) labels that ask for it; "
            + "\(Figures.count(actions.count)) actions, \(Figures.count(actions.offers)) offers\(cost)"
    }

    private static func misses(_ contender: Contender) -> [String] {
        let missed = contender.judgements.flatMap { judgement in
            zip(judgement.history.labels, judgement.verdicts)
                .filter { $0.0.isIncident && !$0.1.isExcluded && $0.1.finder == nil }
                .map { label, _ in
                    "\(judgement.history.name): \(RFC3339.format(label.start).prefix(16)) \(label.name), "
                        + "\(label.signalToFind?.rawValue ?? "any") in \(label.slice)"
                }
        }
        return list("missed", missed)
    }

    private static func falseAlarms(_ contender: Contender) -> [String] {
        let alarms = contender.judgements.flatMap { judgement in
            judgement.falseAlarms.map { firing in
                "\(judgement.history.name): \(RFC3339.format(firing.first.occurredAt).prefix(16)) "
                    + "\(firing.first.signal.rawValue) in \(firing.first.slice): \(firing.first.summary)"
            }
        }
        return list("false", alarms)
    }

    private static func list(_ mark: String, _ lines: [String]) -> [String] {
        let shown = lines.prefix(shownMax).map { "  \(Figures.pad(mark, to: 7)) \($0)" }
        let rest = lines.count - shown.count
        return shown + (rest > 0 ? ["  \(Figures.pad(mark, to: 7)) … and \(rest) more; --report shows all"] : [])
    }
}
