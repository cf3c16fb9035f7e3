internal import Kafka
internal import Streaming

/// Runs tasks of one stage on one thread: restores, reads, lets them work, commits.
///
///     poll ─► rebalances: make, keep, drop tasks
///     journals ─► restore                those that work go on meanwhile
///     take ─► ingest ─► process          per partition, as far as the tasks want more
///     every commit interval: seal all ─► one commit
///     nothing came: sleep until something does
///
/// All decisions are the tasks'. The worker moves bytes, asks the clock, and follows ``KafkaError/recovery``:
///
/// | recovery | the worker |
/// | --- | --- |
/// | retry | makes the same call again, ``commitAttemptsMax`` times, with pauses that grow; then as reopen |
/// | abort | drops its tasks and restores them from what is committed; the membership stays |
/// | reopen | ends; the service makes a new one, with new clients, after a pause |
/// | reject | ends, and the service with it: no repetition will help |
struct StageWorker<Link: StageLink & ~Copyable>: ~Copyable {
    let id: WorkerID
    let topology: Topology
    let options: RuntimeOptions
    let monitor: PipelineMonitor
    let clock: Clock

    /// The partitions that every task of the stage reads.
    let broadcasts: [TopicPartition]

    var link: Link
    /// The tasks at work, in the way of the data.
    var running: [JournaledTask] = []
    /// The tasks whose state is being read back, in the way of the data.
    var restoring: [Restoring] = []
    /// The tasks whose partitions were taken away in good order, and which may be given back.
    var suspended: [TaskID: JournaledTask] = [:]
    /// What the group has assigned.
    var assigned: [TopicPartition] = []
    /// Whether the tasks must go back to what is committed.
    var mustRewind = false
    var rewinds = 0
    /// Whether reading must begin anew where the tasks are.
    var mustRefresh = false
    var lastRefresh = Milliseconds.zero
    private var lastTurn: Milliseconds
    /// The number of the next journal's writer.
    var nextWriter: UInt64
    var batch = RecordBatch()
    var lastCommit: Milliseconds

    static var takeMax: Int { 1000 }
    static var commitAttemptsMax: Int { 3 }
    static var rewindsMax: Int { 5 }
    /// How much sooner is committed what somebody waits for.
    private static var urgency: Int64 { 10 }

    /// A worker that has joined nothing.
    ///
    /// - Parameter writer: a number by chance, so that no other worker's journals have the same writers.
    init(
        _ id: WorkerID,
        topology: Topology,
        options: RuntimeOptions,
        monitor: PipelineMonitor,
        clock: Clock,
        writer: UInt64,
        link: consuming Link
    ) {
        self.id = id
        self.topology = topology
        self.options = options
        self.monitor = monitor
        self.clock = clock
        let kinds = TaskKind.allCases.filter { $0.stage == id.stage }
        broadcasts = Set(kinds.flatMap { topology.broadcastPartitions(of: $0) }).sorted()
        nextWriter = writer
        lastCommit = clock.elapsed()
        lastTurn = clock.elapsed()
        self.link = link
    }

    var stage: Stage { id.stage }

    /// Joins the group.
    mutating func begin() throws(KafkaError) {
        try link.subscribe(to: TaskKind.allCases.filter { $0.stage == stage }.flatMap { $0.topics(topology.topics) })
    }

    /// Does what there is to do now. Returns whether nothing more was waiting.
    ///
    /// - Throws: an error with `reopen` or `reject`; the others it has dealt with.
    mutating func turn() throws(KafkaError) -> Bool {
        do throws(KafkaError) {
            for event in link.poll() { try handle(event) }
            if mustRewind { try rewind() }
            if stoodStill || (mustRefresh && mayRefresh) { try refresh() }
            lastTurn = clock.elapsed()
            var isDrained = try restoreMore()
            isDrained = try takeAll() && isDrained
            let now = clock.now()
            for task in running { task.task.process(at: now) }
            endWaiting()
            if clock.elapsed().rawValue - lastCommit.rawValue >= commitInterval { try commitAll() }
            return isDrained
        } catch {
            guard error.recovery == .abort || error.recovery == .retry else { throw error }
            try prepareToRewind(because: error)
            return false
        }
    }

    /// How long to wait between two commits: a part of what is usual while somebody waits for what a task has to say.
    private var commitInterval: Int64 {
        options.commitInterval.rawValue / (running.contains { $0.task.isAwaited } ? Self.urgency : 1)
    }

