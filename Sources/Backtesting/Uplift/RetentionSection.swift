internal import Commerce

/// What policies did and what came of it, on the page of a backtest.
struct RetentionSection {
    private let report: RetentionReport

    init(_ contenders: [Contender]) {
        report = RetentionReport(
            contenders.enumerated().map { (letter: Contender.letter($0), tally: $1.retention) }
        )
    }

    /// The section; empty when no policy did anything.
    var html: String {
        guard !report.policies.isEmpty else { return "" }
        var text = "<h2>Retention</h2>\n<div class=\"scroll\"><table>\n<tr>"
        for head in ["policy", "", ""] { text += Markup.element("th", head, class: "text") }
        text += "<th></th></tr>\n"
        for policy in report.policies {
            for (index, line) in policy.lines.enumerated() {
                text += index == 0 ? "<tr class=\"first\">" : "<tr>"
                text += Markup.element("td", index == 0 ? policy.name : "", class: "text")
                text += Markup.element("td", line.head, class: "text") + Markup.element("td", line.count)
                text += Markup.element("td", line.parts, class: "text wide") + "</tr>\n"
            }
        }
        return text + "</table></div>\n" + uplift
    }

    private var uplift: String {
        guard let uplift = report.uplift else { return "" }
        let style = { (column: Int) in
            column < uplift.textColumns || column == uplift.heads.count - 1 ? "text" : ""
        }
        var text = "<h2>Uplift</h2>\n<div class=\"scroll\"><table>\n<tr>"
        for (column, head) in uplift.heads.enumerated() { text += Markup.element("th", head, class: style(column)) }
        text += "</tr>\n"
        for row in uplift.rows {
            text += row.isFirst ? "<tr class=\"first\">" : "<tr>"
            for (column, cell) in row.cells.enumerated() {
                let isLast = column == row.cells.count - 1
                let colour = isLast ? " " + Self.colour(row.verdict) : ""
                text += Markup.element("td", cell, class: style(column) + colour)
            }
            text += "</tr>\n"
        }
        text += "</table></div>\n"
        for sentence in uplift.sentences {
            text += Markup.element("p", sentence.text, class: Self.colour(sentence.verdict)) + "\n"
        }
        let words = """
            Uplift: the share saved of the treated less that of those held out, in points of a hundred, with \
            Newcombe’s hybrid score interval. Orders saved: the treated times the uplift. An unknown outcome counts as \
            not saved, on both sides.
            """
        return text + Markup.element("p", words, class: "legend") + "\n"
    }

    private static func colour(_ verdict: Uplift.Verdict) -> String {
        switch verdict {
        case .helps: "good"
        case .harms: "bad"
        case .notEnough: "quiet"
        }
    }
}
