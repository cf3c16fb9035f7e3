internal import Kafka
internal import Streaming

// Which tasks a worker has: what the group gives and takes, and how a task comes back to where it was.
extension StageWorker where Link: ~Copyable {
    mutating func handle(_ event: ControlEvent) throws(KafkaError) {
        switch event {
        case .assigned(let partitions):
            link.renewMembership()
            try assign(partitions)
        case .revoked(let partitions): try revoke(partitions)
        case .lost(let partitions):
            forgetTasks()
            assigned = []
            try link.stop(partitions)
        case .failed(let error):
            guard error.recovery != .reopen else { throw error }
            monitor.note(error, in: id)
            // Brokers that could not be reached may have more than we know of.
            mustRefresh = true
        case .ended(let error): throw error
        case .log(let line): monitor.note(line, in: id)
        case .statistics: break
        }
    }

    /// Makes the tasks of newly assigned partitions. One that was kept, and whose offsets nobody has moved since, goes on
    /// as it is; the others begin by reading their state back.
    private mutating func assign(_ partitions: [TopicPartition]) throws(KafkaError) {
        assigned = partitions
        let committed = try link.committed(partitions)
        var starts: [TopicPartition: StartPosition] = [:]
        running = []
        restoring = []
        for task in topology.tasks(of: stage) {
            let owned = topology.partitions(of: task)
            guard owned.contains(where: { partitions.contains($0) }) else { continue }
            guard owned.allSatisfy({ partitions.contains($0) }) else { throw .tornApart(task, owned) }
            var known: [TopicPartition: CommittedOffset] = [:]
            for partition in owned { known[partition] = committed[partition] ?? nil }
            if var kept = suspended.removeValue(forKey: task), kept.isAt(known) {
                kept.task.forgetEnds()
                kept.waitAnew()
                running.append(kept)
                for partition in owned {
                    starts[partition] = kept.task.reading[partition].map { .offset($0) } ?? .beginning
                }
            } else {
                restoring.append(try makeRestoring(task, owned, known))
                for partition in owned { starts[partition] = known[partition].map { .offset($0.offset) } ?? .beginning }
            }
        }
        suspended = [:]
        try link.start(starts)
        try openJournals()
        try finishRestored()
        monitor.assigned(partitions.count, tasks: running.count + restoring.count, to: id)
    }

    /// Begins to read anew where the tasks are. After a standstill it is old news that a partition was at its end: its
    /// records may come after those of others, and must not be late for that.
    mutating func refresh() throws(KafkaError) {
        mustRefresh = false
        lastRefresh = clock.elapsed()
        guard !assigned.isEmpty, !mustRewind else { return }
        var starts: [TopicPartition: StartPosition] = [:]
        for partition in assigned { starts[partition] = .beginning }
        for index in running.indices {
            running[index].task.forgetEnds()
            running[index].waitAnew()
            for (partition, offset) in running[index].task.reading where starts[partition] != nil {
                starts[partition] = .offset(offset)
            }
        }
        for task in restoring {
            for (partition, committed) in task.known { starts[partition] = .offset(committed.offset) }
        }
        try link.start(starts)
        try openBroadcasts()
    }

    /// Commits a last time and lets go of the partitions; their tasks are kept in case they come back.
    private mutating func revoke(_ partitions: [TopicPartition]) throws(KafkaError) {
        do throws(KafkaError) {
            try commitAll()
            for task in running { suspended[task.id] = task }
        } catch {
            // The others go on from what is committed, and so will we.
            guard error.recovery == .abort || error.recovery == .retry else { throw error }
            monitor.note(error, in: id)
            suspended = [:]
        }
        running = []
        restoring = []
        assigned = []
        mustRewind = false
        try link.stop(partitions)
        try link.read([:], by: .journal)
        try link.read([:], by: .broadcast)
        monitor.assigned(0, tasks: 0, to: id)
    }

    private mutating func forgetTasks() {
        batch.removeAll(keepingCapacity: true)
        running = []
        restoring = []
        suspended = [:]
        mustRewind = false
    }

    /// Drops the tasks, whose memory is ahead of what is committed, and restores them with the next turn, unless the group
    /// takes their partitions away before that.
    mutating func prepareToRewind(because error: KafkaError) throws(KafkaError) {
        rewinds += 1
        guard rewinds <= Self.rewindsMax else { throw error.askingToReopen }
        monitor.rewound(after: error, in: id)
        forgetTasks()
        mustRewind = true
        link.pause(afterFailures: rewinds)
    }

    mutating func rewind() throws(KafkaError) {
        mustRewind = false
        if !assigned.isEmpty { try assign(assigned) }
    }

    // MARK: Restoring

