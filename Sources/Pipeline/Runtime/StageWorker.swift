internal import Kafka
internal import Streaming

/// Runs the tasks of one stage on one thread: reads, lets them work, commits.
///
///     poll ─► rebalances: make, restore, drop tasks
///     take ─► ingest ─► process          per partition, as far as the tasks want more
///     every commit interval: seal all ─► one commit
///     nothing came: sleep until something does
///
/// All decisions are the tasks'. The worker moves bytes, asks the clock, and follows ``KafkaError/recovery``.
struct StageWorker: ~Copyable {
    let stage: Stage
    let topology: Topology
    let options: RuntimeOptions
    let monitor: PipelineMonitor
    let clock: Clock

    private var consumer: Consumer
    private var broadcast: Consumer?
    private var sink: CommitSink
    /// The membership that gave us the tasks. They commit under this one and no later one, so what they did before they
    /// were lost can never pass for work done after.
    private var membership: ConsumerGroupMetadata?
    private var tasks: [TaskID: any StageTask] = [:]
    private var owners: [(partition: TopicPartition, task: TaskID)] = []
    private var batch = RecordBatch()
    private var lastCommit: Milliseconds
    private let wakerID: Int

    private static let takeMax = 1000
    private static let commitAttemptsMax = 5
    private static let closeTimeout = Duration.seconds(10)

    init(
        _ stage: Stage,
        topology: Topology,
        options: RuntimeOptions,
        monitor: PipelineMonitor,
        stop: StopSignal,
        clock: Clock
    ) throws(KafkaError) {
        let sink = try CommitSink(options, stage: stage)
        let consumer = try Consumer(
            bootstrap: options.bootstrap,
            group: options.group(of: stage),
            clientID: options.transactionalID(of: stage),
            settings: options.consumerSettings
        )
        broadcast = try Self.broadcastConsumer(for: stage, topology, options)
        self.stage = stage
        self.topology = topology
        self.options = options
        self.monitor = monitor
        self.clock = clock
        lastCommit = clock.elapsed()
        wakerID = stop.onRequest(consumer.waker)
        self.sink = sink
        self.consumer = consumer
    }

    /// The reader of the partitions that every task of `stage` reads; `nil` when there are none.
    private static func broadcastConsumer(
        for stage: Stage,
        _ topology: Topology,
        _ options: RuntimeOptions
    ) throws(KafkaError) -> Consumer? {
        let kinds = TaskKind.allCases.filter { $0.stage == stage }
        guard kinds.contains(where: { !$0.broadcasts(topology.topics).isEmpty }) else { return nil }
        return try Consumer(
            bootstrap: options.bootstrap,
            group: nil,
            clientID: options.transactionalID(of: stage) + "-broadcast",
            settings: options.properties
        )
    }

    /// Works until `stop` is requested, then commits a last time. Either way it leaves the group, so that the others
    /// need not wait until the session of this member times out.
    ///
    /// - Throws: the first error after which the tasks must go back to what is committed, or which no repetition helps.
    consuming func run(until stop: StopSignal) throws(KafkaError) {
        var failure: KafkaError?
        do throws(KafkaError) { try work(until: stop) } catch { failure = error }
        stop.forget(wakerID)
        do throws(KafkaError) {
            try consumer.close(timeout: Self.closeTimeout)
        } catch {
            monitor.note(error, in: stage)
        }
        if let failure { throw failure }
    }

    private mutating func work(until stop: StopSignal) throws(KafkaError) {
        let topics = TaskKind.allCases.filter { $0.stage == stage }.flatMap { $0.topics(topology.topics) }
        try consumer.subscribe(to: topics)
        while !stop.isRequested {
            for event in consumer.poll() { try handle(event) }
            let isDrained = try takeAll()
            let now = clock.now()
            for (_, task) in tasks { task.process(at: now) }
            if clock.elapsed().rawValue - lastCommit.rawValue >= options.commitInterval.rawValue { try commitAll() }
            if isDrained { _ = consumer.wait(timeout: .milliseconds(broadcast == nil ? 100 : 20)) }
        }
        try commitAll()
    }

    // MARK: Reading

    /// Takes from every partition whose task wants more. Returns whether nothing more was waiting.
    private mutating func takeAll() throws(KafkaError) -> Bool {
        var isDrained = true
        let now = clock.now()
        for (partition, id) in owners {
            guard let task = tasks[id], task.wants(partition) else { continue }
            let count = try consumer.take(from: partition, max: Self.takeMax, into: &batch)
            if count == Self.takeMax { isDrained = false }
            if count > 0 { task.ingest(&batch, of: partition, at: now) }
        }
        return try takeBroadcasts(at: now) && isDrained
    }

