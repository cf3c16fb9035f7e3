internal import ArgumentParser
internal import Kafka
internal import Logging
internal import Pipeline
internal import ServiceLifecycle
internal import UnixSignals

/// `orderkeeper broker`.
struct BrokerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker",
        abstract: "Runs an embedded Kafka broker with all topics, for trials. It forgets everything when it ends.",
        discussion: """
            Its first line of output is `bootstrap: ADDRESS`. It keeps a few megabytes per partition in memory, \
            ignores offsets in transactions (run with --guarantee at-least-once) and cannot create topics on request.

            orderkeeper broker --port-file /tmp/broker &
            orderkeeper run --bootstrap $(cat /tmp/broker) --guarantee at-least-once
            """
    )

    @OptionGroup var options: ConfigurationOptions

    @Option(help: ArgumentHelp("Write the address here, too.", valueName: "file"))
    var portFile: String?

    @Option(help: ArgumentHelp("Partitions of each topic.", valueName: "number"))
    var partitions = 4

    func validate() throws {
        if !(1...1000).contains(partitions) { throw ValidationError("--partitions is a number from 1 to 1000.") }
    }

    func run() async throws {
        let cluster = try EmbeddedBroker.start(try options.load().topics, partitions: partitions)
        StandardStream.output.write("bootstrap: \(cluster.bootstrap)\n")
        if let portFile {
            let file = try OutputFile(portFile)
            file.write(Array(cluster.bootstrap.utf8))
            try file.close()
        }
        let group = ServiceGroup(
            services: [WaitingService()],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "orderkeeper") { _ in SwiftLogNoOpLogHandler() }
        )
        try await group.run()
        withExtendedLifetime(cluster) {}
    }
}

/// Does nothing until it is asked to stop.
fileprivate struct WaitingService: Service {
    func run() async throws { try await gracefulShutdown() }
}
