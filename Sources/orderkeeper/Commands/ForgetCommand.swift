internal import ArgumentParser
internal import Commerce
internal import Kafka
internal import Pipeline
internal import Streaming

/// `orderkeeper forget`.
struct ForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Erases a customer from all that OrderKeeper keeps.",
        discussion: """
            Takes the id as the shop writes it; with privacy.pseudonym-key set, give the same key. Every task that knows \
            customers does it within seconds of running: RETAIN forgets them, with consent and caps; their open orders \
            are counted, and lead to no message any more; they wait for no product.

            What it does not do: the shop's own topics are the shop's. What is on its way to RETAIN when it is done makes \
            the customer known again, as does every new order: say it again later where that matters.

            orderkeeper forget C-1042 --bootstrap localhost:9092
            """
    )

    @OptionGroup var brokers: BrokerOptions

    @Argument(help: ArgumentHelp("The customer's id, as the shop writes it.", valueName: "customer"))
    var customer: String

    func validate() throws {
        guard (1...256).contains(customer.utf8.count) else {
            throw ValidationError("A customer's id has 1 to 256 bytes.")
        }
    }

    func run() throws {
        let configuration = try brokers.load()
        let topic = configuration.topics.control
        guard try Cluster(configuration).partitionCounts()[topic] != nil else {
            let remedy = "create it with `orderkeeper topics create`, or correct topics.control in the configuration"
            throw Failure(.usage, do: remedy, "the topic \(topic) does not exist")
        }
        let now = Clock.system.now().asEventTime
        let record = Self.record(of: customer, configuration, at: now)
        var producer = try Producer(
            bootstrap: configuration.runtime.bootstrap,
            clientID: "\(configuration.runtime.application)-forget",
            settings: configuration.runtime.properties
        )
        try producer.send(record)
        try producer.flush()
        StandardStream.output.write(Self.explanation(of: configuration.topics))
    }

    private static func record(of customer: String, _ configuration: Configuration, at now: EventTime) -> ProducedRecord
    {
        let pseudonyms = configuration.track.pseudonymKey.map { Pseudonyms($0) }
        let id = pseudonyms?.pseudonym(of: customer) ?? customer
        let headers = CloudEventHeaders.make(
            id: StableID.make("fgt", id, "\(now.milliseconds)"),
            type: ForgettingCodec.cloudEventType,
            time: now,
            source: "/orderkeeper/forget"
        )
        return ProducedRecord(
            topic: configuration.topics.control,
            partition: 0,
            key: nil,
            value: ForgettingCodec.encode(Forgetting(customerID: id, requestedAt: now)),
            headers: headers.map { Header(name: $0.0, value: $0.1) },
            timestamp: now.milliseconds
        )
    }

    private static func explanation(of topics: Topics) -> String {
        """
        asked: every task of TRACK and RETAIN forgets the customer as soon as it runs

        Kafka still has the id for a while:
          journals (\(topics.journalPrefix).*)   until two more checkpoints of each task are written, then deleted or never read
          \(topics.triggers), \(topics.routed), \(topics.budgets), \(topics.notices), \(topics.control)   until their retention is over
          \(topics.actions), \(topics.decisions)   until their retention is over
          \(topics.late), \(topics.deadLetters)   as the shop wrote it, until their retention is over

        """
    }
}
