internal import Kafka

/// A worker's clients: a consumer in the stage's group, a producer, and readers outside the group when they are needed.
struct KafkaLink: StageLink, ~Copyable {
    private let options: RuntimeOptions
    private let name: String
    private let backoff: Backoff
    private var consumer: Consumer
    private var journal: Consumer?
    private var broadcast: Consumer?
    private var sink: CommitSink
    /// `nil` once the brokers have said that they cannot delete records: then nothing is lost but room.
    private var trimmer: RecordTrimmer?
    /// The membership that gave us the tasks. They commit under this one and no later one, so what they did before they
    /// were lost can never pass for work done after.
    private var membership: ConsumerGroupMetadata?

    /// Opens the clients of worker number `worker` of `stage`.
    ///
    /// - Parameter aheadBytes: how much each partition may read ahead.
    init(
        _ options: RuntimeOptions,
        stage: Stage,
        worker: Int,
        aheadBytes: Int,
        clock: Clock
    ) throws(KafkaError) {
        let name = options.workerName(of: stage, worker)
        let sink = try CommitSink(options, name: name)
        let trimmer: RecordTrimmer? = try RecordTrimmer(bootstrap: options.bootstrap, settings: options.properties)
        let consumer = try Consumer(
            bootstrap: options.bootstrap,
            group: options.group(of: stage),
            clientID: name,
            settings: options.consumerSettings(name, aheadBytes: aheadBytes)
        )
        self.options = options
        self.name = name
        backoff = Backoff(clock: clock)
        self.sink = sink
        self.trimmer = trimmer
        self.consumer = consumer
    }

    /// Ends a wait from another thread.
    var waker: Waker { consumer.waker }

    /// Leaves the group. A static member is expected back and leaves nothing.
    consuming func close(timeout: Duration) throws(KafkaError) { try consumer.close(timeout: timeout) }

    // MARK: Group

    mutating func subscribe(to topics: [String]) throws(KafkaError) { try consumer.subscribe(to: topics) }

    mutating func poll() -> [ControlEvent] {
        var events = consumer.poll()
        events += journal?.poll() ?? []
        events += broadcast?.poll() ?? []
        return events
    }

    mutating func renewMembership() { membership = consumer.groupMetadata }
    mutating func start(_ positions: [TopicPartition: StartPosition]) throws(KafkaError) {
        try consumer.start(positions)
    }
    mutating func stop(_ partitions: [TopicPartition]) throws(KafkaError) { try consumer.stop(partitions) }
    func committed(_ partitions: [TopicPartition]) throws(KafkaError) -> [TopicPartition: CommittedOffset?] {
        try consumer.committed(partitions)
    }
    func bounds(of partition: TopicPartition) throws(KafkaError) -> Watermarks {
        try consumer.watermarks(of: partition)
    }

    // MARK: Reading

    mutating func read(_ positions: [TopicPartition: StartPosition], by reader: SideReader) throws(KafkaError) {
        switch reader {
        case .journal:
            guard !positions.isEmpty else { return journal = nil }
            if journal == nil { journal = try makeReader("journal") }
            try journal?.assign(positions)
        case .broadcast:
            if broadcast == nil, !positions.isEmpty { broadcast = try makeReader("broadcast") }
            try broadcast?.assign(positions)
        }
    }

    private func makeReader(_ purpose: String) throws(KafkaError) -> Consumer {
        try Consumer(
            bootstrap: options.bootstrap,
            group: nil,
            clientID: "\(name)-\(purpose)",
            settings: options.readerSettings
        )
    }

    mutating func take(
        from partition: TopicPartition,
        max: Int,
        into batch: inout RecordBatch
    ) throws(KafkaError) -> Int {
        try consumer.take(from: partition, max: max, into: &batch)
    }

    mutating func take(
        from partition: TopicPartition,
        by reader: SideReader,
        max: Int,
        into batch: inout RecordBatch
    ) throws(KafkaError) -> Int {
        switch reader {
        case .journal: try journal?.take(from: partition, max: max, into: &batch) ?? 0
        case .broadcast: try broadcast?.take(from: partition, max: max, into: &batch) ?? 0
        }
    }

    mutating func wait(timeout: Duration) {
        // The other readers have bells of their own, so while they read, nobody sleeps for long.
        var patience = timeout
        if broadcast != nil { patience = min(patience, .milliseconds(20)) }
        if journal != nil { patience = min(patience, .milliseconds(2)) }
        _ = consumer.wait(timeout: patience)
    }

    mutating func pause(afterFailures failures: Int) { backoff.sleep(afterFailures: failures) }

    // MARK: Committing

    mutating func perform(_ commit: Commit) throws(KafkaError) {
        try sink.perform(commit, as: consumer, member: membership)
    }

    mutating func trim(before offsets: [TopicPartition: Offset]) {
        for (_, outcome) in trimmer?.poll() ?? [:] {
            guard case .refused(let error) = outcome, error.recovery == .reject else { continue }
            return trimmer = nil
        }
        trimmer?.trim(before: offsets)
    }

    mutating func takeLog() -> [LogLine] { sink.takeLog() }
}
