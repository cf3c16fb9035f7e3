internal import CRdKafka

extension ClientHandle {
    /// Whether the group moves partitions one by one, and not the whole assignment at a time.
    var isCooperative: Bool {
        guard let name = unsafe rd_kafka_rebalance_protocol(owner.pointer) else { return false }
        return unsafe String(cString: name) == "COOPERATIVE"
    }

    var isAssignmentLost: Bool { unsafe rd_kafka_assignment_lost(owner.pointer) != 0 }

    /// Sends what would arrive at the client's own queue to the consumer's queue.
    func mergeQueues() throws(KafkaError) {
        try check(unsafe rd_kafka_poll_set_consumer(owner.pointer), during: "open a consumer")
    }

    func subscribe(to topics: [String]) throws(KafkaError) {
        let list = PartitionListHandle(topics: topics)
        try check(unsafe rd_kafka_subscribe(owner.pointer, list.pointer), during: "subscribe")
    }

    /// Makes `positions` the whole assignment.
    func assign(_ positions: [TopicPartition: StartPosition]) throws(KafkaError) {
        let list = PartitionListHandle(positions)
        try check(unsafe rd_kafka_assign(owner.pointer, list.pointer), during: "assign partitions")
    }

    func unassign() throws(KafkaError) {
        try check(unsafe rd_kafka_assign(owner.pointer, nil), during: "release partitions")
    }

    /// Adds `positions` to the assignment.
    func assign(adding positions: [TopicPartition: StartPosition]) throws(KafkaError) {
        let list = PartitionListHandle(positions)
        try unsafe check(
            rd_kafka_incremental_assign(owner.pointer, list.pointer),
            during: "assign partitions"
        )
    }

    /// Takes `partitions` out of the assignment.
    func unassign(removing partitions: [TopicPartition]) throws(KafkaError) {
        let list = PartitionListHandle(partitions)
        try unsafe check(
            rd_kafka_incremental_unassign(owner.pointer, list.pointer),
            during: "release partitions"
        )
    }

    func commit(_ offsets: [TopicPartition: CommittedOffset]) throws(KafkaError) {
        let list = PartitionListHandle(offsets)
        let synchronously: Int32 = 0
        try check(
            unsafe rd_kafka_commit(owner.pointer, list.pointer, synchronously),
            during: "commit offsets"
        )
        try list.checkRows(during: "commit offsets")
    }

    func committed(
        _ partitions: [TopicPartition],
        timeout: Duration
    ) throws(KafkaError) -> [TopicPartition: CommittedOffset?] {
        let list = PartitionListHandle(partitions)
        try check(
            unsafe rd_kafka_committed(owner.pointer, list.pointer, timeout.wholeMilliseconds),
            during: "read committed offsets"
        )
        try list.checkRows(during: "read committed offsets")
        var result: [TopicPartition: CommittedOffset?] = [:]
        for entry in list.entries {
            let stored =
                entry.rawOffset >= 0
                ? CommittedOffset(offset: Offset(entry.rawOffset), metadata: entry.metadata) : nil
            result.updateValue(stored, forKey: entry.partition)
        }
        return result
    }

    /// Asks the partition's leader for its bounds.
    func watermarks(of partition: TopicPartition, timeout: Duration) throws(KafkaError) -> Watermarks {
        var low: Int64 = 0
        var high: Int64 = 0
        let code = unsafe rd_kafka_query_watermark_offsets(
            owner.pointer,
            partition.topic,
            partition.partition,
            &low,
            &high,
            timeout.wholeMilliseconds
        )
        try check(code, during: "read watermarks", partition: partition)
        return Watermarks(low: Offset(low), high: Offset(high))
    }

    /// The bounds that came with the last fetch; `nil` before the first.
    func cachedWatermarks(of partition: TopicPartition) -> Watermarks? {
        var low: Int64 = 0
        var high: Int64 = 0
        let code = unsafe rd_kafka_get_watermark_offsets(
            owner.pointer,
            partition.topic,
            partition.partition,
            &low,
            &high
        )
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, high >= 0 else { return nil }
        return Watermarks(low: Offset(max(0, low)), high: Offset(high))
    }

    func offsets(
        forTimestamp timestamp: Int64,
        of partitions: [TopicPartition],
        timeout: Duration
    ) throws(KafkaError) -> [TopicPartition: Offset?] {
        let list = PartitionListHandle(partitions, timestamp: timestamp)
        try check(
            unsafe rd_kafka_offsets_for_times(owner.pointer, list.pointer, timeout.wholeMilliseconds),
            during: "find offsets by time"
        )
        try list.checkRows(during: "find offsets by time")
        var result: [TopicPartition: Offset?] = [:]
        for entry in list.entries {
            result.updateValue(entry.rawOffset >= 0 ? Offset(entry.rawOffset) : nil, forKey: entry.partition)
        }
        return result
    }

    /// Leaves the group, answering the last revocation with an unassignment. A consumer that has failed for good is out
    /// of it already.
    ///
    /// - Returns: whether it was done within `timeout`.
    func close(timeout: Duration) throws(KafkaError) -> Bool {
        guard owner.fatalError(during: "close a consumer") == nil else { return true }
        let deadline = Deadline(after: timeout)
        let queue = QueueHandle.fresh(owner)
        try unsafe check(
            rd_kafka_consumer_close_queue(owner.pointer, queue.pointer),
            during: "close a consumer"
        )
        while unsafe rd_kafka_consumer_closed(owner.pointer) == 0 {
            guard !deadline.hasPassed else { return false }
            guard let event = queue.poll(timeout: deadline.remaining(atMost: .milliseconds(100))) else { continue }
            switch event.kind {
            case .assigned, .revoked, .rebalanceFailed:
                if isCooperative, event.kind == .revoked {
                    try unassign(removing: event.partitions)
                } else {
                    try unassign()
                }
            default:
                continue
            }
        }
        return true
    }
}
