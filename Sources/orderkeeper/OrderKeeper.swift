internal import ArgumentParser
internal import Foundation

/// The command `orderkeeper`.
@main
struct OrderKeeper: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orderkeeper",
        abstract: "Notices what goes wrong with a shop's orders, and decides what to do for each order in danger.",
        discussion: """
            Try it, nothing to install:   orderkeeper demo
            On recorded events:           orderkeeper replay events.ndjson.gz
            Beside a Kafka cluster:       orderkeeper check --bootstrap HOST:PORT
                                          orderkeeper topics create
                                          orderkeeper run

            Exit codes: 0 done, or stopped as asked; 1 something failed while running; 2 the command line or the \
            configuration is wrong.
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, DemoCommand.self, ReplayCommand.self, SimulateCommand.self, BacktestCommand.self,
            ExplainCommand.self, AlertsCommand.self, UpliftCommand.self,
            CheckCommand.self, TopicsCommand.self, TailCommand.self, DeadLettersCommand.self, ResetCommand.self,
            ForgetCommand.self, BrokerCommand.self,
        ]
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// Says what is wrong, what to do first, and ends with the exit code that goes with it.
    private static func end(with error: any Error) -> Never {
        if let failure = Failure(error) {
            StandardStream.error.write(failure.message(styled: .standardError))
            Foundation.exit(failure.code.rawValue)
        }
        let code = exitCode(for: error)
        let stream = code.isSuccess ? StandardStream.output : StandardStream.error
        stream.write(fullMessage(for: error) + "\n")
        Foundation.exit(code.isSuccess ? 0 : Failure.Code.usage.rawValue)
    }
}
