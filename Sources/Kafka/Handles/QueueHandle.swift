internal import CRdKafka

/// Owns an `rd_kafka_queue_t`, and keeps the client alive that the queue belongs to.
@safe struct QueueHandle: ~Copyable {
    let pointer: OpaquePointer
    private let client: ClientOwner
    private let doorbell: Doorbell?

    /// - Parameter doorbell: what to ring when the queue stops being empty; it outlives the queue.
    private init(owning pointer: OpaquePointer, client: ClientOwner, doorbell: Doorbell?) {
        unsafe self.pointer = pointer
        self.client = client
        self.doorbell = doorbell
        guard let doorbell else { return }
        // librdkafka copies the byte.
        let payload: UInt8 = 1
        unsafe withUnsafeBytes(of: payload) { bytes in
            unsafe rd_kafka_queue_io_event_enable(pointer, doorbell.button, bytes.baseAddress, bytes.count)
        }
    }

    deinit {
        // The queue behind this handle lives on in librdkafka; it must not write to a descriptor that we close.
        if doorbell != nil { unsafe rd_kafka_queue_io_event_enable(pointer, -1, nil, 0) }
        unsafe rd_kafka_queue_destroy(pointer)
    }

    /// A queue of its own, for replies or log lines.
    static func fresh(_ client: ClientOwner) -> QueueHandle {
        unsafe QueueHandle(owning: rd_kafka_queue_new(client.pointer), client: client, doorbell: nil)
    }

    /// The queue of a client's events that belong to no consumer: delivery reports, errors, statistics.
    static func main(of client: ClientOwner) -> QueueHandle {
        unsafe QueueHandle(owning: rd_kafka_queue_get_main(client.pointer), client: client, doorbell: nil)
    }

    /// The queue of a consumer's rebalances, and of everything that is not forwarded elsewhere. `nil` without a group.
    static func consumer(of client: ClientOwner, doorbell: Doorbell) -> QueueHandle? {
        guard let raw = unsafe rd_kafka_queue_get_consumer(client.pointer) else { return nil }
        return unsafe QueueHandle(owning: raw, client: client, doorbell: doorbell)
    }

    /// The queue of one partition's records, separated from the consumer's queue.
    ///
    /// It must be made before the partition is assigned: then no record ever takes the way through the consumer's queue.
    static func partition(_ partition: TopicPartition, of client: ClientOwner, doorbell: Doorbell) -> QueueHandle? {
        guard let raw = unsafe rd_kafka_queue_get_partition(client.pointer, partition.topic, partition.partition) else {
            return nil
        }
        unsafe rd_kafka_queue_forward(raw, nil)
        return unsafe QueueHandle(owning: raw, client: client, doorbell: doorbell)
    }

    /// The next event, waiting for it up to `timeout`.
    func poll(timeout: Duration) -> EventHandle? {
        unsafe EventHandle(owning: rd_kafka_queue_poll(pointer, timeout.wholeMilliseconds))
    }

    /// Makes this queue the one that receives its client's log.
    func receiveLog() { unsafe _ = rd_kafka_set_log_queue(client.pointer, pointer) }
}
