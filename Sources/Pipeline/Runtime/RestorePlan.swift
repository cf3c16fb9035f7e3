internal import Kafka
internal import Streaming

/// Where a restart begins to read, so that its tasks get back the state they had when they committed: a horizon before
/// now, or the oldest record that is kept, and never behind what is committed.
struct RestorePlan {
    let horizon: Milliseconds
    let now: WallTime

    /// The position to read each of `partitions` from.
    func positions(
        of partitions: [TopicPartition],
        committed: [TopicPartition: CommittedOffset?],
        asking consumer: borrowing Consumer
    ) throws(KafkaError) -> [TopicPartition: StartPosition] {
        let since = max(0, now.advanced(by: -horizon).milliseconds)
        var known: [TopicPartition: CommittedOffset] = [:]
        for (partition, offset) in committed { known[partition] = offset }
        var found: [TopicPartition: Offset?] = [:]
        if !known.isEmpty {
            do throws(KafkaError) {
                found = try consumer.offsets(forTimestamp: since, of: known.keys.sorted())
            } catch {
                // A broker that cannot look up times (the embedded one) keeps little: all of it is read.
                found = [:]
            }
        }
        var positions: [TopicPartition: StartPosition] = [:]
        for partition in partitions {
            positions[partition] = .beginning
            guard let committed = known[partition], let start = found[partition] else { continue }
            // No record since then: nothing to repeat.
            positions[partition] = .offset(min(start ?? committed.offset, committed.offset))
        }
        return positions
    }
}
