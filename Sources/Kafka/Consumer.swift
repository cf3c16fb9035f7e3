/// Reads committed records, partition by partition.
///
/// One thread owns a consumer: every call blocks that thread, for a bounded time, and none may come from another. Records
/// and control events travel apart. Each partition has its own queue, so **taking is the back-pressure**: a partition that
/// is not taken from fills its queue and is no longer fetched, while the others go on. There is no pausing.
///
/// ```swift
/// while running {
///     for event in consumer.poll() {
///         switch event {
///         case .assigned(let partitions): try consumer.start(positions(of: partitions))
///         case .revoked(let partitions): try commit(); try consumer.stop(partitions)
///         case .lost(let partitions): drop(partitions); try consumer.stop(partitions)
///         case .ended(let error): throw error
///         default: break
///         }
///     }
///     for partition in partitionsWithRoom where try consumer.take(from: partition, max: 500, into: &batch) > 0 {
///         handle(&batch)
///     }
///     if nothingWasTaken { consumer.wait(timeout: .milliseconds(100)) }
/// }
/// try consumer.close()
/// ```
///
/// Every call of ``poll(timeout:)`` and ``take(from:max:into:)`` tells the group that the owner is alive; if neither comes
/// within `max.poll.interval.ms`, the partitions are lost. Waiting does not count.
///
/// A consumer that goes out of scope without ``close(timeout:)`` leaves as in a crash: its group finds out after
/// `session.timeout.ms`.
///
/// With the setting `group.instance.id` it is a static member, which does not leave the group by closing. Who opens with
/// the same id within `session.timeout.ms` gets the same partitions, and no other member notices. Two that are open at
/// once with one id are a mistake: the earlier one ends with `FENCED_INSTANCE_ID` and `reject`.
public struct Consumer: ~Copyable {
    let client: ClientHandle
    private let control: QueueHandle
    private let doorbell: Doorbell
    private var lanes: [TopicPartition: PartitionLane] = [:]
    private var messages: MessageBuffer
    private var failures: [KafkaError] = []
    private let isMember: Bool

    /// Ends a wait from another thread.
    public let waker: Waker

    /// Creates a consumer. Nothing here waits for a broker; whether one can be reached shows in later calls.
    ///
    /// By default it commits nothing by itself, reads only what transactions have committed, begins at the oldest record
    /// where nothing is stored, reports the end of partitions, and uses the eager assignor `range`.
    /// Reading ahead is bounded per partition by `queued.max.messages.kbytes` (64 MiB, plus as much again for overhead
    /// when records are small).
    ///
    /// - Parameters:
    ///   - bootstrap: addresses as `host:port`, separated by commas.
    ///   - group: the group to belong to; `nil` for a reader that only uses ``assign(_:)`` and stores nothing.
    ///   - clientID: the name under which brokers see this client.
    ///   - settings: librdkafka properties, which win over the defaults.
    /// - Throws: ``KafkaError`` with `reject` and the setting's name when a setting is refused.
    public init(
        bootstrap: String,
        group: String? = nil,
        clientID: String? = nil,
        settings: [Setting] = []
    ) throws(KafkaError) {
        var all = Defaults.client + Defaults.consumer
        all.append(Setting("bootstrap.servers", bootstrap))
        // The library wants a group's name even where there is no group. Nothing joins it or commits to it.
        all.append(Setting("group.id", group ?? "\(clientID ?? "reader")-without-group"))
        if let clientID { all.append(Setting("client.id", clientID)) }
        let configuration = try ConfigurationHandle(all + settings, events: EventHandle.consumerKinds)
        let doorbell = try Doorbell()
        let client = try ClientHandle(.consumer, configuration)
        try client.mergeQueues()
        guard let queue = QueueHandle.consumer(of: client.owner, doorbell: doorbell) else {
            preconditionFailure("a consumer with a group id has a queue")
        }
        self.client = client
        self.doorbell = doorbell
        control = queue
        waker = Waker(doorbell)
        messages = MessageBuffer(capacity: 1024)
        isMember = group != nil
    }

