internal import ArgumentParser

/// `orderkeeper explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tells why something was said or done: an alert in its numbers, an order in its decisions.",
        subcommands: [ExplainAlertCommand.self, ExplainOrderCommand.self]
    )
}
