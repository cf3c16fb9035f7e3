internal import Commerce
internal import Detection
internal import Streaming

/// The proof of an alert as people read it.
struct ProofText {
    let terminal: Terminal

    /// The alert, its minutes, and every step of the proof.
    func text(_ alert: Alert, _ proof: AlertProof) -> String {
        var lines = [terminal.style(alert.summary, .bold)]
        if let chinese = alert.summaries["zh-Hans"] { lines.append(chinese) }
        lines += [
            "",
            row("alert", "\(alert.id), \(alert.status.rawValue), \(alert.severity.rawValue)"),
            row("incident", alert.incidentID),
            row("signal", "\(alert.signal.rawValue) in \(alert.slice)"),
            row("times", "began \(time(alert.startedAt)), said \(time(alert.occurredAt)) (UTC)"),
        ]
        if let series = alert.evidence.series { lines += [""] + minutes(series, alert.evidence) }
        for part in proof.parts {
            lines += ["", terminal.style(part.title, .bold)]
            lines += part.steps.map { row("  " + $0.name, $0.text + mark($0)) }
        }
        lines += ["", proof.holds ? "Every step holds." : terminal.style("Not every step holds.", .yellow)]
        return lines.joined(separator: "\n") + "\n"
    }

    private func mark(_ step: AlertProof.Step) -> String {
        guard let holds = step.holds else { return "" }
        return holds ? terminal.style("  ✓", .green) : terminal.style("  ✗", .red)
    }

    /// The minutes as a table; those of the window are marked.
    private func minutes(_ series: Evidence.Series, _ evidence: Evidence) -> [String] {
        let end = AlertProof.end(of: evidence, in: series)
        let window = end.map { max(0, $0 - evidence.windowMinutes)..<$0 } ?? 0..<0
        let most = max(1, series.observed.max() ?? 1)
        let head = terminal.style("minute    observed    trials  expected", .dim)
        return [head]
            + series.observed.indices.map { index in
                let time = Figures.clock(series.start.advanced(by: .minutes(Int64(index))))
                let observed = Figures.right(Figures.count(series.observed[index]), to: 11)
                let trials = Figures.right(Figures.count(series.trials[index]), to: 10)
                let expected = Figures.right(Self.decimal(series.expected[index]), to: 10)
                let bar = String(repeating: "█", count: series.observed[index] * 30 / most)
                let isIn = window.contains(index)
                return
                    "\(time)\(isIn ? " ▸" : "  ")\(observed)\(trials)\(expected)  \(terminal.style(bar, isIn ? .red : .dim))"
            }
    }

    private static func decimal(_ number: Double) -> String {
        let hundredths = Int((min(max(number, 0), 1e12) * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }

    private func row(_ name: String, _ text: String) -> String { "\(Figures.pad(name, to: 24))\(text)" }

    private func time(_ time: EventTime) -> String {
        String(RFC3339.format(time).prefix(19).replacing("T", with: " "))
    }
}
