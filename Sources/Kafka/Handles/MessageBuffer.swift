internal import CRdKafka

/// Room for the messages of one call, used again by the next.
@safe struct MessageBuffer: ~Copyable {
    private var slots: UnsafeMutablePointer<UnsafeMutablePointer<rd_kafka_message_t>?>
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        unsafe slots = .allocate(capacity: capacity)
        unsafe slots.initialize(repeating: nil, count: capacity)
    }

    deinit { unsafe slots.deallocate() }

    /// Moves what `queue` holds, `max` messages at most, into `batch`; never waits.
    ///
    /// - Parameter failures: receives the errors among the messages, other than the end of the partition.
    /// - Returns: how many messages were taken, ends and errors included.
    mutating func take(
        from queue: borrowing QueueHandle,
        of partition: TopicPartition,
        max: Int,
        into batch: inout RecordBatch,
        failures: inout [KafkaError]
    ) throws(KafkaError) -> Int {
        grow(to: max)
        let taken = unsafe rd_kafka_consume_batch_queue(queue.pointer, 0, slots, max)
        guard taken >= 0 else {
            try check(rd_kafka_last_error(), during: "take records", partition: partition)
            return 0
        }
        guard taken > 0 else { return 0 }
        let messages = unsafe UnsafeBufferPointer(start: slots, count: taken)
        unsafe batch.append(messages)
        for slot in 0..<messages.count {
            guard let message = unsafe messages[slot] else { continue }
            if unsafe message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR {
                unsafe Self.note(message, of: partition, in: &batch, failures: &failures)
            }
            unsafe rd_kafka_message_destroy(message)
        }
        return taken
    }

    private static func note(
        _ message: UnsafeMutablePointer<rd_kafka_message_t>,
        of partition: TopicPartition,
        in batch: inout RecordBatch,
        failures: inout [KafkaError]
    ) {
        let code = unsafe message.pointee.err
        guard code != RD_KAFKA_RESP_ERR__PARTITION_EOF else {
            return batch.noteEnd(at: Offset(unsafe message.pointee.offset))
        }
        let detail = unsafe rd_kafka_message_errstr(message).map { unsafe String(cString: $0) }
        failures.append(KafkaError(code, during: "read a partition", detail: detail, partition: partition))
    }

    private mutating func grow(to count: Int) {
        guard count > capacity else { return }
        unsafe slots.deallocate()
        capacity = count
        unsafe slots = .allocate(capacity: count)
        unsafe slots.initialize(repeating: nil, count: count)
    }
}
