internal import Kafka

/// All that a worker needs of Kafka. The worker decides; the link performs.
///
/// `KafkaLink` is the real one. The tests have another, on a log in memory with true transactions, which may fail at every
/// call: so the worker that they prove is the one that runs.
protocol StageLink: ~Copyable {
    /// Joins the group of the stage for `topics`.
    mutating func subscribe(to topics: [String]) throws(KafkaError)

    /// Takes what has happened since the last call.
    mutating func poll() -> [ControlEvent]

    /// Takes the group's latest assignment as the one under which is committed from now on.
    mutating func renewMembership()

    /// Begins reading the partitions that the group assigned, in place of all others.
    mutating func start(_ positions: [TopicPartition: StartPosition]) throws(KafkaError)

    /// Ends reading what the group took away.
    mutating func stop(_ partitions: [TopicPartition]) throws(KafkaError)

    /// Begins reading partitions that no group assigns, in place of all others that this reader reads.
    mutating func read(_ positions: [TopicPartition: StartPosition], by reader: SideReader) throws(KafkaError)

    /// Takes what has arrived from a partition that the group assigned; never waits. Returns how much was taken.
    mutating func take(
        from partition: TopicPartition,
        max: Int,
        into batch: inout RecordBatch
    ) throws(KafkaError) -> Int

    /// Takes what has arrived at a side reader.
    mutating func take(
        from partition: TopicPartition,
        by reader: SideReader,
        max: Int,
        into batch: inout RecordBatch
    ) throws(KafkaError) -> Int

    /// What the group has committed. Transactions that are still open on these partitions are waited for.
    func committed(_ partitions: [TopicPartition]) throws(KafkaError) -> [TopicPartition: CommittedOffset?]

    /// Where a partition begins and ends.
    func bounds(of partition: TopicPartition) throws(KafkaError) -> Watermarks

    /// Makes a commit visible.
    ///
    /// - Throws: with `retry`, the same call may be made again; with `abort` or `reopen`, the tasks must go back to what is
    ///   committed, and `reopen` asks for a new link too; with `reject`, a record is one that brokers will never take.
    mutating func perform(_ commit: Commit) throws(KafkaError)

    /// Asks the brokers to delete the records before these offsets, some time. What they cannot do changes nothing.
    mutating func trim(before offsets: [TopicPartition: Offset])

    /// Sleeps until something arrives, or `timeout` passes.
    mutating func wait(timeout: Duration)

    /// Sleeps before the same call is made again, longer after each failure in a row.
    mutating func pause(afterFailures failures: Int)

    /// The log lines of the clients since the last call.
    mutating func takeLog() -> [LogLine]
}

/// A reader besides the group's.
enum SideReader: Hashable, CaseIterable {
    /// Reads journals, while there are tasks to restore.
    case journal
    /// Reads the partitions that every task reads.
    case broadcast
}
