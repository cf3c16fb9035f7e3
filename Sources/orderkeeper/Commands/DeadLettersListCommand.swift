internal import ArgumentParser
internal import Pipeline

/// `orderkeeper dead-letters list`.
struct DeadLettersListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Shows where each came from, when, why it was set aside, and its key; then how many there are.",
        discussion: """
            It reads what is committed up to where the topic ends now, joins no group and commits nothing. With --json \
            each line is one as of `export`, and the sum goes to standard error.

            orderkeeper dead-letters list --topic commerce.payments.v1 --limit 20
            orderkeeper dead-letters list --late --since 2h --json
            """
    )

    @OptionGroup var letters: LetterOptions

    @Option(help: ArgumentHelp("Show so many at most; the sum counts all.", valueName: "number"))
    var limit: Int?

    @Flag(help: "One JSON object per line.")
    var json = false

    @OptionGroup var brokers: BrokerOptions

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit is a number from 0 on.") }
    }

    func run() throws {
        let configuration = try brokers.load()
        let name = letters.name(in: configuration.topics)
        var reader = try LetterReader(configuration.runtime, topics: configuration.topics, reading: name)
        let filter = letters.filter()
        let text = LetterText(terminal: .standardOutput)
        let output = try OutputFile("-")
        var tally = LetterTally()
        _ = try reader.read { letter in
            guard filter.matches(letter) else { return }
            tally.add(letter)
            guard tally.total <= limit ?? .max else { return }
            output.write(json ? LetterLine.encode(letter) : Array(text.line(letter).utf8))
        }
        try output.close()
        let unseen = tally.total - output.lineCount
        let rest = unseen > 0 ? "… and \(Figures.count(unseen)) more\n" : ""
        let stream = json ? StandardStream.error : .output
        stream.write((json ? "" : rest + (tally.total > 0 ? "\n" : "")) + text.summary(tally, of: letters))
    }
}
