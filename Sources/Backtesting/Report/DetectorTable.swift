/// Several detectors in a table, a row each: ours, and those that it is held against.
public struct DetectorTable: Hashable, Sendable {
    /// The head of each column; that of the names is empty.
    public let heads = [
        "", "labels", "recall", "exact", "delay p50", "p90", "precision", "false/day", "sharp recall", "sharp p50",
    ]
    /// The rows, each with as many texts as there are heads.
    public let rows: [[String]]

    /// The table of `contenders`, in their order.
    public init(_ contenders: [Contender]) {
        rows = contenders.map { contender in
            let (all, sharp) = (contender.score.all, contender.score.sharpSteps)
            return [
                contender.name, FigureText.count(all.labels), FigureText.percent(all.recall),
                FigureText.percent(all.exactShare), FigureText.minutes(all.delay(0.5)),
                FigureText.minutes(all.delay(0.9)), FigureText.percent(all.precision),
                FigureText.number(all.falsePerDay(in: contender.score.days)), FigureText.percent(sharp.recall),
                FigureText.minutes(sharp.delay(0.5)),
            ]
        }
    }

    /// The table in a fixed width, for a screen.
    public var text: String { TextTable.text([heads] + rows) { $0 == 0 } }
}
