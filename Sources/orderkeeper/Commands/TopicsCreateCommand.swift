internal import ArgumentParser
internal import Kafka
internal import Pipeline

/// `orderkeeper topics create`.
struct TopicsCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Creates the topics of the configuration that are missing.",
        discussion: """
            Topics that are read together by key get the same number of partitions; when one of them exists, the \
            others follow it. Existing topics are never changed.

            orderkeeper topics create --bootstrap localhost:9092 --partitions 12 --replication 3
            """
    )

    @OptionGroup var brokers: BrokerOptions

    @Option(help: ArgumentHelp("Partitions of each new topic: as many tasks can share the work.", valueName: "number"))
    var partitions = 6

    @Option(
        help: ArgumentHelp("How many brokers hold each partition (default: the brokers' own).", valueName: "number")
    )
    var replication: Int?

    func validate() throws {
        if !(1...10_000).contains(partitions) { throw ValidationError("--partitions is a number from 1 to 10000.") }
        if let replication, !(1...100).contains(replication) {
            throw ValidationError("--replication is a number from 1 to 100.")
        }
    }

    func run() throws {
        let configuration = try brokers.load()
        let cluster = try Cluster(configuration)
        let existing = try cluster.partitionCounts()
        let missing = configuration.topics.all.filter { existing[$0] == nil }.map { topic in
            NewTopic(
                name: topic,
                partitions: count(for: topic, configuration.topics, existing),
                replication: replication,
                configuration: settings(of: topic, configuration.topics)
            )
        }
        let outcomes = try cluster.admin.createTopics(missing)
        for topic in configuration.topics.all { tell(topic, existing[topic], outcomes[topic]) }
        let failed = outcomes.filter { if case .failed = $0.value { true } else { false } }
        guard failed.isEmpty else {
            throw Failure(.failed, do: "see what the brokers say above", "\(failed.count) topics were refused")
        }
        // Of what was there before, topics that are read together may still differ.
        var counts = existing
        for topic in missing { counts[topic.name] = Int32(topic.partitions) }
        _ = try configuration.makeTopology(partitionCounts: counts)
    }

    private func settings(of topic: String, _ topics: Topics) -> [String: String] {
        // A journal is trimmed by who writes it. Trimmed by age, an idle task would lose its state.
        if topics.journals.contains(topic) {
            return ["cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": "-1"]
        }
        // Who is to be forgotten stands there. A task that is away for longer than a week does not hear of it.
        return topic == topics.control ? ["cleanup.policy": "delete", "retention.ms": "604800000"] : [:]
    }

    /// As many partitions as the topics have that are read together with `topic`, if one of them exists.
    private func count(for topic: String, _ topics: Topics, _ existing: [String: Int32]) -> Int {
        if topic == topics.control { return 1 }
        let together = TaskKind.allCases.map { $0.coPartitioned(topics) }.first { $0.contains(topic) } ?? []
        return together.lazy.compactMap { existing[$0] }.first.map { Int($0) } ?? partitions
    }

    private func tell(_ topic: String, _ existing: Int32?, _ outcome: TopicOutcome?) {
        let sentence =
            switch outcome {
            case .done: "created"
            case .failed(let error): "refused: \(error)"
            case .alreadyExists, .missing, nil: "there already\(existing.map { ", \($0) partitions" } ?? "")"
            }
        StandardStream.output.write("\(Figures.pad(topic, to: 40)) \(sentence)\n")
    }
}
