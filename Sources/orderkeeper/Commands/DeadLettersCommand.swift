internal import ArgumentParser

/// `orderkeeper dead-letters`.
struct DeadLettersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "Lists, exports and sends back records that could not be understood, and late events.",
        discussion: """
            What cannot be understood waits in the dead-letter topic with the reason in its headers. Look, repair, send \
            it back:

            orderkeeper dead-letters list --since 1d
            orderkeeper dead-letters export letters.ndjson --reason not_json
            orderkeeper dead-letters redrive --file letters.ndjson --dry-run
            orderkeeper dead-letters redrive --file letters.ndjson
            """,
        subcommands: [
            DeadLettersListCommand.self, DeadLettersExportCommand.self, DeadLettersRedriveCommand.self,
        ]
    )
}
