internal import Commerce

/// The figures of contenders as rows and columns: the screen and the page show the same.
public struct ScoreTable: Hashable, Sendable {
    /// The head of each column; the first is the group's, and where there are several contenders the second is theirs.
    public let heads: [String]
    /// The rows: groups in order, the contenders of each below one another.
    public let rows: [Row]

    /// One row.
    public struct Row: Hashable, Sendable {
        /// Whether it is the first of its group.
        public var isFirst: Bool
        /// The texts, as many as there are heads.
        public var cells: [String]
    }

    private static let figures = [
        "labels", "found", "recall", "exact", "delay p50", "p90", "shown p50", "p90", "fired", "found again",
        "followed", "false",
        "precision", "false/day",
    ]

    /// The table of `contenders`.
    public init(_ contenders: [Contender]) {
        let isContest = contenders.count > 1
        heads = [""] + (isContest ? ["rules"] : []) + Self.figures
        var names: [String] = []
        for contender in contenders {
            for group in contender.score.groups where !names.contains(group.name) { names.append(group.name) }
        }
        let order = ["all"] + Signal.allCases.map(\.rawValue) + Alert.Severity.allCases.map(\.rawValue)
        let place = { (name: String) in order.firstIndex(of: name) ?? order.count }
        rows = names.sorted { (place($0), $1) < (place($1), $0) }.flatMap { name in
            contenders.enumerated().map { index, contender in
                let tally = contender.score.groups.first { $0.name == name }?.tally ?? Tally()
                let lead = [index == 0 ? name : ""] + (isContest ? [Contender.letter(index)] : [])
                return Row(isFirst: index == 0, cells: lead + Self.cells(tally, days: contender.score.days))
            }
        }
    }

    private static func cells(_ tally: Tally, days: Double) -> [String] {
        let found = [
            FigureText.count(tally.labels), FigureText.count(tally.found), FigureText.percent(tally.recall),
            FigureText.percent(tally.exactShare), FigureText.minutes(tally.delay(0.5)),
            FigureText.minutes(tally.delay(0.9)), FigureText.minutes(tally.shownDelay(0.5)),
            FigureText.minutes(tally.shownDelay(0.9)),
        ]
        guard tally.fired > 0 || tally.labels == 0 else {
            return found + Array(repeating: FigureText.none, count: figures.count - found.count)
        }
        return found + [
            FigureText.count(tally.fired), FigureText.count(tally.repeating), FigureText.count(tally.following),
            FigureText.count(tally.isFalse), FigureText.percent(tally.precision),
            FigureText.number(tally.falsePerDay(in: days)),
        ]
    }

    /// The table in a fixed width, for a screen.
    public var text: String {
        let names = heads.count > Self.figures.count + 1 ? 2 : 1
        return TextTable.text([heads] + rows.map(\.cells)) { $0 < names }
    }
}
