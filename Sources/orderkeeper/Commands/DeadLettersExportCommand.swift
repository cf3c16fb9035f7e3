internal import ArgumentParser
internal import Pipeline

/// `orderkeeper dead-letters export`.
struct DeadLettersExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes them into a file, one JSON object per line, of which nothing is lost.",
        discussion: """
            `key` and `value` are the bytes as text; where they are no text, `key_base64` and `value_base64`. Repair \
            `value` (or `key`, or `source.topic`) with an editor or with jq, take out the lines that are hopeless, and \
            give the file to `redrive --file`. A `value` may also be written as the object that it is.

            orderkeeper dead-letters export letters.ndjson --reason missing
            jq -c '.value = (.value | fromjson | .currency = "EUR" | tojson)' letters.ndjson > repaired.ndjson
            """
    )

    @Argument(help: ArgumentHelp("The file; - is standard output.", valueName: "file"), completion: .file())
    var file: String

    @OptionGroup var letters: LetterOptions

    @OptionGroup var brokers: BrokerOptions

    func run() throws {
        let configuration = try brokers.load()
        let name = letters.name(in: configuration.topics)
        var reader = try LetterReader(configuration.runtime, topics: configuration.topics, reading: name)
        let filter = letters.filter()
        let output = try OutputFile(file)
        var tally = LetterTally()
        _ = try reader.read { letter in
            guard filter.matches(letter) else { return }
            tally.add(letter)
            output.write(LetterLine.encode(letter))
        }
        try output.close()
        let stream = output.isStandardOutput ? StandardStream.error : .output
        stream.write(LetterText(terminal: .standardOutput).summary(tally, of: letters))
    }
}
