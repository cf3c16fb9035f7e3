public import Commerce

/// Uplifts as rows and columns, for a screen and a page, with a sentence for each policy.
///
/// Where there are several sets of rules, the rows of a group stand below one another.
public struct UpliftReport: Hashable, Sendable {
    /// The head of each column; the first is the group's, and where there are several contenders the second is theirs.
    public let heads: [String]
    /// The rows: groups in the order of the tables, the contenders of each below one another.
    public let rows: [Row]
    /// What the comparison says of each policy, in full sentences.
    public let sentences: [Sentence]

    /// How many columns at the left are texts.
    public var textColumns: Int { heads.count - Self.figures.count }

    /// One row.
    public struct Row: Hashable, Sendable {
        /// Whether it is the first of its group.
        public var isFirst: Bool
        /// The texts, as many as there are heads.
        public var cells: [String]
        /// What the comparison says.
        public var verdict: Uplift.Verdict
    }

    /// What the comparison says of one policy.
    public struct Sentence: Hashable, Sendable {
        /// The verdict.
        public var verdict: Uplift.Verdict
        /// The sentence.
        public var text: String
    }

    private static let figures = [
        "treated", "saved", "share", "held out", "saved", "share", "uplift", "95 %", "orders saved", "offers", "",
    ]

    /// The report of one table.
    public init(_ table: UpliftTable) { self.init([("", table)]) }

    /// The report of several tables side by side, each with the letter that stands for its rules.
    public init(_ tables: [(letter: String, table: UpliftTable)]) {
        let isContest = tables.count > 1
        heads = [""] + (isContest ? ["rules"] : []) + Self.figures
        let places = tables.map { entry in
            Dictionary(entry.table.rows.map { (Place($0), $0.tally) }) { first, _ in first }
        }
        rows = Set(places.flatMap(\.keys)).sorted().flatMap { place in
            zip(tables, places).enumerated().compactMap { index, entry -> Row? in
                guard let tally = entry.1[place] else { return nil }
                let isFirst = !places[..<index].contains { $0[place] != nil }
                let lead = [isFirst ? place.text : ""] + (isContest ? [entry.0.letter] : [])
                return Row(isFirst: isFirst, cells: lead + Self.cells(tally), verdict: tally.verdict)
            }
        }
        sentences = tables.flatMap { letter, table in
            let lead = isContest ? "\(letter), " : ""
            let policies = table.rows(by: .policy).map { row in
                Sentence(verdict: row.tally.verdict, text: lead + Self.sentence(row.name, row.tally))
            }
            return policies + Self.warning(table.total).map { Sentence(verdict: .notEnough, text: lead + $0) }
        }
    }

    /// A group and its place in the order.
    private struct Place: Hashable, Comparable {
        var axis: Int
        var name: String

        init(_ row: UpliftTable.Row) {
            axis = row.axis.flatMap { UpliftTable.Axis.allCases.firstIndex(of: $0) } ?? -1
            name = row.name
        }

        var text: String { axis < 0 ? name : "\(UpliftTable.Axis.allCases[axis].rawValue) \(name)" }

        static func < (lhs: Self, rhs: Self) -> Bool { (lhs.axis, lhs.name) < (rhs.axis, rhs.name) }
    }

    private static func cells(_ tally: OutcomeTally) -> [String] {
        let uplift = tally.uplift
        let word =
            switch tally.verdict {
            case .helps: "helps"
            case .harms: "HARMS"
            case .notEnough: "not enough yet"
            }
        return cells(tally.treated) + cells(tally.heldOut) + [
            points(uplift?.difference), uplift.map { range($0.interval, points) } ?? FigureText.none,
            tally.ordersSaved.map { whole($0.value) } ?? FigureText.none,
            FigureText.count(tally.offers), word,
        ]
    }

    private static func cells(_ arm: ArmTally) -> [String] {
        [FigureText.count(arm.orders), FigureText.count(arm.saved), FigureText.percent(arm.share)]
    }

    /// `0.0612` as `+6.1`.
    private static func points(_ difference: Double?) -> String {
        guard let difference else { return FigureText.none }
        let text = FigureText.decimal(difference * 100, digits: 1)
        return difference > 0 ? "+" + text : text
    }

    private static func whole(_ number: Double) -> String { FigureText.count(Int(number.rounded())) }

    private static func range(_ interval: ClosedRange<Double>, _ write: (Double) -> String) -> String {
        "\(write(interval.lowerBound)) … \(write(interval.upperBound))"
    }

    private static func sentence(_ policy: String, _ tally: OutcomeTally) -> String {
        guard let saved = tally.ordersSaved, let uplift = tally.uplift else {
            return "\(policy): \(FigureText.count(tally.treated.saved + tally.unmeasured.saved)) of "
                + "\(FigureText.count(tally.treated.orders + tally.unmeasured.orders)) orders saved; "
                + "nobody to compare with yet." + costs(tally)
        }
        let head = "\(policy): \(points(uplift.difference)) points (\(range(uplift.interval, points)))"
        let money = tally.moneySaved.filter { $0.amountMinor != 0 }.map { AmountText.of($0) }.joined(separator: ", ")
        let worth = money.isEmpty ? "" : ", worth \(money)"
        let count = "\(whole(saved.value)) (\(range(saved.interval, whole)))"
        switch uplift.verdict {
        case .helps: return "\(head). The actions saved \(count) orders\(worth)." + costs(tally)
        case .harms:
            return "\(head). Fewer orders are saved with the actions than without: \(count)\(worth). Switch it off, "
                + "and look which rule does it." + costs(tally)
        case .notEnough: return "\(head). Not enough yet to say whether the actions do anything." + costs(tally)
        }
    }

    /// What is saved is known at once, what is not after the horizon: how many orders are still open must be said.
    private static func warning(_ total: OutcomeTally) -> [String] {
        let (open, orders) = (total.treated.open + total.heldOut.open, total.treated.orders + total.heldOut.orders)
        guard open > 0 else { return [] }
        let count = "\(FigureText.count(open)) of \(FigureText.count(orders)) orders"
        return [
            "\(count) have not reached the horizon of their policy: they count as not saved yet, and the uplift is not "
                + "the last word."
        ]
    }

    private static func costs(_ tally: OutcomeTally) -> String {
        guard tally.offers > 0 else { return "" }
        let costs = tally.offerCosts.map { AmountText.of($0) }.joined(separator: ", ")
        let orders = tally.offers == 1 ? "1 order" : "\(FigureText.count(tally.offers)) orders"
        return " Offers for \(orders) cost \(costs) at most."
    }

    /// The table in a fixed width, for a screen, and the sentences below it.
    public var text: String {
        let (words, last) = (textColumns, heads.count - 1)
        let table = TextTable.text([heads] + rows.map(\.cells)) { $0 < words || $0 == last }
        return table + (sentences.isEmpty ? "" : "\n") + sentences.map { $0.text + "\n" }.joined()
    }
}
