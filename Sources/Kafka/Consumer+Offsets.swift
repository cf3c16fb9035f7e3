extension Consumer {
    /// Stores offsets for the group, with their notes, and waits for the answer.
    ///
    /// - Throws: ``KafkaError`` with `abort` when the partitions are no longer this member's: drop what was done and begin
    ///   again from the committed offsets; with `retry` while the coordinator cannot be reached.
    public func commit(_ offsets: [TopicPartition: CommittedOffset]) throws(KafkaError) {
        guard !offsets.isEmpty else { return }
        try client.commit(offsets)
    }

    /// Reads what the group has stored. A partition for which nothing is stored has `nil`.
    ///
    /// Open transactions with offsets for these partitions are waited for. Failures that pass are repeated until
    /// `timeout`.
    ///
    /// - Throws: ``KafkaError`` with `retry` if it could not be had in time.
    public func committed(
        _ partitions: [TopicPartition],
        timeout: Duration = .seconds(30)
    ) throws(KafkaError) -> [TopicPartition: CommittedOffset?] {
        guard !partitions.isEmpty else { return [:] }
        return try repeating(within: timeout) { (left) throws(KafkaError) in
            try client.committed(partitions, timeout: left)
        }
    }

    /// Asks the leader of a partition for the partition's bounds.
    ///
    /// - Throws: ``KafkaError`` with `retry` if it could not be had in time, with `reject` if there is no such partition.
    public func watermarks(
        of partition: TopicPartition,
        timeout: Duration = .seconds(10)
    ) throws(KafkaError) -> Watermarks {
        try repeating(within: timeout) { (left) throws(KafkaError) in
            try client.watermarks(of: partition, timeout: left)
        }
    }

    /// The bounds that came with the partition's last fetch; `nil` before the first. It asks nobody.
    public func cachedWatermarks(of partition: TopicPartition) -> Watermarks? {
        client.cachedWatermarks(of: partition)
    }

    /// How many offsets lie between `position`, the next to be read, and the partition's end as of its last fetch; `nil`
    /// before the first fetch. It asks nobody. Markers of transactions count, so a reader that has everything may be a few
    /// behind.
    public func lag(of partition: TopicPartition, at position: Offset) -> Int64? {
        client.cachedWatermarks(of: partition).map { max(0, $0.high.rawValue - position.rawValue) }
    }

    /// Finds in each partition the first record whose timestamp is `timestamp` (ms since 1970) or later; `nil` where
    /// there is none.
    ///
    /// - Throws: ``KafkaError`` with `retry` if it could not be had in time.
    public func offsets(
        forTimestamp timestamp: Int64,
        of partitions: [TopicPartition],
        timeout: Duration = .seconds(10)
    ) throws(KafkaError) -> [TopicPartition: Offset?] {
        guard !partitions.isEmpty else { return [:] }
        return try repeating(within: timeout) { (left) throws(KafkaError) in
            try client.offsets(forTimestamp: timestamp, of: partitions, timeout: left)
        }
    }

    /// Describes topics; one that does not exist is missing from the answer. It creates nothing.
    ///
    /// - Throws: ``KafkaError`` with `retry` if it could not be had in time.
    public func describe(
        topics: [String],
        timeout: Duration = .seconds(10)
    ) throws(KafkaError) -> [String: TopicDescription] {
        let known = try repeating(within: timeout) { (left) throws(KafkaError) in
            try client.metadata(timeout: left).topics
        }
        return known.filter { topics.contains($0.key) }
    }
}
