internal import ArgumentParser
internal import Kafka
internal import Pipeline

/// `orderkeeper tail`.
struct TailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Prints alerts, actions, decisions, dead letters or late events as they come.",
        discussion: """
            It joins no group and commits nothing: nobody notices. Ctrl-C ends it.

            orderkeeper tail alerts --bootstrap localhost:9092 --from-beginning
            orderkeeper tail actions --json --count 10
            """
    )

    @Argument(help: "What to print: \(OutputTopic.allCases.map(\.rawValue).joined(separator: ", ")).")
    var topic: OutputTopic

    @OptionGroup var brokers: BrokerOptions

    @Flag(help: "Begin with the oldest record that is kept, not with what comes from now on.")
    var fromBeginning = false

    @Flag(help: "Print the records as they are, one JSON object per line.")
    var json = false

    @Option(help: ArgumentHelp("End after so many records.", valueName: "number"))
    var count: Int?

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count is a number above 0.") }
    }

    func run() throws {
        let configuration = try brokers.load()
        let name = topic.name(in: configuration.topics)
        var reader = try TopicReader(configuration, topics: [name], from: fromBeginning ? .beginning : .end)
        let line = RecordLine(terminal: .standardOutput)
        var left = count ?? .max
        while left > 0 {
            let taken = try reader.read { record in
                guard left > 0 else { return }
                left -= 1
                StandardStream.output.write((json ? raw(record) : line.text(record, of: topic)) + "\n")
            }
            if taken == 0 { reader.wait(timeout: .milliseconds(200)) }
        }
    }

    private func raw(_ record: ProducedRecord) -> String {
        switch topic {
        case .deadLetters, .late: String(decoding: SetAside.line(record), as: UTF8.self)
        case .alerts, .actions, .decisions: String(decoding: record.value ?? [], as: UTF8.self)
        }
    }
}
