internal import ArgumentParser
internal import Pipeline

/// `orderkeeper topics list`.
struct TopicsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the topics of the configuration with their partitions."
    )

    @OptionGroup var brokers: BrokerOptions

    func run() throws {
        let configuration = try brokers.load()
        let counts = try Cluster(configuration).partitionCounts()
        for topic in configuration.topics.all {
            let count = counts[topic].map { "\($0)" } ?? "missing"
            StandardStream.output.write("\(Figures.pad(topic, to: 40)) \(Figures.right(count, to: 8))\n")
        }
    }
}
