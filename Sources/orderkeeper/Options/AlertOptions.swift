internal import ArgumentParser
internal import Commerce
internal import Pipeline

/// Where alerts are read from: a file, or the alerts topic.
struct AlertOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file of alerts, one per line, such as `replay --alerts` writes, instead of the topic.",
            valueName: "file"
        ),
        completion: .file()
    )
    var file: String?

    @OptionGroup var brokers: BrokerOptions

    /// All alerts there are now, in the order of the file or topic.
    func read(_ configuration: Configuration) throws -> [Alert] {
        guard let file else { return try AlertTopic.read(configuration) }
        let lines = try LineFile(file)
        var alerts: [Alert] = []
        while let line = try lines.next() {
            do throws(DecodeError) {
                alerts.append(try AlertCodec.decode(line))
            } catch {
                let remedy = "give a file of alerts, such as `orderkeeper replay --alerts FILE` writes"
                throw Failure(.usage, do: remedy, "\(file), line \(lines.lineNumber): \(error)")
            }
        }
        return alerts
    }
}
