internal import ArgumentParser

/// Measures the hot path of OrderKeeper and says what it found.
@main
struct OrderKeeperBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orderkeeper-bench",
        abstract: "Measures how fast events are decoded, tracked, counted and committed, and what that allocates.",
        discussion: "Benchmarks: \(BenchmarkName.allCases.map(\.rawValue).joined(separator: ", ")). None named: all."
    )

    @Argument(help: "What to measure.")
    var names: [BenchmarkName] = []

    @Flag(help: "Print the figures as JSON, one object per line.")
    var json = false

    @Option(help: "How often each figure is taken; the median is shown.")
    var rounds = 3

    @Option(
        help: ArgumentHelp(
            "Serve a broker with this many events per partition, for another process.",
            visibility: .hidden
        )
    )
    var brokerEvents: Int?

    @Option(
        help: ArgumentHelp(
            "Measure nothing, and say what `volume` scores on the count-like files of a checkout of NAB.",
            valueName: "folder"
        )
    )
    var nab: String?

    func validate() throws {
        guard rounds > 0 else { throw ValidationError("--rounds: at least one") }
    }

    func run() async throws {
        if let brokerEvents { return try BrokerProcess.serve(eventsPerPartition: brokerEvents) }
        if let nab { return try NABReport.show(nab) }
        Meter.check()
        var report = Report(json: json)
        for name in names.isEmpty ? BenchmarkName.allCases : names {
            var runs: [[Figure]] = []
            for _ in 0..<rounds { runs.append(try await name.measure()) }
            for figure in Figure.medians(of: runs) { report.add(figure) }
        }
        report.finish()
    }
}
