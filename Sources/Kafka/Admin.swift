/// Creates, deletes and describes topics, and tells how far a group has come.
///
/// One thread owns an admin client, and every call blocks that thread for a bounded time.
public struct Admin: ~Copyable {
    private let client: ClientHandle
    private let bootstrap: String
    private let settings: [Setting]

    /// Creates an admin client. Nothing here waits for a broker.
    ///
    /// - Parameters:
    ///   - bootstrap: addresses as `host:port`, separated by commas.
    ///   - settings: librdkafka properties that every kind of client understands, such as those of security.
    /// - Throws: ``KafkaError`` with `reject` and the setting's name when a setting is refused.
    public init(bootstrap: String, settings: [Setting] = []) throws(KafkaError) {
        let all = [Setting("log_level", "4"), Setting("bootstrap.servers", bootstrap)] + settings
        client = try ClientHandle(.producer, ConfigurationHandle(all, events: 0))
        self.bootstrap = bootstrap
        self.settings = settings
    }

    /// Creates topics and waits until the controller has done it. Brokers may learn of them a little later.
    ///
    /// - Returns: for each name, whether the topic is new, was there before, or was refused.
    /// - Throws: ``KafkaError`` with `reject` if the brokers do not offer administration (an embedded cluster does not),
    ///   with `retry` if they cannot be reached.
    public func createTopics(
        _ topics: [NewTopic],
        timeout: Duration = .seconds(30)
    ) throws(KafkaError) -> [String: TopicOutcome] {
        guard !topics.isEmpty else { return [:] }
        let queue = QueueHandle.fresh(client.owner)
        try client.requestCreation(of: topics, timeout: timeout, answerTo: queue)
        return try outcomes(on: queue, during: "create topics", timeout: timeout)
    }

    /// Deletes topics with all their records, and waits until the controller has done it.
    ///
    /// - Returns: for each name, whether the topic is gone, was not there, or could not be deleted.
    /// - Throws: as ``createTopics(_:timeout:)``.
    public func deleteTopics(
        _ names: [String],
        timeout: Duration = .seconds(30)
    ) throws(KafkaError) -> [String: TopicOutcome] {
        guard !names.isEmpty else { return [:] }
        let queue = QueueHandle.fresh(client.owner)
        try client.requestDeletion(of: names, timeout: timeout, answerTo: queue)
        return try outcomes(on: queue, during: "delete topics", timeout: timeout)
    }

    /// Describes topics; one that does not exist is missing from the answer. It creates nothing.
    ///
    /// It asks for the whole list of topics, because asking for a single one can create it.
    ///
    /// - Throws: ``KafkaError`` with `retry` if it could not be had in time.
    public func describe(
        topics: [String],
        timeout: Duration = .seconds(10)
    ) throws(KafkaError) -> [String: TopicDescription] {
        try metadata(timeout: timeout).topics.filter { topics.contains($0.key) }
    }

    /// Whether the brokers are an ``EmbeddedCluster``, in this process or in another. It acts as if it had transactions
    /// and forgets the offsets in them.
    public func isEmbedded(timeout: Duration = .seconds(10)) -> Bool {
        client.clusterID(timeout: timeout)?.hasPrefix("mockCluster") ?? false
    }

    /// The cluster's brokers by number.
    ///
    /// - Throws: ``KafkaError`` with `retry` if they could not be had in time.
    public func brokers(timeout: Duration = .seconds(10)) throws(KafkaError) -> [Broker] {
        try metadata(timeout: timeout).brokers
    }

    /// How many offsets lie between what `group` has committed and the end of each partition; `nil` where it has
    /// committed nothing. It does not join the group.
    ///
    /// - Throws: ``KafkaError`` with `retry` if it could not be had in time.
    public func lag(
        of group: String,
        on partitions: [TopicPartition],
        timeout: Duration = .seconds(30)
    ) throws(KafkaError) -> [TopicPartition: Int64?] {
        let deadline = Deadline(after: timeout)
        let reader = try Consumer(bootstrap: bootstrap, group: group, settings: settings)
        let committed = try reader.committed(partitions, timeout: deadline.remaining)
        var lags: [TopicPartition: Int64?] = [:]
        for partition in partitions {
            guard let stored = committed[partition] ?? nil else {
                lags.updateValue(nil, forKey: partition)
                continue
            }
            let bounds = try reader.watermarks(of: partition, timeout: deadline.remaining)
            lags.updateValue(max(0, bounds.high.rawValue - stored.offset.rawValue), forKey: partition)
        }
        return lags
    }

    private func metadata(timeout: Duration) throws(KafkaError) -> ClientHandle.Metadata {
        try repeating(within: timeout) { (left) throws(KafkaError) in try client.metadata(timeout: left) }
    }

    private func outcomes(
        on queue: borrowing QueueHandle,
        during operation: String,
        timeout: Duration
    ) throws(KafkaError) -> [String: TopicOutcome] {
        // The client's own timer answers first; the second is for its answer to arrive.
        guard let answer = queue.poll(timeout: timeout + .seconds(1)) else {
            throw explain(
                KafkaError(
                    recovery: .retry,
                    operation: operation,
                    symbol: "_TIMED_OUT",
                    detail: "The controller did not answer in time."
                )
            )
        }
        if let error = answer.error(during: operation) { throw explain(error) }
        return answer.topicOutcomes(during: operation)
    }

    /// Tells brokers that cannot be reached from brokers that do not know the request.
    private func explain(_ error: KafkaError) -> KafkaError {
        guard error.recovery == .retry || error.symbol == "_UNSUPPORTED_FEATURE" else { return error }
        guard (try? client.metadata(timeout: .seconds(2))) != nil else { return error }
        var error = error
        error.recovery = .reject
        error.detail += " The brokers answer other requests."
        error.remedy =
            "These brokers do not seem to offer topic administration; create the topics with the cluster's own tools."
        return error
    }
}
