internal import ArgumentParser
internal import Pipeline
internal import Streaming

/// `orderkeeper dead-letters redrive`.
struct DeadLettersRedriveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redrive",
        abstract: "Sends them back to the topics that they came from, each once.",
        discussion: """
            A redriven record has its original key, headers and timestamp, and two headers more: which letter it was \
            made of, and how often that has happened. What fails again is a new dead letter and counts on, up to \
            --max-attempts.

            The group `<application>-redrive` remembers what was sent, also when only a part was meant: run it again, \
            and it goes on with the rest. Records and memory are committed in one transaction (guarantee: \
            exactly-once). On the embedded broker, or with at-least-once, a crash may repeat the last few hundred. One \
            redrive runs at a time: a second one ends the first. The letters stay in their topic.

            With --file the partition follows from the key, as kafka.partitioner says. Without it a letter goes back as \
            it is, which helps after a fault of ours, or when its time has come.

            Late events have been taken already, but for the count: an event whose id was seen in the last hour of \
            event time is a duplicate and is dropped, and an older one is late once more.

            orderkeeper dead-letters redrive --reason FutureEvent --dry-run
            orderkeeper dead-letters redrive --file repaired.ndjson
            """
    )

    @OptionGroup var letters: LetterOptions

    @Option(help: ArgumentHelp("Only those in this file, as they stand there.", valueName: "file"), completion: .file())
    var file: String?

    @Flag(help: "Show what would be sent and whether it would be understood now; send and remember nothing.")
    var dryRun = false

    @Flag(help: "Forget what was redriven before, and begin again.")
    var fromBeginning = false

    @Option(help: ArgumentHelp("How often one record may be redriven before it is refused.", valueName: "number"))
    var maxAttempts = 3

    @OptionGroup var brokers: BrokerOptions

    func validate() throws {
        if !(1...1000).contains(maxAttempts) { throw ValidationError("--max-attempts is a number from 1 to 1000.") }
        if file != nil, !letters.isEmpty {
            throw ValidationError("--file says which letters: leave out --late, --topic, --reason and --since.")
        }
    }

    func run() throws {
        var configuration = try brokers.load()
        let source = try file.map { try LetterFile(checking: $0) }
        let cluster = try Cluster(configuration)
        // Its transactions forget the offsets, and these are what is remembered.
        if cluster.isEmbedded { configuration.runtime.guarantee = .atLeastOnce }
        var redriver = try Redriver(
            configuration.runtime,
            rules: RedriveRules(topics: configuration.topics, attemptsMax: maxAttempts),
            fromBeginning: fromBeginning,
            isDryRun: dryRun
        )
        let latest = Clock.system.now().asEventTime.advanced(by: configuration.track.maxClockSkew)
        let report = RedriveReport(configuration.topics, isDryRun: dryRun, latest: latest)
        do {
            if let source {
                try source.read { letter in try redriver.redrive(letter, report.tell) }
                try redriver.finish(report.tell)
            } else {
                let name = letters.name(in: configuration.topics)
                try redriver.redrive(name, matching: letters.filter(), report.tell)
            }
        } catch {
            report.finish()
            throw error
        }
        report.finish()
    }
}
