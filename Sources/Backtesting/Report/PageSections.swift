internal import Commerce
internal import Streaming

/// The sections of a page: one for each label, one for each false alarm.
struct PageSections {
    let contenders: [Contender]

    /// How much is drawn before the start and after the end.
    private static let margin = Milliseconds.hours(1)
    /// How much is drawn at most.
    private static let lengthMax = Milliseconds.days(2)

    init(_ contenders: [Contender]) { self.contenders = contenders }

    // MARK: Labels

    /// The section of each label that asks for an alert, the missed ones first.
    var labels: String {
        guard let judgements = contenders.first?.judgements else { return "" }
        var sections: [(rank: Int, text: String)] = []
        for (place, judgement) in judgements.enumerated() {
            for (index, label) in judgement.history.labels.enumerated() where label.isIncident {
                let verdicts = contenders.map { $0.judgements[place].verdicts[index] }
                guard !verdicts[0].isExcluded else { continue }
                sections.append((verdicts[0].finder == nil ? 0 : 1, section(label, index, in: place, verdicts)))
            }
        }
        guard !sections.isEmpty else { return "" }
        let missed = sections.count { $0.rank == 0 }
        let head = "<h2>Labels: \(sections.count - missed) found, \(missed) missed</h2>\n\(Self.legend)"
        return head + sections.enumerated().sorted { ($0.1.rank, $0.0) < ($1.1.rank, $1.0) }.map(\.1.text).joined()
    }

    private static let legend = """
        <p class="legend">Solid line: counted per minute. Dashed: expected, with three standard deviations around it. \
        Shaded: the label. Upright: alerts, red while it fires, green when it recovers and is over; of a second rule \
        set, dashed.</p>

        """

    private func section(_ label: Label, _ index: Int, in place: Int, _ verdicts: [Judgement.Verdict]) -> String {
        let history = contenders[0].judgements[place].history
        let isFound = verdicts[0].finder != nil
        let mark = isFound ? "<span class=\"mark good\">✓</span>" : "<span class=\"mark bad\">✗</span>"
        let signal = label.signalToFind?.rawValue ?? ""
        var text =
            "<article>\n<h3>\(mark)\(Markup.escape(label.name)): \(signal) in \(Markup.escape(label.slice.description))</h3>\n"
        var facts = "\(history.name); \(FigureText.instant(label.start)) to \(FigureText.instant(label.end)) UTC"
        if let shape = label.shape { facts += "; \(shape)" }
        if let effect = verdicts[0].effect {
            facts += "; \(effect.observed) counted where \(FigureText.number(effect.expected, digits: 1)) were expected"
            facts += " (\(FigureText.number(effect.lift, digits: 1))×, "
            facts += "\(FigureText.number(effect.excessPerMinute, digits: 1)) a minute more)"
        }
        text += Markup.element("p", facts, class: "quiet") + "\n"
        let firings = contenders.map { $0.judgements[place].firings(of: index) }
        text += chart(label, history, firings)
        for number in contenders.indices {
            text += told(verdicts[number], firings[number], by: contenders.count > 1 ? Contender.letter(number) : nil)
        }
        return text + "</article>\n"
    }

    private func told(_ verdict: Judgement.Verdict, _ firings: [Firing], by name: String?) -> String {
        let lead = name.map { "\($0): " } ?? ""
        guard let delay = verdict.delay, let first = firings.first else {
            return Markup.element("p", "\(lead)missed", class: "bad") + "\n"
        }
        let naming = verdict.isExact ? "named exactly" : "named as \(first.first.slice)"
        let again = firings.count > 1 ? ", and again by \(firings.count - 1) more" : ""
        let style = verdict.isExact ? "good" : "warn"
        return Markup.element("p", "\(lead)found after \(FigureText.minutes(delay)), \(naming)\(again)", class: style)
            + "\n" + evidence(first)
    }

    // MARK: False alarms