    /// Joins the group for `topics`, or changes what this member wants. A topic that begins with `^` is a pattern.
    ///
    /// The answer is an ``ControlEvent/assigned(_:)``. A topic that does not exist comes as ``ControlEvent/failed(_:)``.
    ///
    /// - Throws: ``KafkaError`` with `reject` if a name is not allowed.
    public func subscribe(to topics: [String]) throws(KafkaError) {
        precondition(isMember, "a consumer without a group cannot subscribe")
        try client.subscribe(to: topics)
    }

    /// Takes what has happened since the last call: rebalances, errors, statistics, log lines.
    ///
    /// If nothing has, it waits for something up to `timeout`. It must be called regularly, also when nothing is taken.
    public mutating func poll(timeout: Duration = .zero) -> [ControlEvent] {
        var events = client.takeLog(max: Self.logLinesMax).map { ControlEvent.log($0) }
        events += failures.map { ControlEvent.failed($0) }
        failures.removeAll(keepingCapacity: true)
        var patience = events.isEmpty ? timeout : .zero
        while let handle = control.poll(timeout: patience) {
            patience = .zero
            if let event = accept(handle) { events.append(event) }
        }
        return events
    }

    /// Begins reading newly assigned partitions, each where its position says.
    ///
    /// This answers ``ControlEvent/assigned(_:)`` and must name the partitions of that event, all of them. Under the eager
    /// protocol they replace whatever was read before; under the cooperative one they are added to it.
    ///
    /// - Throws: ``KafkaError`` with `reject` when a partition is not one of the group's assignment, with `reopen` when
    ///   the consumer has failed for good.
    public mutating func start(_ positions: [TopicPartition: StartPosition]) throws(KafkaError) {
        guard client.isCooperative else { return try assign(positions) }
        try open(positions.keys)
        try client.assign(adding: positions)
    }

    /// Reads exactly these partitions from now on, without asking a group. An empty dictionary ends reading.
    ///
    /// - Throws: ``KafkaError`` with `reopen` when the consumer has failed for good.
    public mutating func assign(_ positions: [TopicPartition: StartPosition]) throws(KafkaError) {
        lanes.removeAll()
        try open(positions.keys)
        try client.assign(positions)
    }

    /// Ends reading partitions that were revoked or lost; their records not yet taken are dropped.
    ///
    /// This answers ``ControlEvent/revoked(_:)`` and ``ControlEvent/lost(_:)``: the group waits for it. Under the eager
    /// protocol it ends reading altogether, because there the event names the whole assignment.
    ///
    /// - Throws: ``KafkaError`` with `reopen` when the consumer has failed for good.
    public mutating func stop(_ partitions: [TopicPartition]) throws(KafkaError) {
        if client.isCooperative {
            for partition in partitions { lanes[partition] = nil }
            try client.unassign(removing: partitions)
        } else {
            lanes.removeAll()
            try client.unassign()
        }
    }

    /// Appends what has arrived from `partition` to `batch`; never waits.
    ///
    /// The end of the partition is noted in the batch. Other failures of reading come as ``ControlEvent/failed(_:)`` with
    /// the next ``poll(timeout:)``, so that the records around them are not lost.
    ///
    /// - Parameter max: how many to take at most. Between 500 and 1000 a call costs least per record.
    /// - Returns: how many messages were taken, the end and failures included. Fewer than `max` means that the queue is
    ///   empty, and only then does the next arrival end a ``wait(timeout:)``.
    /// - Throws: ``KafkaError`` with `reject` if the partition was not started, or was stopped.
    @discardableResult
    public mutating func take(
        from partition: TopicPartition,
        max: Int,
        into batch: inout RecordBatch
    ) throws(KafkaError) -> Int {
        precondition(max > 0, "taking needs a bound above zero")
        guard let lane = lanes[partition] else {
            throw KafkaError(
                recovery: .reject,
                operation: "take records",
                symbol: "_STATE",
                detail: "This partition is not being read.",
                remedy: "Call start or assign for it first, and do not take after stop.",
                partition: partition
            )
        }
        return try messages.take(from: lane.queue, of: partition, max: max, into: &batch, failures: &failures)
    }

