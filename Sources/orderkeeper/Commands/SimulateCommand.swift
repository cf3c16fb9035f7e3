internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Simulation
internal import Streaming

/// `orderkeeper simulate`.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Plays a believable shop in which known things go wrong, into a file or into Kafka.",
        discussion: """
            The same scenario, seed and start give the same bytes. --truth tells what really happened.

            Into Kafka, send a whole shop before `run` starts: that is a backlog, which is read in step. To pipelines \
            that are running and waiting, hours-old events are late; send them what happens now, with --speed 1.

            orderkeeper simulate --scenario issuer-outage --to shop.ndjson --truth truth.ndjson
            orderkeeper simulate --scenario history --days 4 --seed 7 --to history.ndjson --truth truth.ndjson
            orderkeeper simulate --scenario demo --bootstrap localhost:9092 --speed 60
            """
    )

    @Flag(help: "Tell which scenarios there are, and do nothing else.")
    var list = false

    @OptionGroup var shop: ShopOptions

    @Option(
        help: ArgumentHelp("How long the shop is watched, such as 6h (default: the scenario's).", valueName: "length")
    )
    var duration: DurationArgument?

    @Option(
        help: ArgumentHelp(
            "The first instant (default: 2026-11-20T06:00:00Z; to Kafka: such that it ends with the present).",
            valueName: "RFC 3339"
        )
    )
    var start: TimeArgument?

    @Option(help: ArgumentHelp("Orders per day (default: the scenario's).", valueName: "number"))
    var ordersPerDay: Double?

    @Option(
        name: .customLong("to"),
        help: ArgumentHelp("Write the events here; - is standard output.", valueName: "file")
    )
    var path: String?

    @Option(help: ArgumentHelp("Write what really happens here, one JSON object per line.", valueName: "file"))
    var truth: String?

    @OptionGroup var brokers: BrokerOptions

    @Option(
        help: ArgumentHelp(
            "To Kafka: simulated seconds per second (default: as fast as possible).",
            valueName: "factor"
        )
    )
    var speed: Double?

    func validate() throws {
        if path != nil, brokers.bootstrap != nil { throw ValidationError("Give --to or --bootstrap, not both.") }
        if brokers.bootstrap == nil, speed != nil { throw ValidationError("--speed goes with --bootstrap.") }
        if let speed, speed <= 0 || !speed.isFinite { throw ValidationError("--speed is a number above 0.") }
        if let ordersPerDay, !(1...1e9).contains(ordersPerDay) {
            throw ValidationError("--orders-per-day is a number from 1 to 1000000000.")
        }
        if shop.isHistory, duration != nil || ordersPerDay != nil {
            throw ValidationError("A history takes --days and --events-per-day.")
        }
        if let duration, duration.length > .days(400) { throw ValidationError("--duration is 400d at most.") }
    }

    func run() throws {
        guard !list else { return Self.tellScenarios() }
        let scenario = try makeScenario()
        if let truth {
            let file = try OutputFile(truth)
            for line in scenario.truth.ndjson.split(separator: UInt8(ascii: "\n")) { file.write(Array(line)) }
            try file.close()
        }
        let watch = Stopwatch()
        let count = brokers.bootstrap == nil ? try write(scenario) : try feed(scenario)
        let rate = Figures.rate(count, in: watch.elapsed)
        let sentence = "\(Figures.count(count)) events in \(Figures.seconds(watch.elapsed)), \(rate) per second"
        StandardStream.error.write("\(sentence)\n")
    }

    /// A line per scenario: its number among the fifteen of detection, its name, what happens.
    private static func tellScenarios() {
        let width = Scenario.names.map(\.count).max() ?? 0
        for listing in Scenario.library {
            let number = listing.number.map { "\($0)" } ?? ""
            let place = String(repeating: " ", count: 2 - number.count) + number
            let name = listing.name + String(repeating: " ", count: width - listing.name.count)
            StandardStream.output.write("\(place)  \(name)  \(listing.summary)\n")
        }
    }

    private func makeScenario() throws -> Scenario {
        let usual = EventTime(milliseconds: 1_795_154_400_000)
        var scenario = try shop.make(start: usual)
        let length = duration?.length ?? scenario.configuration.duration
        let first = start?.time ?? (brokers.bootstrap == nil ? usual : present(less: length))
        scenario = try shop.make(start: first)
        scenario.configuration.duration = length
        if let ordersPerDay { scenario.configuration.ordersPerDay = ordersPerDay }
        return scenario
    }

    /// The start from which the simulated time meets the present when `length` has passed at ``speed``.
    private func present(less length: Milliseconds) -> EventTime {
        let share = speed.map { max(0, 1 - 1 / $0) } ?? 1
        let ahead = Milliseconds(Int64(Double(length.rawValue) * share))
        return Clock.system.now().asEventTime.advanced(by: -ahead)
    }

    private func write(_ scenario: Scenario) throws -> Int {
        let file = try OutputFile(path ?? "-")
        for event in Shop(scenario) { file.write(event.value) }
        try file.close()
        return file.lineCount
    }

    private func feed(_ scenario: Scenario) throws -> Int {
        var feeder = try ShopFeeder(scenario, try brokers.load())
        let watch = Stopwatch()
        while !feeder.isFinished {
            guard let speed else {
                try feeder.send(through: .distantFuture, max: 20_000)
                continue
            }
            let passed = Milliseconds(Int64(Double(watch.elapsed.rawValue) * speed))
            try feeder.send(through: scenario.configuration.start.advanced(by: passed))
            Thread.sleep(forTimeInterval: 0.02)
        }
        return feeder.count
    }
}