    /// Lets tasks go on that have waited long enough for somebody who is silent.
    private mutating func endWaiting() {
        let now = clock.elapsed()
        for index in running.indices {
            guard let whom = running[index].endWaiting(at: now, after: topology.stageTimeout) else { continue }
            monitor.gaveUp(waitingFor: whom, in: running[index].id, of: id)
        }
    }

    /// Whether reading has gone on long enough: beginning anew drops what was read ahead, and a broker that stays away is
    /// in the news every second.
    private var mayRefresh: Bool { clock.elapsed().rawValue - lastRefresh.rawValue > standstill }

    /// Whether so much time has passed since the last turn that what was known of the ends of partitions is old.
    private var stoodStill: Bool {
        clock.elapsed().rawValue - lastTurn.rawValue > standstill
    }

    /// A part of what events may be late.
    private var standstill: Int64 { max(topology.track.lateness.rawValue / 4, 1000) }

    /// Commits a last time.
    mutating func end() throws(KafkaError) { try commitAll() }

    /// Takes the link apart.
    consuming func dismantle() -> Link { link }

    /// Sleeps until something arrives.
    mutating func wait() { link.wait(timeout: .milliseconds(100)) }

    // MARK: Reading

    /// Takes from every partition whose task wants more. Returns whether nothing more was waiting.
    private mutating func takeAll() throws(KafkaError) -> Bool {
        var isDrained = true
        let now = clock.now()
        for index in running.indices {
            for partition in running[index].owned where running[index].task.wants(partition) {
                let count = try link.take(from: partition, max: Self.takeMax, into: &batch)
                if count == Self.takeMax { isDrained = false }
                if count > 0 { running[index].task.ingest(&batch, of: partition, at: now) }
            }
        }
        return try takeBroadcasts(at: now) && isDrained
    }

    /// Gives the partitions that every task of a kind reads to all that read them.
    private mutating func takeBroadcasts(at now: WallTime) throws(KafkaError) -> Bool {
        guard !running.isEmpty else { return true }
        var isDrained = true
        for partition in broadcasts {
            let readers = running.filter { $0.task.partitions.contains(partition) }
            guard !readers.isEmpty, readers.allSatisfy({ $0.task.wants(partition) }) else { continue }
            let count = try link.take(from: partition, by: .broadcast, max: Self.takeMax, into: &batch)
            if count == Self.takeMax { isDrained = false }
            guard count > 0 else { continue }
            for task in readers {
                var copy = batch
                task.task.ingest(&copy, of: partition, at: now)
            }
            batch.removeAll(keepingCapacity: true)
        }
        return isDrained
    }

    // MARK: Committing

    /// Seals every task and makes the result visible as one commit.
    mutating func commitAll() throws(KafkaError) {
        lastCommit = clock.elapsed()
        try refuseAfterStandstill()
        var whole = Commit()
        var trims: [TopicPartition: Offset] = [:]
        for index in running.indices {
            let (commit, trim) = running[index].commit { partition in
                do throws(KafkaError) { return try link.bounds(of: partition).high } catch { return nil }
            }
            whole.add(commit)
            trims[running[index].journal.partition] = trim
        }
        report()
        guard !whole.isEmpty else { return }
        try perform(whole)
        rewinds = 0
        if !trims.isEmpty { link.trim(before: trims) }
    }

    /// Says nothing after a long standstill in the middle of a turn. With transactions the brokers refuse what a member
    /// says that was replaced; without, its outputs would be there.
    private func refuseAfterStandstill() throws(KafkaError) {
        let standstill = clock.elapsed().rawValue - lastTurn.rawValue
        guard options.guarantee == .atLeastOnce, standstill > options.sessionTimeout.rawValue / 2 else { return }
        throw KafkaError(
            recovery: .abort,
            operation: "commit",
            symbol: "STOOD_STILL",
            detail: "This process stood still for \(standstill) ms; another may have its tasks by now."
        )
    }

    /// Performs a commit, again and again while that may help.
    mutating func perform(_ commit: Commit) throws(KafkaError) {
        var failures = 0
        while true {
            do throws(KafkaError) {
                return try link.perform(commit)
            } catch {
                failures += 1
                monitor.note(error, in: id)
                guard error.recovery == .retry else { throw error }
                guard failures < Self.commitAttemptsMax else { throw error.askingToReopen }
                link.pause(afterFailures: failures)
            }
        }
    }

    private mutating func report() {
        var statistics = TaskStatistics()
        for task in running { statistics.add(task.task.statistics) }
        monitor.report(statistics, isReady: !running.isEmpty && restoring.isEmpty, of: id)
        for line in link.takeLog() { monitor.note(line, in: id) }
    }
}
