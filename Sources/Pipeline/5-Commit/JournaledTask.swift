internal import Kafka
internal import Streaming

/// A task at work, with its journal: what it says becomes a ``Commit`` that a restart can go on from.
struct JournaledTask {
    let id: TaskID
    let task: any StageTask
    /// The partitions whose offsets it commits; others read them too, or nobody does.
    let owned: [TopicPartition]
    private(set) var journal: Journal
    /// The positions of the last commit.
    private var committed: [TopicPartition: Offset]
    /// For whom the task waits, and since when they were not heard of.
    private var wait: (for: Waiting, since: Milliseconds)?

    /// - Parameter committed: the positions that `journal` was restored to.
    init(
        _ id: TaskID,
        _ task: any StageTask,
        owned: [TopicPartition],
        journal: Journal,
        committed: [TopicPartition: Offset]
    ) {
        self.id = id
        self.task = task
        self.owned = owned
        self.journal = journal
        self.committed = committed
    }

    /// Whether what the group has committed is what this task committed last, so that its memory is still right.
    func isAt(_ known: [TopicPartition: CommittedOffset]) -> Bool {
        guard !known.isEmpty else { return journal.recovery.last == 0 }
        return known.allSatisfy { partition, stored in
            RecoveryPoint(stored.metadata) == journal.recovery && committed[partition] == stored.offset
        }
    }

    /// Lets the task go on without those it waits for when they have been silent for longer than `timeout`. Returns who they
    /// are.
    mutating func endWaiting(at now: Milliseconds, after timeout: Milliseconds) -> Waiting.Whom? {
        guard let waiting = task.waiting, wait?.for == waiting else {
            wait = task.waiting.map { ($0, now) }
            return nil
        }
        guard let since = wait?.since, now.rawValue - since.rawValue > timeout.rawValue else { return nil }
        wait = nil
        task.stopWaiting()
        return waiting.whom
    }

    /// Counts silence from now on: nobody was listened to for a while.
    mutating func waitAnew() { wait = nil }

    /// Takes what the task has to say as a commit; an empty one when nothing was said, read or changed.
    ///
    /// - Parameter end: asked where the journal ends, when a checkpoint is to begin.
    /// - Returns: the commit, and the offset before which the journal is not needed once it has landed.
    mutating func commit(end: (TopicPartition) -> Offset?) -> (commit: Commit, trim: Offset?) {
        let sealed = task.seal()
        guard sealed.isChanged || !sealed.records.isEmpty || sealed.positions != committed else {
            return (Commit(), nil)
        }
        guard owned.contains(where: { sealed.positions[$0] != nil }) else {
            // Without an offset of its own a commit would not be fenced. Nothing was taken, so nothing can have been said.
            precondition(sealed.records.isEmpty && !sealed.isChanged, "a task that has taken nothing says nothing")
            return (Commit(), nil)
        }
        committed = sealed.positions
        var commit = Commit(records: sealed.records)
        let start = journal.wantsCheckpoint ? end(journal.partition) : nil
        let hasAdvanced = journal.append(task, at: sealed.positions, end: start, to: &commit)
        for partition in owned {
            guard let offset = sealed.positions[partition] else { continue }
            commit.positions[partition] = CommittedOffset(offset: offset, metadata: journal.recovery.text)
        }
        return (commit, hasAdvanced ? journal.recovery.offset : nil)
    }
}