    /// Sleeps until records or events arrive, someone uses ``waker``, or `timeout` passes.
    ///
    /// An arrival rings only when it finds its queue empty. So first poll, and take from every partition until fewer than
    /// `max` come. A partition that is left full on purpose neither rings nor keeps this from sleeping.
    ///
    /// - Returns: whether something rang. It may be something that was taken already.
    @discardableResult
    public func wait(timeout: Duration) -> Bool {
        guard failures.isEmpty else { return true }
        return doorbell.wait(timeout: timeout)
    }

    /// The partitions being read, in order.
    public var partitions: [TopicPartition] { lanes.keys.sorted() }

    /// Whether the group has given this consumer's partitions to others, so that a commit would be refused.
    public var isAssignmentLost: Bool { client.isAssignmentLost }

    /// The membership to attach to a transaction; `nil` without a group. After a rebalance, ask again.
    public var groupMetadata: ConsumerGroupMetadata? {
        guard isMember, let handle = GroupMetadataHandle(of: client.owner) else { return nil }
        return ConsumerGroupMetadata(handle)
    }

    /// Leaves the group, unless it is a static member, and gives up the partitions; then the consumer is gone.
    ///
    /// It commits nothing. Partitions still being read are given up without an event.
    ///
    /// - Throws: ``KafkaError`` with `retry` if the group did not answer within `timeout`. The consumer is gone all the
    ///   same; the group finds out after `session.timeout.ms`.
    public consuming func close(timeout: Duration = .seconds(30)) throws(KafkaError) {
        lanes.removeAll()
        guard try !client.close(timeout: timeout) else { return }
        throw KafkaError(
            recovery: .retry,
            operation: "close a consumer",
            symbol: "_TIMED_OUT",
            detail: "The group did not let go of this member in time."
        )
    }

    private mutating func open(_ partitions: some Sequence<TopicPartition>) throws(KafkaError) {
        for partition in partitions where lanes[partition] == nil {
            guard let queue = QueueHandle.partition(partition, of: client.owner, doorbell: doorbell) else {
                throw KafkaError(
                    recovery: .reject,
                    operation: "read a partition",
                    symbol: "_INVALID_ARG",
                    detail: "The topic's name is not allowed.",
                    partition: partition
                )
            }
            lanes[partition] = PartitionLane(queue)
        }
    }

    private mutating func accept(_ handle: borrowing EventHandle) -> ControlEvent? {
        switch handle.kind {
        case .assigned: return .assigned(handle.partitions)
        case .revoked: return isAssignmentLost ? .lost(handle.partitions) : .revoked(handle.partitions)
        case .statistics: return .statistics(handle.statistics)
        case .log: return handle.logLine.map { .log($0) }
        case .failed:
            guard let error = handle.error(during: "consume") else { return nil }
            guard handle.tellsEnd else { return .failed(error) }
            lanes.removeAll()
            return .ended(error)
        case .rebalanceFailed:
            // Whatever went wrong, the library wants the assignment answered; it joins again by itself.
            lanes.removeAll()
            try? client.unassign()
            return handle.error(during: "rebalance").map { .failed($0) }
        case .record:
            // Every partition is separated from this queue before it is assigned.
            return .failed(
                KafkaError(
                    recovery: .reopen,
                    operation: "consume",
                    symbol: "_STATE",
                    detail: "A record arrived outside its partition's queue."
                )
            )
        case .delivery, .topicsCreated, .topicsDeleted, .recordsDeleted, .other: return nil
        }
    }

    /// How many log lines one poll brings at most; the rest waits for the next.
    private static let logLinesMax = 100
}
