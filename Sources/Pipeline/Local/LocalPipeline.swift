public import Commerce
public import Detection
public import Kafka
public import Streaming

/// The whole pipeline in one thread, with logs in memory and a clock that moves when told.
///
/// It replaces Kafka and the clock and nothing else: the tasks are those that run in production. `replay` runs files
/// through it; the tests pipe events in, lose tasks and commits on the way, and read alerts and actions out.
///
/// ```swift
/// var pipeline = LocalPipeline(topology)
/// pipeline.pipe(ProducedRecord(topic: topics.orders, key: key, value: event))
/// pipeline.run(at: now)
/// let alerts = pipeline.records(of: topics.alerts)
/// ```
///
/// What it does not do: rebalance, keep transactions apart (a commit lands whole or not at all), take time.
public struct LocalPipeline {
    /// Which tasks there are.
    public let topology: Topology

    private var logs: [TopicPartition: MemoryLog] = [:]
    private var committed: [TopicPartition: CommittedOffset] = [:]
    private var running: [TaskID: Running] = [:]
    private let order: [TaskID]
    private let keepsJournals: Bool
    private var spare = RecordBatch()
    private var writers: UInt64 = 0

    private struct Running {
        var task: JournaledTask
        var positions: [TopicPartition: Int64]
    }

    /// A pipeline in which nothing has happened.
    ///
    /// - Parameter keepsJournals: whether a task that is lost can come back; without, it must not be lost.
    public init(_ topology: Topology, keepsJournals: Bool = true) {
        self.topology = topology
        self.keepsJournals = keepsJournals
        order = Stage.allCases.flatMap { topology.tasks(of: $0) }
        for (topic, count) in topology.partitionCounts {
            for partition in 0..<count { logs[TopicPartition(topic: topic, partition: partition)] = MemoryLog() }
        }
        for id in order { start(id) }
    }

    /// Every task, in the way of the data.
    public var tasks: [TaskID] { order }

    /// What happened in all tasks since each was last started.
    public var statistics: TaskStatistics {
        var sum = TaskStatistics()
        for id in order { if let running = running[id] { sum.add(running.task.task.statistics) } }
        return sum
    }

    // MARK: Giving

    /// Appends `record` to its topic: to its partition, or to the one that its key chooses.
    public mutating func pipe(_ record: ProducedRecord) {
        guard let count = topology.partitionCounts[record.topic] else {
            preconditionFailure("the topology has no topic \(record.topic)")
        }
        let key = record.key ?? []
        let chosen = record.partition ?? Int32(StableHash.of(key.span) % UInt64(count))
        logs[TopicPartition(topic: record.topic, partition: chosen)]?.append(record)
    }

    // MARK: Moving

    /// Lets one task read at most `max` records of each of its partitions and work. Returns how many it read.
    @discardableResult
    public mutating func step(_ id: TaskID, max: Int = 1000, at now: WallTime) -> Int {
        guard let running = running[id] else { preconditionFailure("there is no task \(id)") }
        let task = running.task.task
        var count = 0
        for partition in task.partitions where task.wants(partition) {
            let position = running.positions[partition] ?? 0
            logs[partition]?.read(from: position, max: max, into: &spare)
            count += spare.count
            self.running[id]?.positions[partition] = position + Int64(spare.count)
            task.ingest(&spare, of: partition, at: now)
        }
        task.process(at: now)
        return count
    }

    /// Commits one task: its records and positions become visible together. Returns how many records there were.
    ///
    /// - Parameter lands: whether the commit reaches the log. When it does not, the task is lost too, as in
    ///   production, where its memory is ahead of what is committed. Without journals every commit lands.
    @discardableResult
    public mutating func commit(_ id: TaskID, lands: Bool = true) -> Int {
        guard keepsJournals else { return publish(id) }
        let journal = logs[topology.journal(of: id)]
        guard let commit = running[id]?.task.commit(end: { _ in journal.map { Offset($0.end) } }).commit else {
            preconditionFailure("there is no task \(id)")
        }
        guard lands else {
            crash(id)
            return 0
        }
        for record in commit.records { pipe(record) }
        for record in commit.journal { pipe(record) }
        committed.merge(commit.positions) { $1 }
        return commit.records.count
    }

    /// Makes visible what a task has to say, without the cost of a journal that nobody reads.
    private mutating func publish(_ id: TaskID) -> Int {
        guard let task = running[id]?.task.task else { preconditionFailure("there is no task \(id)") }
        let sealed = task.seal()
        // Taken away, so that changes do not pile up in the task.
        var changes = StateWriter()
        task.writeChanges(to: &changes)
        for record in sealed.records { pipe(record) }
        return sealed.records.count
    }

