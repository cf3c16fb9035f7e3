internal import ArgumentParser

/// `orderkeeper topics`.
struct TopicsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "Creates or lists the topics of the configuration.",
        subcommands: [TopicsCreateCommand.self, TopicsListCommand.self]
    )
}
