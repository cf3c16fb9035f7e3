internal import Kafka
internal import Streaming

/// Remembers what a task sealed, so that a commit holds what moved and nothing else.
struct CommitLedger {
    private var sealed: [TopicPartition: Offset] = [:]

    /// The commit of `records` at these positions; empty when nothing was said and no offset moved.
    ///
    /// When anything did, every partition's position goes with it: its metadata tells a restart how far the task was.
    mutating func seal(
        _ records: [ProducedRecord],
        at positions: [(partition: TopicPartition, position: Offset?)],
        watermark: EventTime
    ) -> Commit {
        let moved = positions.contains { $0.position != nil && sealed[$0.partition] != $0.position }
        guard moved || !records.isEmpty else { return Commit() }
        let metadata = TaskMetadata(watermark: watermark).text
        var committed: [TopicPartition: CommittedOffset] = [:]
        for (partition, position) in positions {
            guard let position else { continue }
            committed[partition] = CommittedOffset(offset: position, metadata: metadata)
            sealed[partition] = position
        }
        return Commit(records: records, positions: committed)
    }
}
