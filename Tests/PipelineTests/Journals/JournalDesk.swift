import Kafka
import Streaming

@testable import Pipeline

/// A task with its journal and what is committed, without a broker: commits land, or the task is read back.
struct JournalDesk {
    static let id = TaskID(.retain, 0)
    static let journal = TopicPartition(topic: "journal", partition: 0)

    /// The journal, from offset zero on.
    var log: [[UInt8]] = []
    /// How many bytes each record takes.
    var bytes: Int { log.reduce(0) { $0 + $1.count } }
    var committed: [TopicPartition: CommittedOffset] = [:]
    private(set) var running: JournaledTask
    var task: NotesTask
    private var writers: UInt64 = 1

    /// - Parameter version: the version of the task's state.
    init(version: Int = 1, noteBytes: Int = 40) {
        task = NotesTask(version: version, noteBytes: noteBytes)
        running = Self.begin(task)
    }

    private static func begin(_ task: NotesTask) -> JournaledTask {
        let journal = Journal(
            id,
            partition: journal,
            writer: 1,
            recovery: .beginning(at: Offset(0))
        )
        return JournaledTask(id, task, owned: [NotesTask.partition], journal: journal, committed: [:])
    }

    var recovery: RecoveryPoint { running.journal.recovery }

    /// Commits what changed. Returns the offset before which nothing is needed any more, if that has moved.
    ///
    /// - Parameter knowsEnd: whether the brokers say where the journal ends.
    @discardableResult
    mutating func commit(knowsEnd: Bool = true) -> Offset? {
        let end = Offset(Int64(log.count))
        let (commit, trim) = running.commit { _ in knowsEnd ? end : nil }
        log += commit.journal.map { $0.value ?? [] }
        committed.merge(commit.positions) { $1 }
        return trim
    }

    /// What lies at a record of the journal.
    func entry(at index: Int) throws -> JournalEntry {
        let frame = try JournalFrame(log[index])
        var reader = StateReader(frame.bytes)
        return try JournalEntry(writer: frame.writer, sequence: frame.sequence, from: &reader)
    }

    /// Puts another entry where one was.
    mutating func change(_ index: Int, _ change: (inout JournalEntry) -> Void) throws {
        var entry = try entry(at: index)
        change(&entry)
        log[index] = JournalFrame.encode(entry, of: "\(Self.id)")[0]
    }

    /// A task that begins to read the journal back.
    func restoration(
        version: Int? = nil,
        _ guarantee: Guarantee = .exactlyOnce,
        writer: UInt64 = .max
    ) -> (Restoration, NotesTask) {
        let copy = NotesTask(version: version ?? task.stateVersion, noteBytes: task.noteBytes)
        let restoration = Restoration(
            Self.id,
            copy,
            partition: Self.journal,
            owned: [NotesTask.partition],
            writer: writer,
            recovery: committed[NotesTask.partition].flatMap { RecoveryPoint($0.metadata) },
            committed: committed.mapValues(\.offset),
            guarantee: guarantee,
            journal: Watermarks(low: Offset(0), high: Offset(Int64(log.count)))
        )
        return (restoration, copy)
    }

    /// The records from the one at `position` on.
    func batch(from position: Offset) -> RecordBatch {
        var batch = RecordBatch()
        for index in Int(position.rawValue)..<max(log.count, Int(position.rawValue)) {
            batch.append(offset: Offset(Int64(index)), timestamp: nil, key: nil, value: log[index], headers: [])
        }
        return batch
    }

    /// The task as the journal has it.
    func restored(
        version: Int? = nil,
        _ guarantee: Guarantee = .exactlyOnce,
        writer: UInt64 = .max
    ) throws(StateError) -> (JournaledTask, NotesTask) {
        var (restoration, copy) = restoration(version: version, guarantee, writer: writer)
        try restoration.take(batch(from: restoration.position))
        guard restoration.isComplete else { throw StateError("the journal does not come to its end") }
        return (try restoration.finish(end: Offset(Int64(log.count))), copy)
    }

    /// Why it cannot be read back; `nil` when it can.
    func problem(version: Int? = nil, _ guarantee: Guarantee = .exactlyOnce) -> String? {
        do throws(StateError) {
            _ = try restored(version: version, guarantee)
            return nil
        } catch {
            return error.problem
        }
    }

    /// Goes on with what the journal has.
    mutating func restart() throws { (running, task) = try successor() }

    /// Another worker's task, as it is when it begins to work here.
    mutating func successor() throws(StateError) -> (JournaledTask, NotesTask) {
        writers += 1
        return try restored(.atLeastOnce, writer: writers)
    }
}
