public import ArgumentParser
internal import Foundation
public import Logging
internal import Pipeline
internal import Retention
internal import ServiceLifecycle
internal import UnixSignals

/// `orderkeeper run`.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs the stages against Kafka until SIGTERM or SIGINT.",
        discussion: """
            Every process of a fleet runs the same command with an `instance` of its own; Kafka shares out the work. \
            A second signal is not needed: stopping commits a last time and leaves the groups. After SIGHUP, and when \
            they are changed, policy and messages are read anew; what cannot be right leaves the old ones.

            orderkeeper run --config orderkeeper.yaml
            orderkeeper run --bootstrap kafka:9092 --stage track --set instance=$HOSTNAME
            """
    )

    @OptionGroup var brokers: BrokerOptions

    @Option(name: .customLong("stage"), help: "Only this stage: track, detect or retain; may be repeated.")
    var stages: [Stage] = []

    @Option(help: "exactly-once or at-least-once; short for --set guarantee=….")
    var guarantee: Guarantee?

    @Option(
        help: ArgumentHelp(
            "How many workers each stage has in this process (default: as many as the machine has cores).",
            valueName: "number"
        )
    )
    var workers: Int?

    @Option(help: "The least grave messages that are logged: trace, debug, info, notice, warning, error, critical.")
    var logLevel = Logger.Level.info

    func run() async throws {
        let level = logLevel
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        let logger = Logger(label: "orderkeeper")
        var wanted = guarantee.map { [ConfigurationOverride("guarantee", $0.rawValue, option: "--guarantee")] } ?? []
        if let workers { wanted.append(ConfigurationOverride("workers", "\(workers)", option: "--workers")) }
        var configuration = try brokers.load(wanted)
        let cluster = try Cluster(configuration)
        let topology = try cluster.makeTopology()
        if configuration.runtime.guarantee == .exactlyOnce, cluster.isEmbedded {
            // Its transactions forget the offsets: after a restart everything would be there twice.
            logger.warning("the embedded broker has no true transactions: running at-least-once")
            configuration.runtime.guarantee = .atLeastOnce
        }
        if configuration.runtime.workers == 0 {
            // On the embedded broker each further member of a group costs seconds, and there is nothing to share out.
            configuration.runtime.workers = cluster.isEmbedded ? 1 : ProcessInfo.processInfo.activeProcessorCount
        }
        let stages = stages.isEmpty ? Stage.allCases : Stage.allCases.filter { self.stages.contains($0) }
        let pipeline = PipelineService(topology, options: configuration.runtime, stages: stages, logger: logger)
        logger.info("\(Self.describe(configuration, topology, stages))")
        let reloader = PolicyReloader(topology.policies, configuration.policyFiles, logger: logger)
        let group = ServiceGroup(
            services: [
                pipeline, StatusService(monitor: pipeline.monitor, stages: stages, logger: logger),
                PolicyWatcher(reloader: reloader, interval: configuration.policyReload),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await group.run()
        logger.info("stopped")
    }

    private static func describe(_ configuration: Configuration, _ topology: Topology, _ stages: [Stage]) -> String {
        let tasks = stages.map { "\($0.rawValue) (\(topology.tasks(of: $0).count) tasks)" }.joined(separator: ", ")
        let runtime = configuration.runtime
        return """
            running \(tasks) as \(runtime.application)/\(runtime.instance) on \(runtime.bootstrap), \
            \(runtime.guarantee.rawValue), policy \(topology.policy.identity)
            """
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