    /// Loses one task and everything it had not committed, and starts it again.
    public mutating func crash(_ id: TaskID) {
        precondition(keepsJournals, "a task without a journal cannot come back")
        start(id)
    }

    /// Lets every task read, work and commit until nothing moves any more. Who is waited for and has nothing more to say is
    /// silent: that takes no time here.
    public mutating func run(at now: WallTime) {
        var moved = true
        while moved {
            moved = false
            for id in order {
                let read = step(id, at: now)
                let written = commit(id)
                if read > 0 || written > 0 { moved = true }
            }
            if !moved { moved = stopWaiting() }
        }
    }

    /// Lets tasks go on that wait for somebody. Returns whether there were any.
    private func stopWaiting() -> Bool {
        let waiting = running.values.map(\.task.task).filter { $0.waiting != nil }
        for task in waiting { task.stopWaiting() }
        return !waiting.isEmpty
    }

    /// Drops what every task has read, and of topics that no task reads what ``takeNew(of:)`` has shown. A task that is lost afterwards cannot come back.
    public mutating func dropPast() {
        var least: [TopicPartition: Int64] = [:]
        for running in running.values {
            for (partition, position) in running.positions {
                least[partition] = min(least[partition] ?? .max, position)
            }
        }
        for (partition, position) in least { logs[partition]?.drop(before: position) }
        for partition in logs.keys where least[partition] == nil { logs[partition]?.dropShown() }
    }

    // MARK: Looking

    /// The records of `topic` that are kept, partition by partition.
    public func records(of topic: String) -> [ProducedRecord] {
        (0..<(topology.partitionCounts[topic] ?? 0))
            .flatMap { logs[TopicPartition(topic: topic, partition: $0)]?.all ?? [] }
    }

    /// The records of `partition` that are kept.
    public func records(of partition: TopicPartition) -> [ProducedRecord] { logs[partition]?.all ?? [] }

    /// The records of `topic` that were written since this was last asked, partition by partition.
    public mutating func takeNew(of topic: String) -> [ProducedRecord] {
        var new: [ProducedRecord] = []
        for partition in 0..<(topology.partitionCounts[topic] ?? 0) {
            let place = TopicPartition(topic: topic, partition: partition)
            new += logs[place]?.takeNew() ?? []
        }
        return new
    }

    /// The last minutes of `slice`, as DETECT sees them, the oldest first; none when it does not watch the slice now.
    public func readings(of signal: Signal, in slice: Slice) -> [MinuteReading] {
        for id in topology.tasks(of: .detect) {
            guard let task = running[id]?.task.task as? DetectTask else { continue }
            let readings = task.detectors[signal].readings(of: slice)
            if !readings.isEmpty { return readings }
        }
        return []
    }

    private mutating func start(_ id: TaskID) {
        let task = restored(id)
        var positions: [TopicPartition: Int64] = [:]
        for (partition, offset) in task.task.reading { positions[partition] = offset.rawValue }
        running[id] = Running(task: task, positions: positions)
    }

    /// The task as it was at its last commit.
    private mutating func restored(_ id: TaskID) -> JournaledTask {
        let journal = topology.journal(of: id)
        let owned = topology.partitions(of: id)
        var known: [TopicPartition: CommittedOffset] = [:]
        for partition in owned { known[partition] = committed[partition] }
        precondition(known.isEmpty || keepsJournals, "a task without a journal cannot come back")
        writers += 1
        var restoration = Restoration(
            id,
            topology.make(id),
            partition: journal,
            owned: owned,
            writer: writers,
            recovery: known.values.lazy.compactMap { RecoveryPoint($0.metadata) }.first,
            committed: known.mapValues(\.offset),
            guarantee: .exactlyOnce,
            journal: Watermarks(low: Offset(0), high: Offset(known.isEmpty ? 0 : logs[journal]?.end ?? 0))
        )
        do throws(StateError) {
            if !restoration.isComplete {
                var batch = RecordBatch()
                logs[journal]?.read(from: restoration.position.rawValue, max: .max / 2, into: &batch)
                try restoration.take(batch)
            }
            return try restoration.finish(end: Offset(logs[journal]?.end ?? 0))
        } catch {
            preconditionFailure("the journal of \(id) is ours: \(error)")
        }
    }
}
