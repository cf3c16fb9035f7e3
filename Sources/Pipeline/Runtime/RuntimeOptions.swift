public import Kafka
public import Streaming

/// How the runtime talks to Kafka.
public struct RuntimeOptions: Sendable {
    /// Addresses of brokers, as `host:port`, separated by commas.
    public var bootstrap: String
    /// librdkafka properties for every client, for example TLS and SASL. They win over ours.
    public var properties: [Setting] = []
    /// The prefix of consumer groups and transactional ids.
    public var application = "orderkeeper"
    /// The name of this instance, different in each process of a fleet.
    public var instance = "0"
    /// What a crash may do to what is published.
    public var guarantee = Guarantee.exactlyOnce
    /// How often a worker commits.
    public var commitInterval = Milliseconds(200)
    /// How far back the sources are read again after a restart, to get the state back.
    public var restoreHorizon = Milliseconds.hours(48)
    /// How a record's partition follows from its key; must be the one that the shop's producers use, so that stock
    /// events that are routed by order id meet their orders.
    public var partitioner = "consistent_random"

    /// Options with the defaults, for these brokers.
    public init(bootstrap: String) { self.bootstrap = bootstrap }

    /// The consumer group of `stage`.
    public func group(of stage: Stage) -> String { "\(application)-\(stage.rawValue)" }

    /// The transactional id of this instance's worker for `stage`.
    public func transactionalID(of stage: Stage) -> String { "\(application)-\(stage.rawValue)-\(instance)" }

    /// The settings of consumers. When a process dies without a word, the others take over its partitions after the
    /// session timeout.
    var consumerSettings: [Setting] { [Setting("session.timeout.ms", "10000")] + properties }

    /// The settings of producers that commit in transactions, which are open only while they commit. One that a dead
    /// process left open hides what lies behind it from readers until its timeout, or until the process is back.
    var transactionSettings: [Setting] { [Setting("transaction.timeout.ms", "15000")] + producerSettings }

    /// The settings of producers.
    var producerSettings: [Setting] {
        [
            Setting("partitioner", partitioner),
            Setting("compression.type", "lz4"),
            Setting("linger.ms", "5"),
        ] + properties
    }
}