    /// The section of each incident that nothing explains.
    var falseAlarms: String {
        var text = ""
        for (number, contender) in contenders.enumerated() {
            let alarms = contender.judgements.flatMap { judgement in
                judgement.falseAlarms.map { (judgement.history.name, $0) }
            }
            let lead = contenders.count > 1 ? " of \(Contender.letter(number))" : ""
            text += "<h2>False alarms\(lead): \(alarms.count)</h2>\n"
            for (history, firing) in alarms { text += section(firing, history, contender: number) }
        }
        return text
    }

    private func section(_ firing: Firing, _ history: String, contender: Int) -> String {
        let alert = firing.first
        let place = Markup.escape(alert.slice.description)
        var text = "<article>\n<h3><span class=\"mark bad\">✗</span>\(alert.signal.rawValue) in \(place)</h3>\n"
        let facts = "\(history); fired \(FigureText.instant(alert.occurredAt)) UTC, \(firing.severity.rawValue)"
        text += Markup.element("p", facts, class: "quiet") + "\n"
        let series = SliceSeries(firing)
        if let first = series.points.first, let last = series.points.last {
            let end = max(last.minute.advanced(by: .minutes(1)), firing.last.occurredAt)
            text += SeriesChart(
                points: series.points,
                start: first.minute,
                end: min(end, first.minute.advanced(by: Self.lengthMax)),
                label: nil,
                marks: marks(firing, contender)
            ).svg(title: alert.summary)
        }
        return text + evidence(firing) + "</article>\n"
    }

    // MARK: Parts

    private func chart(_ label: Label, _ history: LabelledHistory, _ firings: [[Firing]]) -> String {
        let last = firings.joined().map(\.last.occurredAt).max() ?? label.end
        let start = label.start.advanced(by: -Self.margin)
        let end = min(
            max(label.end.advanced(by: Self.margin), min(last, label.end.advanced(by: .hours(2)))),
            start.advanced(by: Self.lengthMax)
        )
        let own = history.series.first { $0.signal == label.signalToFind && $0.slice == label.slice }
        let known = own ?? history.series.first { $0.signal == label.signalToFind && label.names.contains($0.slice) }
        let series = known ?? firings.joined().first.map { SliceSeries($0) }
        guard let points = series?.points(from: start, to: end), !points.isEmpty else {
            return Markup.element("p", "Nothing was counted in this slice by itself.", class: "legend") + "\n"
        }
        let marks = firings.enumerated().flatMap { number, firings in firings.flatMap { self.marks($0, number) } }
        let title = "\(label.name): what was counted and expected in \(series?.slice ?? label.slice)"
        return SeriesChart(points: points, start: start, end: end, label: (label.start, label.end), marks: marks)
            .svg(title: title)
    }

    private func marks(_ firing: Firing, _ contender: Int) -> [SeriesChart.Mark] {
        firing.alerts.map { SeriesChart.Mark(time: $0.occurredAt, status: $0.status, contender: contender) }
    }

    /// The sentence and the numbers of the alert with which an incident began.
    private func evidence(_ firing: Firing) -> String {
        let alert = firing.first
        let evidence = alert.evidence
        let variance = evidence.relativeVariance
        let cells = [
            ("window", "\(evidence.windowMinutes) min"), ("observed", FigureText.count(evidence.observed)),
            ("trials", FigureText.count(evidence.trials)), ("expected", FigureText.number(evidence.expected)),
            ("lift", "\(FigureText.number(evidence.lift, digits: 1))×"),
            ("p-value", FigureText.number(evidence.pValue)),
            ("cut", FigureText.number(evidence.cut > 0 ? evidence.cut : nil)),
            ("φ", FigureText.number(evidence.dispersion)),
            ("τ²", FigureText.number(variance > 0 ? variance : nil, digits: 3)), ("test", evidence.test),
            ("at risk", FigureText.count(firing.last.impact.ordersAtRisk)),
        ]
        return Markup.element("p", alert.summary) + "\n<div class=\"scroll numbers\"><table>\n<tr>"
            + cells.map { Markup.element("th", $0.0) }.joined() + "</tr>\n<tr>"
            + cells.map { Markup.element("td", $0.1) }.joined() + "</tr>\n</table></div>\n"
            + Markup.element("p", "orderkeeper explain alert \(alert.id)", class: "legend") + "\n"
    }
}