    /// Gives the partitions that every task reads to all tasks.
    private mutating func takeBroadcasts(at now: WallTime) throws(KafkaError) -> Bool {
        guard broadcast != nil, !tasks.isEmpty else { return true }
        var isDrained = true
        for event in broadcast?.poll() ?? [] { try handle(event) }
        for partition in broadcast?.partitions ?? [] {
            let count = try broadcast?.take(from: partition, max: Self.takeMax, into: &batch) ?? 0
            if count == Self.takeMax { isDrained = false }
            guard count > 0 else { continue }
            for (_, task) in tasks {
                var copy = batch
                task.ingest(&copy, of: partition, at: now)
            }
            batch.removeAll(keepingCapacity: true)
        }
        return isDrained
    }

    // MARK: Rebalances

    private mutating func handle(_ event: ControlEvent) throws(KafkaError) {
        switch event {
        case .assigned(let partitions): try assign(partitions)
        case .revoked(let partitions):
            try commitAll()
            try drop(partitions)
        case .lost(let partitions): try drop(partitions)
        case .failed(let error):
            guard error.recovery != .reopen else { throw error }
            monitor.note(error, in: stage)
        case .log(let line): monitor.note(line, in: stage)
        case .statistics: break
        }
    }

    /// Makes the tasks of newly assigned partitions, which begin by getting their state back.
    private mutating func assign(_ partitions: [TopicPartition]) throws(KafkaError) {
        membership = consumer.groupMetadata
        let committed = try consumer.committed(partitions)
        let starts = try RestorePlan(horizon: options.restoreHorizon, now: clock.now())
            .positions(of: partitions, committed: committed, asking: consumer)
        let assigned = Set(partitions)
        for id in topology.tasks(of: stage) {
            let own = topology.partitions(of: id)
            guard own.contains(where: { assigned.contains($0) }) else { continue }
            guard own.allSatisfy({ assigned.contains($0) }) else { throw .tornApart(id, own) }
            let task = topology.make(id)
            task.resume(from: committed.compactMapValues { $0 }.filter { own.contains($0.key) })
            tasks[id] = task
            owners += own.map { ($0, id) }
        }
        try consumer.start(starts)
        let everywhere = TaskKind.allCases.filter { $0.stage == stage }
            .flatMap { topology.broadcastPartitions(of: $0) }
        if broadcast != nil {
            try broadcast?.assign(Dictionary(uniqueKeysWithValues: everywhere.map { ($0, StartPosition.beginning) }))
        }
        monitor.assigned(partitions.count, tasks: tasks.count, in: stage)
    }

    private mutating func drop(_ partitions: [TopicPartition]) throws(KafkaError) {
        let gone = Set(partitions)
        for (partition, id) in owners where gone.contains(partition) { tasks[id] = nil }
        owners.removeAll { gone.contains($0.partition) }
        try consumer.stop(partitions)
        if broadcast != nil { try broadcast?.assign([:]) }
        monitor.assigned(owners.count, tasks: tasks.count, in: stage)
    }

    // MARK: Committing

    /// Seals every task and makes the result visible as one commit.
    private mutating func commitAll() throws(KafkaError) {
        lastCommit = clock.elapsed()
        var whole = Commit()
        for (_, task) in tasks.sorted(by: { $0.key < $1.key }) {
            let commit = task.seal()
            whole.records += commit.records
            whole.positions.merge(commit.positions) { $1 }
        }
        report()
        guard !whole.isEmpty else { return }
        var attemptsLeft = Self.commitAttemptsMax
        while true {
            do throws(KafkaError) {
                try sink.perform(whole, as: consumer, member: membership)
                return
            } catch {
                attemptsLeft -= 1
                monitor.note(error, in: stage)
                guard error.recovery == .retry, attemptsLeft > 0 else { throw error }
            }
        }
    }

    private func report() {
        var statistics = TaskStatistics()
        for (_, task) in tasks { statistics.add(task.statistics) }
        let isReady = !tasks.isEmpty && tasks.allSatisfy { $0.value.isRestored }
        monitor.report(statistics, isReady: isReady, in: stage)
        for line in sink.takeLog() { monitor.note(line, in: stage) }
    }
}

extension KafkaError {
    /// The group gave us some of the partitions that a task reads together, but not all.
    fileprivate static func tornApart(_ task: TaskID, _ partitions: [TopicPartition]) -> KafkaError {
        KafkaError(
            recovery: .reject,
            operation: "assign \(task)",
            symbol: "NOT_CO_PARTITIONED",
            detail: """
                the group assigned only some of \(partitions.map(\.description).joined(separator: ", ")); use the \
                assignor `range` and topics with the same number of partitions
                """
        )
    }
}
