internal import Backtesting
internal import Commerce
internal import Pipeline
internal import Streaming

/// What a replay found, in a form that depends on its input and on nothing else.
struct ReplayReport {
    /// What the pipeline says.
    let summary: ReplaySummary
    /// Alerts by signal and status.
    let alerts: [Signal: [Alert.Status: Int]]
    /// What each policy did, and what came of it.
    let retention: RetentionTally

    /// A name, a number, and what it consists of.
    struct Line {
        var name: String
        var count: Int
        var parts: [(name: String, count: Int)] = []
    }

    private var statistics: TaskStatistics { summary.statistics }

    /// Everything that is counted, in a fixed order.
    var lines: [Line] {
        let orders = [EventType.orderPlaced, .orderCancelled].map { statistics.events[$0] ?? 0 }
        let events = EventType.allCases.map { ($0.name, statistics.events[$0] ?? 0) }
        let triggers = statistics.triggers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let unknownDeclines = statistics.unknownDeclines.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let alerts = Signal.allCases.flatMap { signal in
            Alert.Status.allCases.map { ("\(signal.rawValue)/\($0.rawValue)", self.alerts[signal]?[$0] ?? 0) }
        }
        let actions = Action.Kind.allCases.map { ($0.rawValue, statistics.actions[$0] ?? 0) }
        let decisions = Decision.Outcome.allCases.map { ($0.rawValue, statistics.decisions[$0] ?? 0) }
        return [
            Line(name: "lines", count: summary.records),
            Self.sum("events", events),
            Line(name: "orders", count: orders[0]),
            Line(name: "cancellations", count: orders[1]),
            Line(name: "orphan cancellations", count: statistics.orphanCancellations),
            Line(name: "duplicates", count: statistics.duplicates),
            Line(name: "late", count: statistics.late),
            Line(name: "dead letters", count: statistics.deadLetters),
            Line(name: "ignored", count: statistics.ignored),
            Line(name: "grouped counts", count: statistics.grouped),
            Self.sum("unknown decline codes", unknownDeclines),
            Self.sum("triggers", triggers),
            Self.sum("alerts", alerts),
            Line(name: "explained by others", count: statistics.inhibited),
            Line(name: "silenced", count: statistics.silenced),
            Self.sum("actions", actions),
            Self.sum("decisions", decisions),
        ]
    }

    private static func sum(_ name: String, _ parts: [(String, Int)]) -> Line {
        let parts = parts.filter { $0.1 > 0 }.map { (name: $0.0, count: $0.1) }
        return Line(name: name, count: parts.reduce(0) { $0 + $1.count }, parts: parts)
    }

    /// For people.
    var text: String {
        var text = ""
        if let first = summary.first, let last = summary.last {
            text += "\(Figures.pad("from", to: 24))\(RFC3339.format(first))\n"
            text += "\(Figures.pad("to", to: 24))\(RFC3339.format(last))\n"
        }
        for line in lines {
            text += "\(Figures.pad(line.name, to: 36))\(Figures.right(Figures.count(line.count), to: 12))\n"
            for part in line.parts {
                text += "  \(Figures.pad(part.name, to: 34))\(Figures.right(Figures.count(part.count), to: 12))\n"
            }
        }
        let policies = RetentionReport(retention).text
        return policies.isEmpty ? text : text + "\n" + policies
    }

    /// For programs: one object.
    var json: String {
        var json = JSONWriter()
        json.beginObject()
        json.member("from", summary.first)
        json.member("to", summary.last)
        for line in lines {
            let name = line.name.replacing(" ", with: "_")
            json.member(name, line.count)
            let isSum = ["events", "triggers", "alerts", "actions", "decisions", "unknown_decline_codes"].contains(name)
            guard isSum else { continue }
            json.key("\(name)_by")
            json.beginObject()
            for part in line.parts { json.member(part.name, part.count) }
            json.endObject()
        }
        RetentionJSON.write(retention, to: &json)
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }
}
