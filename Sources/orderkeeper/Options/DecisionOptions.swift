internal import ArgumentParser
internal import Commerce
internal import Pipeline

/// Where decisions are read from: a file, or the decisions topic.
struct DecisionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file of decisions, one per line, such as `replay --decisions` writes, instead of the topic.",
            valueName: "file"
        ),
        completion: .file()
    )
    var file: String?

    @OptionGroup var brokers: BrokerOptions

    @Flag(help: "No progress on standard error.")
    var quiet = false

    /// What errors call the place.
    func place(_ configuration: Configuration) -> String { file ?? configuration.topics.decisions }

    /// Gives all decisions there are now to `body`, in the order of the file or, partition by partition, of the topic.
    /// Returns how many there were.
    ///
    /// What is no decision of this version is an error in a file, and is passed over in the topic.
    func read(_ configuration: Configuration, _ body: (Decision) -> Void) throws -> Int {
        if let file { return try read(file: file, body) }
        var tail = try TopicTail(configuration, topics: [configuration.topics.decisions], client: "decisions")
        var bar = ProgressBar(of: tail.count, isWanted: !quiet)
        defer { bar.clear() }
        var (records, count) = (0, 0)
        for lane in tail.lanes.indices {
            while let record = try tail.next(lane) {
                records += 1
                bar.show(records, note: "\(Figures.count(records)) decisions")
                guard let decision = try? DecisionCodec.decode(record.value) else { continue }
                body(decision)
                count += 1
            }
        }
        return count
    }

    private func read(file: String, _ body: (Decision) -> Void) throws -> Int {
        let lines = try LineFile(file)
        var bar = ProgressBar(of: lines.byteCount, isWanted: !quiet)
        defer { bar.clear() }
        var count = 0
        while let line = try lines.next() {
            do throws(DecodeError) {
                body(try DecisionCodec.decode(line))
            } catch {
                let remedy = "give a file of decisions, such as `orderkeeper replay --decisions FILE` writes"
                throw Failure(.usage, do: remedy, "\(file), line \(lines.lineNumber): \(error)")
            }
            count += 1
            bar.show(lines.bytesRead, note: "\(Figures.count(count)) decisions")
        }
        return count
    }
}
