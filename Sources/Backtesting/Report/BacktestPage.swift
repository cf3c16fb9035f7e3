internal import Commerce
internal import Streaming

/// A backtest as a page of HTML that needs nothing else: no script, no network, charts as inline SVG.
///
/// First the figures, then one section for each label and one for each false alarm, with the alert's sentence and
/// numbers and what was counted and expected around it.
public struct BacktestPage: Sendable {
    let contenders: [Contender]
    let references: [Contender]
    let rules: ScoringRules

    /// The page of `contenders`, which have the same histories in the same order. Of `references`, simple detectors for
    /// comparison, it shows a row of figures each.
    public init(_ contenders: [Contender], references: [Contender] = [], rules: ScoringRules) {
        self.contenders = contenders
        self.references = references
        self.rules = rules
    }

    /// The page: the same contenders give the same bytes.
    public var html: [UInt8] {
        var text = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Backtest: \(Markup.escape(contenders.map(\.name).joined(separator: " and ")))</title>
            <style>
            \(PageStyle.css)
            </style>
            </head>
            <body>

            """
        text += head + figures + comparison + silences + RetentionSection(contenders).html
        let sections = PageSections(contenders)
        text += sections.labels + sections.falseAlarms
        text += "</body>\n</html>"
        return Array(text.utf8)
    }

    private var head: String {
        guard let score = contenders.first?.score else { return "" }
        var text = "<h1>Backtest</h1>\n"
        if contenders.count == 1 { text += Markup.element("p", contenders[0].name, class: "quiet") + "\n" }
        let histories = score.histories == 1 ? "one history" : "\(score.histories) histories"
        var scope = "\(FigureText.decimal(score.days, digits: 2)) days of \(histories)."
        if rules.warmUp > .zero {
            scope += " A warm-up of \(FigureText.minutes(rules.warmUp)) each is left out, with \(score.labelsExcluded) "
            scope += "labels and \(score.firingsExcluded) incidents."
        }
        text += Markup.element("p", scope) + "\n"
        for (place, contender) in contenders.enumerated() { text += tiles(contender, place) }
        return text
    }

    private func tiles(_ contender: Contender, _ place: Int) -> String {
        let all = contender.score.all
        let tiles = [
            (FigureText.percent(all.recall), "recall: \(all.found) of \(all.labels) labels found"),
            (FigureText.percent(all.precision), "precision: \(all.fired - all.isFalse) of \(all.fired) incidents"),
            (FigureText.number(all.falsePerDay(in: contender.score.days)), "false alarms a day: \(all.isFalse) in all"),
            (FigureText.minutes(all.delay(0.5)), "delay p50; p90 \(FigureText.minutes(all.delay(0.9)))"),
            (FigureText.percent(all.exactShare), "named exactly: \(all.exact) of \(all.found) found"),
        ]
        let name =
            contenders.count > 1 ? Markup.element("p", "\(Contender.letter(place)): \(contender.name)") + "\n" : ""
        return name + "<div class=\"tiles\">\n"
            + tiles.map { "<div class=\"tile\">\(Markup.element("b", $0.0))\(Markup.element("span", $0.1))</div>\n" }
            .joined() + "</div>\n"
    }

    private var figures: String {
        let table = ScoreTable(contenders)
        let texts = contenders.count > 1 ? 2 : 1
        let style = { (column: Int) in column < texts ? "text" : "" }
        var text = "<h2>Figures</h2>\n<div class=\"scroll\"><table>\n<tr>"
        for (column, head) in table.heads.enumerated() { text += Markup.element("th", head, class: style(column)) }
        text += "</tr>\n"
        for row in table.rows {
            text += row.isFirst ? "<tr class=\"first\">" : "<tr>"
            for (column, cell) in row.cells.enumerated() { text += Markup.element("td", cell, class: style(column)) }
            text += "</tr>\n"
        }
        let lateness = contenders.first?.judgements.first?.rules.lateness ?? rules.lateness
        let words = """
            A label is found by the first incident of its signal that overlaps it in time (up to \
            \(FigureText.minutes(rules.grace)) after its end), whose slice can share orders with its own, and that \
            names no other label better. Delay: from the label’s start until a person could know, the lateness of \
            \(FigureText.decimal(Double(lateness.rawValue) / 1000, digits: 0)) s included; shown: from when its first bad outcome could be counted. Exact: the finder names the \
            label’s slice or an equivalent one. Found again: further incidents of a found label. Followed: incidents \
            among a label’s declared consequences. False: all others. Severity rows count labels by their finder. \
            Sharp steps: at least three times the expected and two a minute more.
            """
        return text + "</table></div>\n" + Markup.element("p", words, class: "legend") + "\n"
    }

    private var comparison: String {
        guard !references.isEmpty else { return "" }
        let table = DetectorTable(contenders + references)
        var text = "<h2>Beside simple detectors</h2>\n<div class=\"scroll\"><table>\n"
        for (line, cells) in ([table.heads] + table.rows).enumerated() {
            text += "<tr>"
            for (column, cell) in cells.enumerated() {
                text += Markup.element(line == 0 ? "th" : "td", cell, class: column == 0 ? "text" : "")
            }
            text += "</tr>\n"
        }
        let words = "They are fed with the same counts and judged by the same rules."
        return text + "</table></div>\n" + Markup.element("p", words, class: "legend") + "\n"
    }

    private var silences: String {
        guard contenders.contains(where: { $0.score.silences > 0 }) else { return "" }
        var text = "<h2>Silence</h2>\n<div class=\"scroll\"><table>\n<tr>"
        for head in ["label", "history", "from", "until"] { text += Markup.element("th", head, class: "text") }
        for place in contenders.indices {
            text += Markup.element("th", contenders.count > 1 ? Contender.letter(place) : "", class: "text")
        }
        text += "</tr>\n"
        for (place, judgement) in (contenders.first?.judgements ?? []).enumerated() {
            for (index, label) in judgement.history.labels.enumerated() where label.isQuiet {
                let times = [FigureText.instant(label.start), FigureText.instant(label.end)]
                text += "<tr>"
                for cell in [label.name, judgement.history.name] + times {
                    text += Markup.element("td", cell, class: "text")
                }
                for contender in contenders {
                    let verdict = contender.judgements[place].verdicts[index]
                    let (word, style) =
                        verdict.isExcluded
                        ? ("left out", "quiet")
                        : verdict.wasSilent
                            ? ("✓ silent", "good")
                            : ("✗ alerted", "bad")
                    text += Markup.element("td", word, class: "text \(style)")
                }
                text += "</tr>\n"
            }
        }
        return text + "</table></div>\n"
    }
}
