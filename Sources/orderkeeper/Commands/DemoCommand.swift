internal import ArgumentParser
internal import Kafka
internal import Logging
internal import Pipeline
internal import ServiceLifecycle
internal import Simulation
internal import Streaming
internal import UnixSignals

/// `orderkeeper demo`.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Shows everything at work in this process: broker, shop, stages, incidents, alerts, actions.",
        discussion: """
            A simulated shop goes through a morning of learning and then a few known incidents. The demonstration says \
            when each begins, shows the alerts and some of the actions as they come through Kafka's topics, and at the \
            end compares alerts with the truth. It ends by itself in less than two minutes.

            orderkeeper demo
            orderkeeper demo --scenario two-incidents --seconds 45 --seed 7
            """
    )

    @OptionGroup var shop: ShopOptions

    @Option(help: ArgumentHelp("Simulated seconds per second.", valueName: "factor"))
    var speed: Double?

    @Option(help: ArgumentHelp("How long it lasts, instead of --speed.", valueName: "number"))
    var seconds: Double?

    @Flag(help: "Let customers hear of the actions, so that some pay or order again who would not have.")
    var answering = false

    @OptionGroup var options: ConfigurationOptions

    /// How long it lasts when nothing is said.
    private static let usualSeconds = 70.0
    private static let partitions = 2

    func validate() throws {
        if speed != nil, seconds != nil { throw ValidationError("Give --speed or --seconds, not both.") }
        if let speed, !(1...100_000).contains(speed) { throw ValidationError("--speed is a number from 1 to 100000.") }
        if let seconds, !(5...100).contains(seconds) { throw ValidationError("--seconds is a number from 5 to 100.") }
    }

    func run() async throws {
        let start = EventTime(milliseconds: 1_795_154_400_000)
        var scenario = try shop.make(start: start)
        if answering { scenario.configuration.behaviour.responses = .usual }
        let length = Double(scenario.configuration.duration.rawValue) / 1000
        var configuration = try options.load()
        let cluster = try EmbeddedBroker.start(configuration.topics, partitions: Self.partitions)
        Self.adapt(&configuration, to: cluster)
        let counts = configuration.topics.all.map { ($0, Int32(Self.partitions)) }
        let topology = try configuration.makeTopology(partitionCounts: Dictionary(counts) { first, _ in first })

        let clock = FollowingClock(start: start)
        let logger = Logger(label: "orderkeeper") { _ in SwiftLogNoOpLogHandler() }
        let pipeline = PipelineService(topology, options: configuration.runtime, clock: clock.clock, logger: logger)
        let demo = DemoService(
            scenario: scenario,
            configuration: configuration,
            monitor: pipeline.monitor,
            clock: clock,
            speed: speed ?? length / (seconds ?? Self.usualSeconds)
        )
        // The last one is asked to stop first: the demonstration sums up, then the pipeline commits and leaves.
        let services = [
            ServiceGroupConfiguration.ServiceConfiguration(service: pipeline),
            .init(service: demo, successTerminationBehavior: .gracefullyShutdownGroup),
        ]
        let group = ServiceGroup(
            configuration: .init(
                services: services,
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
        withExtendedLifetime(cluster) {}
    }

    /// What an embedded broker needs, and a clock that is not the machine's.
    private static func adapt(_ configuration: inout Configuration, to cluster: EmbeddedCluster) {
        configuration.runtime.bootstrap = cluster.bootstrap
        configuration.runtime.guarantee = .atLeastOnce
        configuration.runtime.commitInterval = Milliseconds(20)
        // At this speed a millisecond is half a second: nobody waits for a batch to fill, and a fetch without records,
        // by which a partition is known to be at its end, is answered soon.
        configuration.runtime.properties += [Setting("fetch.wait.max.ms", "10"), Setting("linger.ms", "1")]
        // The clock stands where TRACK is: what was sent meanwhile lies in its future, and it moves in leaps.
        configuration.track.maxClockSkew = .days(1)
        configuration.track.lateness = max(configuration.track.lateness, .minutes(1))
        configuration.stageTimeout = .days(1)
    }
}
