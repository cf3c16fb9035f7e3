internal import ArgumentParser
internal import Pipeline
internal import Simulation
internal import Streaming

/// Which histories to judge by: files, topics, or simulated shops.
struct HistoryOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files of events, each a history of its own; those joined by commas are one.",
            valueName: "events"
        )
    )
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "What is known about a history, one JSON object per line; once for each, in the same order.",
            valueName: "file"
        )
    )
    var labels: [String] = []

    @Option(
        help: ArgumentHelp(
            "Read what lies in this topic instead of a file; may be repeated. `sources`: all source topics.",
            valueName: "topic"
        )
    )
    var fromTopic: [String] = []

    @Option(
        help: ArgumentHelp(
            "Play a simulated shop instead, whose truth is known: \(Scenario.names.joined(separator: ", ")).",
            valueName: "scenario"
        )
    )
    var simulate: String?

    @Option(help: ArgumentHelp("Of --simulate: how many days (default: the scenario's length).", valueName: "number"))
    var days: Double?

    @Option(help: ArgumentHelp("Of --simulate: one shop for each seed, such as 1..12.", valueName: "seeds"))
    var seeds: SeedsArgument?

    @Option(
        help: ArgumentHelp("Of files: later events count as misdated (default: the present).", valueName: "RFC 3339")
    )
    var now: TimeArgument?

    private static let usualSeed: UInt64 = 20_261_121
    /// The Friday on which simulated shops open.
    private static let usualStart = EventTime(milliseconds: 1_795_154_400_000)

    func validate() throws {
        let kinds = [!files.isEmpty, !fromTopic.isEmpty, simulate != nil].count { $0 }
        guard kinds == 1 else {
            throw ValidationError("Give files of events, --from-topic or --simulate: one of them.")
        }
        if simulate == nil, days != nil || seeds != nil {
            throw ValidationError("--days and --seeds go with --simulate.")
        }
        if simulate != nil, !labels.isEmpty { throw ValidationError("A simulated shop has its labels; omit --labels.") }
        if let days, !(0.01...400).contains(days) { throw ValidationError("--days is a number from 0.01 to 400.") }
        guard simulate == nil else { return }
        let wanted = files.isEmpty ? 1 : files.count
        guard labels.count == wanted else {
            throw ValidationError("Give --labels \(wanted == 1 ? "once" : "\(wanted) times, one for each file").")
        }
    }

    /// The histories, in the order given.
    func sources(_ configuration: Configuration) throws -> [HistorySource] {
        if let simulate {
            return try (seeds?.seeds ?? [Self.usualSeed]).map { .simulated(try scenario(simulate, seed: $0)) }
        }
        let limit = now.map { WallTime(milliseconds: $0.time.milliseconds) } ?? Clock.system.now()
        guard fromTopic.isEmpty else {
            let topics = fromTopic.flatMap { $0 == "sources" ? Self.sources(configuration.topics) : [$0] }
            return [.topics(topics, labels: labels[0], limit: limit)]
        }
        return zip(files, labels).map { .files($0, labels: $1, limit: limit) }
    }

    private func scenario(_ name: String, seed: UInt64) throws -> Scenario {
        if name == "history", let days {
            return .history(start: Self.usualStart, days: max(1, Int(days.rounded(.up))), seed: seed)
        }
        guard var scenario = Scenario.named(name, start: Self.usualStart, seed: seed) else {
            let names = Scenario.names.joined(separator: ", ")
            throw Failure(.usage, do: "choose one of \(names)", "there is no scenario `\(name)`")
        }
        if let days {
            scenario.configuration.duration = Milliseconds(Int64(days * Double(Milliseconds.days(1).rawValue)))
        }
        return scenario
    }

    private static func sources(_ topics: Topics) -> [String] {
        [topics.orders, topics.payments, topics.fulfilment, topics.inventory, topics.feedback, topics.customers]
    }
}
