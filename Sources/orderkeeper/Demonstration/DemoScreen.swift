internal import Backtesting
internal import Commerce
internal import Pipeline
internal import Retention
internal import Simulation
internal import Streaming

/// What the demonstration writes, line by line: the simulated time, a mark, and what happens.
struct DemoScreen {
    private let terminal = Terminal.standardOutput

    func begin(_ scenario: Scenario, speed: Double) {
        let length = Figures.minutes(scenario.configuration.duration)
        let orders = Figures.count(Int(scenario.configuration.ordersPerDay))
        let head = terminal.style("OrderKeeper demo", .bold)
        write(
            """
            \(head)  scenario \(scenario.name): \(length) of a shop with \(orders) orders a day, \
            \(Int(speed.rounded())) times as fast as life
            An embedded Kafka broker, the simulated shop, and all three stages in this process. Ctrl-C ends early.

            """
        )
    }

    func waiting() { write(terminal.style("       waiting for the consumer groups to form (3 s) …", .dim)) }

    func announce(_ entry: Truth.Entry, begins: Bool) {
        let time = begins ? entry.start : entry.end
        let word = begins ? "▶ begins" : "◀ ends"
        var text = entry.name
        if let signal = entry.signal, begins { text += ": \(signal.rawValue) in \(entry.slice)" }
        if entry.expectation == .silence, begins { text += " (nothing is wrong: silence is right)" }
        line(time, word, .bold, text)
    }

    func alert(_ alert: Alert, finds label: Label?) {
        let style: Terminal.Style =
            switch alert.status {
            case .firing, .updated: alert.severity == .critical ? .red : .yellow
            case .recovering, .resolved: .green
            }
        line(alert.occurredAt, "● \(alert.status.rawValue)", style, alert.summary)
        guard let label else { return }
        let delay = Figures.minutes(alert.occurredAt.since(label.start))
        write(terminal.style("                    └ found: \(label.name), \(delay) after it began", .green))
    }

    func action(_ action: Action) {
        let who = "\(action.orderID), \(action.channel): \(Figures.cut(action.text, to: 80))"
        line(action.occurredAt, "→ action", .blue, "\(action.kind.rawValue) for \(who)")
    }

    func progress(at time: EventTime, events: Int, rate: String, actions: Int, backlog: Int) {
        let counts = "\(Figures.count(events)) events (\(rate)/s), \(Figures.count(actions)) actions so far"
        let rest = backlog > 0 ? ", \(Figures.count(backlog)) events waiting" : ""
        line(time, "·", .dim, terminal.style(counts + rest, .dim))
    }

    /// A handful of orders, each with what happened, why, what was sent and what came of it.
    func stories(_ sample: StorySample) {
        let episodes = sample.episodes
        guard !episodes.isEmpty else { return }
        write("  a handful of orders, from the decisions and actions\n")
        for (subject, episode) in episodes {
            let head = Figures.pad(subject.rawValue.replacing("_", with: " "), to: 16)
            for (index, text) in episode.lines.enumerated() {
                write("    \(index == 0 ? terminal.style(head, .bold) : Figures.pad("", to: 16))\(text)")
            }
            write("")
        }
        let order = episodes[0].episode.decisions[0].orderID
        write(terminal.style("    beside a cluster: `orderkeeper explain order \(order)` tells all of it", .dim))
    }

    func note(_ text: String) { write(terminal.style("       \(text)", .yellow)) }

    func write(_ text: String) { StandardStream.output.write(text + "\n") }

    private func line(_ time: EventTime, _ mark: String, _ style: Terminal.Style, _ text: String) {
        write("\(Figures.clock(time))  \(terminal.style(Figures.pad(mark, to: 12), style)) \(text)")
    }
}
