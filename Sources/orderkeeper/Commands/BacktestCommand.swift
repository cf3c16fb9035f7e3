internal import ArgumentParser
internal import Backtesting
internal import Foundation
internal import Pipeline
internal import Streaming

/// `orderkeeper backtest`.
struct BacktestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract:
            "Judges the alerts by what is known: recall, precision, delay, false alarms, for one or two rule sets.",
        discussion: """
            History goes through the very stages of `run`, on a virtual clock. Several histories are pooled.

            orderkeeper backtest november.ndjson.gz --labels november-labels.ndjson --report november.html
            orderkeeper backtest --simulate demo --seeds 1..12 --against stricter.yaml
            orderkeeper backtest --from-topic sources --bootstrap localhost:9092 --labels labels.ndjson --json

            A label is one JSON object per line: `name`; `expect` (alert, volume, silence, notice, late); `signal`; \
            `slice` (an object: dimension to value; absent: the whole shop); `start` and `end` (RFC 3339); if wanted \
            `equivalent_slices`, `shape` (step, ramp), `shows_from` and `consequences` (objects with signal, slice, \
            start, end). `simulate --truth` writes such files.

            An incident that fires finds the label of its signal whose time, up to --grace after its end, it overlaps, \
            whose slice can share orders with its own, and which it names best; one label at most. recall: labels \
            found. exact: labels whose first finder names their slice or an equivalent one. delay: from the label's \
            start until a person could know, which is the alert's event time and track.lateness; shown: the same from \
            when its first bad outcome could be counted. found again: further incidents of a label that was found. \
            followed: incidents among a label's consequences. false: all other incidents. precision: incidents that \
            are not false, of all. What begins within --warm-up is left out.
            """
    )

    @OptionGroup var history: HistoryOptions

    @OptionGroup var brokers: BrokerOptions

    @Option(help: ArgumentHelp("Judge this configuration too, side by side.", valueName: "file"))
    var against: String?

    @Option(
        help: ArgumentHelp(
            "One setting of the rules to compare with, such as detect.ratio-min=2; may be repeated.",
            valueName: "name=value"
        )
    )
    var againstSet: [String] = []

    @Option(
        help: ArgumentHelp("How much of each history is learning and not judged, such as 24h.", valueName: "length")
    )
    var warmUp: DurationArgument?

    @Option(help: ArgumentHelp("How long after its end a label may still be found (default: 1h).", valueName: "length"))
    var grace: DurationArgument?

    @Option(help: ArgumentHelp("Write a page that shows every label and false alarm.", valueName: "file"))
    var report: String?

    @Option(
        help: ArgumentHelp("How many histories are played at once (default: one for each core).", valueName: "number")
    )
    var jobs: Int?

    @Flag(help: "Judge simple detectors by the same counts, for comparison: a fixed ratio, a moving average.")
    var references = false

    @Flag(help: "Print one JSON object instead of the table.")
    var json = false

    @Flag(help: "No progress on standard error.")
    var quiet = false

    func validate() throws {
        if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs is a number from 1 to 256.") }
    }

    func run() async throws {
        let ruleSets = try makeRuleSets()
        let page = try report.map { try OutputFile($0) }
        var rules = ScoringRules()
        if let warmUp { rules.warmUp = warmUp.length }
        if let grace { rules.grace = grace.length }
        let watch = Stopwatch()
        let sources = try history.sources(ruleSets[0].configuration)
        let (contenders, simple) = try await BacktestRun(
            sources: sources,
            ruleSets: ruleSets,
            references: references ? ReferenceRules.all : [],
            rules: rules,
            jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
            progress: PlayProgress(of: sources.count, isWanted: !quiet)
        ).contenders()
        if let page {
            page.write(BacktestPage(contenders, references: simple, rules: rules).html)
            try page.close()
        }
        let text =
            json
            ? String(decoding: ScoreJSON.encode(contenders, references: simple, rules: rules), as: UTF8.self)
            : BacktestSummary(contenders: contenders, references: simple, rules: rules).text
        StandardStream.output.write(text)
        if !quiet { StandardStream.error.write("judged in \(Figures.seconds(watch.elapsed))\n") }
    }

    /// The rules of the command line, and those to compare with.
    private func makeRuleSets() throws -> [RuleSet] {
        let own = try brokers.load()
        let first = RuleSet(
            name: Self.name(brokers.configuration.config, brokers.configuration.set),
            configuration: own
        )
        guard against != nil || !againstSet.isEmpty else { return [first] }
        var options = brokers.configuration
        options.config = against ?? brokers.configuration.config
        options.set = againstSet
        let second = RuleSet(name: Self.name(options.config, options.set), configuration: try options.load())
        return [first, second]
    }

    private static func name(_ file: String?, _ settings: [String]) -> String {
        let base = file.map { URL(fileURLWithPath: $0).lastPathComponent } ?? "defaults"
        return ([base] + settings).joined(separator: " ")
    }
}
