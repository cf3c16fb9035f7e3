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
    /// How many workers each stage has in this process: each a member of the stage's group, on a thread of its own. Zero
    /// leaves it to whoever starts them; a service starts one.
    public var workers = 0
    /// Whether the members of the groups are known by name, so that a restart within the session timeout moves nothing.
    public var staticMembership = StaticMembership.named
    /// How long a member may be silent before its partitions are given to others.
    public var sessionTimeout = Milliseconds.seconds(10)
    /// How long the state of a task may fail to come before that is an error. Longer than the timeout of transactions,
    /// behind which it may be hidden.
    public var restoreTimeout = Milliseconds.seconds(60)
    /// How many bytes of records may be in memory, read ahead and not yet worked on, in all stages of this process.
    public var bufferBytes = 1 << 30
    /// How a record's partition follows from its key; must be the one that the shop's producers use, so that stock
    /// events that are routed by order id meet their orders.
    public var partitioner = "consistent_random"

    /// Options with the defaults, for these brokers.
    public init(bootstrap: String) { self.bootstrap = bootstrap }

    /// The consumer group of `stage`.
    public func group(of stage: Stage) -> String { "\(application)-\(stage.rawValue)" }

    /// The name of a worker of this process, which no other worker of the fleet has: its transactional id and, if members
    /// are static, its name in the group.
    public func workerName(of stage: Stage, _ worker: Int) -> String {
        "\(application)-\(stage.rawValue)-\(instance)-\(worker)"
    }

    /// The bytes that a partition may hold on one of its two ways into a task, when all that `stages` read is read here.
    func shareOfBuffer(among stages: [Stage], of topology: Topology) -> Int {
        let partitions = stages.flatMap { topology.tasks(of: $0) }.reduce(0) { $0 + topology.partitions(of: $1).count }
        return min(Self.shareMax, max(Self.shareMin, bufferBytes / 2 / max(1, partitions)))
    }

    /// With less, a reader stands still more often than it reads; with more it reads no faster.
    private static let shareMin = 1 << 20
    private static let shareMax = 64 << 20

    /// The settings of a worker's consumer, of which each partition may read ahead `aheadBytes`. When a process dies
    /// without a word, the others take over its partitions after the session timeout.
    func consumerSettings(_ name: String, aheadBytes: Int) -> [Setting] {
        var settings = [
            Setting("session.timeout.ms", "\(sessionTimeout.rawValue)"),
            Setting("queued.max.messages.kbytes", "\(aheadBytes >> 10)"),
        ]
        if isStaticMember { settings.append(Setting("group.instance.id", name)) }
        return settings + properties
    }

    private var isStaticMember: Bool {
        switch staticMembership {
        case .named: instance != RuntimeOptions(bootstrap: "").instance
        case .always: true
        case .never: false
        }
    }

    /// The settings of readers that belong to no group.
    var readerSettings: [Setting] { [Setting("queued.max.messages.kbytes", "16384")] + properties }

    /// The settings of producers that commit in transactions, which are open only while they commit. One that a dead
    /// process left open hides what lies behind it from readers until its timeout, or until the process is back.
    var transactionSettings: [Setting] { [Setting("transaction.timeout.ms", "15000")] + producerSettings }

    /// The settings of producers. What waits to be sent is bounded too.
    var producerSettings: [Setting] {
        [
            Setting("partitioner", partitioner),
            Setting("compression.type", "lz4"),
            Setting("linger.ms", "5"),
            Setting("queue.buffering.max.kbytes", "65536"),
        ] + properties
    }
}
