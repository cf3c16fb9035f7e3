internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Streaming

/// `orderkeeper replay`.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Runs recorded events through the whole pipeline, as fast as possible, without Kafka.",
        discussion: """
            The files hold one event in JSON per line, in the order in which they arrived; .gz is unpacked. Several \
            files are merged by the time of their events. The clock is virtual: the same files give the same bytes.

            orderkeeper replay november.ndjson.gz --output out
            orderkeeper replay orders.ndjson payments.ndjson --alerts - --set track.lateness=5m
            """
    )

    @Argument(help: ArgumentHelp("Files of events.", valueName: "file"), completion: .file())
    var files: [String]

    @OptionGroup var options: ConfigurationOptions

    @Option(help: ArgumentHelp("Write all outputs into files in this directory.", valueName: "directory"))
    var output: String?

    @Option(help: ArgumentHelp("Write alerts here; - is standard output.", valueName: "file"))
    var alerts: String?

    @Option(help: ArgumentHelp("Write actions here; - is standard output.", valueName: "file"))
    var actions: String?

    @Option(help: ArgumentHelp("Write decisions here; - is standard output.", valueName: "file"))
    var decisions: String?

    @Option(help: ArgumentHelp("Later events count as misdated (default: the present).", valueName: "RFC 3339"))
    var now: TimeArgument?

    @Option(help: "How to sum up.")
    var summary = Form.text

    @Flag(help: "Neither progress nor speed on standard error.")
    var quiet = false

    /// How to sum up.
    enum Form: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
    }

    func validate() throws {
        if files.isEmpty { throw ValidationError("Give at least one file of events.") }
    }

    func run() throws {
        let configuration = try options.load()
        let counts = Dictionary(configuration.topics.all.map { ($0, Int32(1)) }) { first, _ in first }
        let topology = try configuration.makeTopology(partitionCounts: counts)
        let log = try EventLog(files)
        let outputs = ReplayOutputs(configuration.topics)
        try outputs.add(directory: output)
        try outputs.add(alerts, for: configuration.topics.alerts)
        try outputs.add(actions, for: configuration.topics.actions)
        try outputs.add(decisions, for: configuration.topics.decisions)

        let watch = Stopwatch()
        let summed = try play(log, topology, outputs)
        let report = ReplayReport(summary: summed, alerts: outputs.alerts, retention: outputs.retention)
        try outputs.close()
        let stream = outputs.usesStandardOutput ? StandardStream.error : .output
        stream.write(summary == .json ? report.json : report.text)
        if !quiet { tell(report.summary.records, in: watch.elapsed) }
    }

    private func play(_ log: EventLog, _ topology: Topology, _ outputs: ReplayOutputs) throws -> ReplaySummary {
        let limit = now.map { WallTime(milliseconds: $0.time.milliseconds) } ?? Clock.system.now()
        var replay = Replay(topology, now: limit) { topic, record in outputs.take(record, of: topic) }
        var bar = ProgressBar(of: log.byteCount, isWanted: !quiet)
        var count = 0
        while let line = try log.next() {
            replay.feed(line)
            count += 1
            bar.show(log.bytesRead, note: "\(Figures.count(count)) events")
        }
        bar.clear()
        return replay.finish()
    }

    private func tell(_ count: Int, in elapsed: Milliseconds) {
        let rate = Figures.rate(count, in: elapsed)
        StandardStream.error.write("\(Figures.count(count)) lines in \(Figures.seconds(elapsed)), \(rate) per second\n")
    }
}