    private mutating func makeRestoring(
        _ task: TaskID,
        _ owned: [TopicPartition],
        _ known: [TopicPartition: CommittedOffset]
    ) throws(KafkaError) -> Restoring {
        let journal = topology.journal(of: task)
        var recovery: RecoveryPoint?
        for (partition, committed) in known {
            guard let point = RecoveryPoint(committed.metadata) else {
                let note = "“\(committed.metadata)”"
                throw .unusableState(of: task, "the offsets of \(partition) name no state we can read: \(note)")
            }
            if point.last >= recovery?.last ?? 0 { recovery = point }
        }
        nextWriter &+= 1
        let bounds = try link.bounds(of: journal)
        let restoration = Restoration(
            task,
            topology.make(task),
            partition: journal,
            owned: owned,
            writer: nextWriter,
            recovery: recovery,
            committed: known.mapValues(\.offset),
            guarantee: options.guarantee,
            journal: bounds
        )
        return Restoring(restoration: restoration, known: known, bounds: bounds)
    }

    private mutating func openJournals() throws(KafkaError) {
        var positions: [TopicPartition: StartPosition] = [:]
        for task in restoring where !task.restoration.isComplete {
            positions[task.restoration.partition] = .offset(task.restoration.position)
        }
        try link.read(positions, by: .journal)
    }

    /// Reads journals as far as they have arrived. Returns whether nothing more was waiting.
    mutating func restoreMore() throws(KafkaError) -> Bool {
        guard !restoring.isEmpty else { return true }
        var isDrained = true
        for index in restoring.indices {
            let partition = restoring[index].restoration.partition
            let count = try link.take(from: partition, by: .journal, max: Self.takeMax, into: &batch)
            if count == Self.takeMax { isDrained = false }
            if count > 0 { try take(into: index) }
            try checkProgress(of: index, didProgress: count > 0)
        }
        let remaining = restoring.reduce(0) { $0 + $1.remaining }
        monitor.restoring(restoring.count, remaining: remaining, at: clock.elapsed(), in: id)
        if restoring.contains(where: \.restoration.isComplete) { try finishRestored() }
        return isDrained
    }

    private mutating func take(into index: Int) throws(KafkaError) {
        defer { batch.removeAll(keepingCapacity: true) }
        do throws(StateError) {
            try restoring[index].restoration.take(batch)
        } catch {
            throw try refusal(of: restoring[index], error.problem)
        }
    }

    /// A journal that ends before what was committed is hidden behind a transaction that somebody left open, which ends by
    /// itself; or it is gone, which does not.
    private mutating func checkProgress(of index: Int, didProgress: Bool) throws(KafkaError) {
        let now = clock.elapsed()
        guard !didProgress, !restoring[index].restoration.isComplete else {
            restoring[index].stuckSince = nil
            return
        }
        let since = restoring[index].stuckSince ?? now
        restoring[index].stuckSince = since
        guard now.rawValue - since.rawValue > options.restoreTimeout.rawValue else { return }
        let restoration = restoring[index].restoration
        let problem = "\(restoration.partition) ends at \(restoration.position), before what was committed"
        throw try refusal(of: restoring[index], problem)
    }

    /// What to do about a state that cannot be used. When somebody else has committed since, the task is not ours any more,
    /// and what we read was not meant for us; then nothing is wrong.
    private mutating func refusal(of task: Restoring, _ problem: String) throws(KafkaError) -> KafkaError {
        let committed = try link.committed(task.restoration.owned).compactMapValues { $0 }
        guard committed == task.known else {
            return KafkaError(
                recovery: .abort,
                operation: "restore \(task.restoration.id)",
                symbol: "STATE_MOVED",
                detail: "Another member has committed for its partitions meanwhile."
            )
        }
        return .unusableState(of: task.restoration.id, problem)
    }

    /// Puts the tasks to work that have their whole state.
    private mutating func finishRestored() throws(KafkaError) {
        var rest: [Restoring] = []
        for task in restoring {
            guard task.restoration.isComplete else {
                rest.append(task)
                continue
            }
            do throws(StateError) {
                running.append(try task.restoration.finish(end: task.bounds.high))
            } catch {
                throw try refusal(of: task, error.problem)
            }
        }
        restoring = rest
        running.sort { $0.id < $1.id }
        if restoring.isEmpty { try link.read([:], by: .journal) }
        try openBroadcasts()
        monitor.restoring(restoring.count, remaining: 0, at: clock.elapsed(), in: id)
    }

    /// Reads what every task reads from where the one that is furthest back needs it. The others pass over what they have.
    private mutating func openBroadcasts() throws(KafkaError) {
        guard !broadcasts.isEmpty, !running.isEmpty else { return }
        var positions: [TopicPartition: StartPosition] = [:]
        for partition in broadcasts {
            let readers = running.filter { $0.task.partitions.contains(partition) }
            guard let needed = readers.map({ $0.task.reading[partition] ?? Offset(0) }).min() else { continue }
            positions[partition] = needed == Offset(0) ? .beginning : .offset(needed)
        }
        try link.read(positions, by: .broadcast)
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

    /// What was kept of a task cannot be read, or is not there.
    fileprivate static func unusableState(of task: TaskID, _ problem: String) -> KafkaError {
        KafkaError(
            recovery: .reject,
            operation: "restore \(task)",
            symbol: "STATE_UNUSABLE",
            detail: "\(problem).",
            remedy: """
                Run the version that wrote it, bring the topic back, or give the state up with \
                `orderkeeper reset --task \(task)`, which keeps the offsets.
                """
        )
    }
}
