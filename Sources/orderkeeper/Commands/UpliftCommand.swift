internal import ArgumentParser
internal import Backtesting
internal import Commerce
internal import Pipeline

/// `orderkeeper uplift`.
struct UpliftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uplift",
        abstract: "Shows what the actions achieve: orders saved with them and without, with 95 % intervals.",
        discussion: """
            It reads the decisions topic, or a file of decisions, to its end and compares the customers who got actions \
            with those whom the policy held out, by policy, rule, cause, tier and channel. An order of which nothing \
            was heard until the policy's horizon counts as not saved, on both sides; one whose danger was superseded by \
            a newer one on neither. A decision that comes twice counts once.

            uplift: the share saved of the treated less that of those held out, in points of a hundred. 95 %: \
            Newcombe's hybrid score interval; when all of it lies below zero the actions do harm. orders saved: the \
            treated times the uplift, so without those who would have come back anyway. offers: orders for which \
            something was offered; what that cost is an upper bound.

            orderkeeper uplift --bootstrap localhost:9092 --since 30d
            orderkeeper uplift --file out/decisions.ndjson --policy default@1 --json
            """
    )

    @OptionGroup var decisions: DecisionOptions

    @Option(
        help: ArgumentHelp(
            "Only outcomes of this time and later: a time, or how long ago, such as 30d.",
            valueName: "RFC 3339 or length"
        )
    )
    var since: SinceArgument?

    @Option(help: ArgumentHelp("Only outcomes of this policy, `name` or `name@version`.", valueName: "policy"))
    var policy: String?

    @Flag(help: "Print one JSON object instead of the table.")
    var json = false

    func run() throws {
        let configuration = try decisions.brokers.load()
        let first = since?.time(at: Clock.system.now())
        var table = UpliftTable()
        let count = try decisions.read(configuration) { decision in
            guard first.map({ decision.occurredAt >= $0 }) ?? true, isWanted(decision.policy) else { return }
            table.add(decision)
        }
        guard !json else {
            return StandardStream.output.write(String(decoding: UpliftJSON.encode(table), as: UTF8.self))
        }
        guard !table.total.isEmpty else {
            let what =
                count == 0 ? "there are no decisions" : "none of \(Figures.count(count)) decisions tells an outcome"
            StandardStream.output.write(
                "\(what) yet in \(decisions.place(configuration)): outcomes are known when an order is paid, placed "
                    + "again or lost, or after the policy's horizon\n"
            )
            return
        }
        StandardStream.output.write(text(UpliftReport(table)))
    }

    private func isWanted(_ name: String) -> Bool {
        guard let policy else { return true }
        return name == policy || name.split(separator: "@", maxSplits: 1).first.map(String.init) == policy
    }

    private func text(_ report: UpliftReport) -> String {
        let terminal = Terminal.standardOutput
        var lines = report.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if !lines.isEmpty { lines[0] = terminal.style(lines[0], .dim) }
        for (index, row) in report.rows.enumerated() {
            switch row.verdict {
            case .helps: lines[index + 1] = terminal.style(lines[index + 1], .green)
            case .harms: lines[index + 1] = terminal.style(lines[index + 1], .red)
            case .notEnough: break
            }
        }
        return lines.joined(separator: "\n")
    }
}
