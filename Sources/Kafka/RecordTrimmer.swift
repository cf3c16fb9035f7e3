/// Asks brokers to delete the oldest records of partitions, and goes on without waiting for them.
///
/// One thread owns a trimmer. At most one request is on its way. What is wished for meanwhile is kept, one offset for each
/// partition, and sent when the answer has been polled, so a slow cluster is asked less often and nothing piles up.
///
/// ```swift
/// trimmer.trim(before: offsetsThatNobodyNeedsAnyMore)
/// // on every round of the loop:
/// for (partition, outcome) in trimmer.poll() {
///     if case .refused(let error) = outcome, error.recovery == .reject { stopTrimming(partition, because: error) }
/// }
/// ```
///
/// Deleting is for good, and readers that are behind lose what they have not read. The offsets of the records that are
/// left stay as they are. A trimmer that goes out of scope forgets what it wished for; a request that is on its way may
/// still be carried out.
public struct RecordTrimmer: ~Copyable {
    private let client: ClientHandle
    private let events: QueueHandle
    private let options: AdminOptionsHandle
    private var asked: [TopicPartition: Offset] = [:]
    private var wishes: [TopicPartition: Offset] = [:]

    /// Creates a trimmer. Nothing here waits for a broker.
    ///
    /// - Parameters:
    ///   - bootstrap: addresses as `host:port`, separated by commas.
    ///   - settings: librdkafka properties that every kind of client understands, such as those of security.
    ///   - timeout: how long a request may take to find the leaders, and again to be answered by them.
    /// - Throws: ``KafkaError`` with `reject` and the setting's name when a setting is refused.
    public init(
        bootstrap: String,
        settings: [Setting] = [],
        timeout: Duration = .seconds(30)
    ) throws(KafkaError) {
        let all = Defaults.client + Defaults.trimmer + [Setting("bootstrap.servers", bootstrap)] + settings
        let client = try ClientHandle(.producer, ConfigurationHandle(all, events: 0))
        let options = try AdminOptionsHandle(.deleteRecords, client.owner, timeout: timeout)
        events = QueueHandle.main(of: client.owner)
        self.client = client
        self.options = options
    }

    /// Wishes that everything before these offsets be deleted, and returns at once.
    ///
    /// A wish replaces an older one for the same partition that was not sent yet, which then has no outcome of its own.
    /// An offset beyond the partition's end is refused. One before its beginning changes nothing; brokers other than
    /// Apache Kafka's may refuse it too.
    public mutating func trim(before offsets: [TopicPartition: Offset]) {
        precondition(
            offsets.values.allSatisfy { $0 >= Offset(0) },
            "an offset to trim before is not negative: to the brokers that would mean everything"
        )
        wishes.merge(offsets) { _, newer in newer }
        sendWishes()
    }

    /// Takes what became of the request that was on its way, and sends what was wished for meanwhile.
    ///
    /// If there is nothing to take it waits for something up to `timeout`, by default not at all.
    ///
    /// - Returns: the outcome for each partition of the request; empty while there is none. A cluster that does not offer
    ///   to delete records, as an ``EmbeddedCluster`` does not, refuses with `reject` and the symbol
    ///   `_UNSUPPORTED_FEATURE`; one that cannot be reached refuses with `retry`.
    public mutating func poll(timeout: Duration = .zero) -> [TopicPartition: TrimOutcome] {
        var outcomes: [TopicPartition: TrimOutcome] = [:]
        var patience = timeout
        while let event = events.poll(timeout: patience) {
            patience = .zero
            // The client tries again by itself after any other event; the requests tell what they suffered from it.
            guard event.kind == .recordsDeleted else { continue }
            outcomes = finish(with: event)
        }
        sendWishes()
        return outcomes
    }

    /// Whether nothing is wished for and no request is on its way.
    public var isIdle: Bool { asked.isEmpty && wishes.isEmpty }

    /// The log lines the client wrote since the last call, 100 at most: warnings and worse.
    public func takeLog() -> [LogLine] { client.takeLog(max: 100) }

    private mutating func sendWishes() {
        guard asked.isEmpty, !wishes.isEmpty else { return }
        swap(&asked, &wishes)
        client.requestDeletion(before: asked, options, answerTo: events)
    }

    private mutating func finish(with answer: borrowing EventHandle) -> [TopicPartition: TrimOutcome] {
        let told = answer.trimOutcomes(during: Self.operation)
        let failure = answer.error(during: Self.operation)
        defer { asked.removeAll() }
        return Dictionary(
            uniqueKeysWithValues: asked.keys.map { partition in
                let outcome = told[partition] ?? .refused(failure ?? Self.unanswered)
                return (partition, Self.explain(outcome, at: partition))
            }
        )
    }

    /// Adds to an outcome what librdkafka cannot know: which request its error is about.
    private static func explain(_ outcome: TrimOutcome, at partition: TopicPartition) -> TrimOutcome {
        guard case .refused(var error) = outcome else { return outcome }
        error.partition = partition
        switch error.symbol {
        case "_UNSUPPORTED_FEATURE":
            error.remedy = "These brokers do not offer to delete records; leave it to the topic's retention."
        case "POLICY_VIOLATION":
            error.remedy = "The topic is only compacted; add delete to its cleanup.policy, or do not trim it."
        case "OFFSET_OUT_OF_RANGE":
            error.remedy = "The offset is not between the partition's beginning and its end; take one that was read."
        case "_NOENT":
            error.remedy = KafkaError.remedy(for: "UNKNOWN_TOPIC_OR_PART")
        default:
            break
        }
        return .refused(error)
    }

    private static let operation = "delete records"

    private static let unanswered = KafkaError(
        recovery: .retry,
        operation: operation,
        symbol: "_NOOP",
        detail: "The answer does not tell of this partition."
    )
}
