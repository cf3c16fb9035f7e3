/// A Kafka cluster inside this process, for tests and demonstrations. It listens on the loopback interface and keeps
/// everything in memory; it ends with the last reference.
///
/// What it cannot do: transactions are a façade (every call succeeds; aborted records are read, attached offsets are not
/// stored, nobody is fenced); a partition keeps 5 MiB of batches and silently forgets the oldest; there is no compaction,
/// no administration and no search by time; a commit during a rebalance is refused with `abort`; a member that comes again
/// with its `group.instance.id` is a new member; the first join of a group takes 3 s, later ones `session.timeout.ms`
/// − 1 s, and `session.timeout.ms` must be 4000 or more. A topic that is asked for and not there is created with 4
/// partitions.
public final class EmbeddedCluster: Sendable {
    private let cluster: MockClusterHandle

    /// The addresses that clients connect to.
    public let bootstrap: String

    /// Starts a cluster.
    ///
    /// - Throws: ``KafkaError`` with `reject` if no sockets could be opened.
    public init(brokers: Int = 1) throws(KafkaError) {
        precondition(brokers > 0, "a cluster has a broker")
        let client = try ClientHandle(.producer, ConfigurationHandle([Setting("log_level", "4")], events: 0))
        cluster = try MockClusterHandle(brokers: brokers, client: client.owner)
        bootstrap = cluster.bootstrap
    }

    /// Creates a topic.
    ///
    /// - Throws: ``KafkaError`` with `reject` if it exists.
    public func createTopic(_ name: String, partitions: Int) throws(KafkaError) {
        try cluster.createTopic(name, partitions: partitions, replication: 1)
    }

    /// Makes the next requests of a kind fail, one for each code.
    public func pushErrors(for request: Request, codes: [ErrorCode]) {
        cluster.pushErrors(request: request.rawValue, codes: codes.map(\.rawValue))
    }

    /// Takes a broker down: its connections break and no new ones are taken.
    ///
    /// - Parameter broker: its number, from 1.
    /// - Throws: ``KafkaError`` with `reject` if there is no such broker.
    public func takeDown(broker: Int32 = 1) throws(KafkaError) { try cluster.setBroker(broker, isUp: false) }

    /// Takes a broker up again, with everything it had.
    ///
    /// - Parameter broker: its number, from 1.
    /// - Throws: ``KafkaError`` with `reject` if there is no such broker.
    public func takeUp(broker: Int32 = 1) throws(KafkaError) { try cluster.setBroker(broker, isUp: true) }

    /// A kind of request, with Kafka's number for it.
    public enum Request: Int16, Sendable {
        /// Writing records.
        case produce = 0
        /// Reading records.
        case fetch = 1
        /// Asking for a partition's bounds.
        case listOffsets = 2
        /// Asking for brokers and topics.
        case metadata = 3
        /// Storing a group's offsets.
        case commitOffsets = 8
        /// Reading a group's offsets.
        case fetchOffsets = 9
        /// Asking who coordinates a group or a transactional id.
        case findCoordinator = 10
        /// Joining a group.
        case joinGroup = 11
        /// A member's sign of life.
        case heartbeat = 12
        /// Leaving a group.
        case leaveGroup = 13
        /// Telling or learning a group's assignment.
        case syncGroup = 14
        /// Opening a producer.
        case initializeProducer = 22
        /// Adding partitions to a transaction.
        case addPartitions = 24
        /// Adding a group to a transaction.
        case addOffsets = 25
        /// Ending a transaction.
        case endTransaction = 26
        /// Adding a group's offsets to a transaction.
        case commitOffsetsInTransaction = 28
    }

    /// A failure a broker can answer with, with Kafka's number for it.
    public enum ErrorCode: Int32, Sendable {
        /// The connection breaks instead of an answer.
        case connectionBroken = -195
        /// The offset asked for is not there.
        case offsetOutOfRange = 1
        /// The topic or partition is not there.
        case unknownTopicOrPartition = 3
        /// Another broker leads the partition.
        case notLeader = 6
        /// The request took too long.
        case requestTimedOut = 7
        /// The record is too large.
        case recordTooLarge = 10
        /// The coordinator reads its log still.
        case coordinatorLoading = 14
        /// Nobody coordinates the group or the transactional id at present.
        case coordinatorNotAvailable = 15
        /// Another broker coordinates the group.
        case notCoordinator = 16
        /// Too few replicas are in sync.
        case notEnoughReplicas = 19
        /// The group has moved on.
        case illegalGeneration = 22
        /// The member is not in the group.
        case unknownMember = 25
        /// The group is changing.
        case rebalanceInProgress = 27
        /// The client may not write to the topic.
        case topicAuthorizationFailed = 29
        /// A record is not the one that must come next from its producer.
        case outOfOrderSequence = 45
        /// The client may not use the group.
        case groupAuthorizationFailed = 30
        /// The producer is not the newest with its transactional id, as partitions and old brokers tell it.
        case invalidProducerEpoch = 47
        /// The transaction is in a state in which this cannot be asked for.
        case invalidTransactionState = 48
        /// The transaction before is not finished.
        case concurrentTransactions = 51
        /// The client may not use the transactional id.
        case transactionalIDAuthorizationFailed = 53
        /// Another consumer has taken the `group.instance.id`.
        case fencedInstance = 82
        /// The producer is not the newest with its transactional id.
        case producerFenced = 90
    }
}
