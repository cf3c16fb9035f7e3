internal import ArgumentParser

/// `orderkeeper explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tells why something was said, in numbers that can be checked by hand.",
        subcommands: [ExplainAlertCommand.self]
    )
}
