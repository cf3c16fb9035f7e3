internal import CRdKafka

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Owns an `rd_kafka_topic_partition_list_t`.
@safe struct PartitionListHandle: ~Copyable {
    let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    /// One row of a list.
    struct Entry {
        var partition: TopicPartition
        var rawOffset: Int64
        var metadata: String
        var code: rd_kafka_resp_err_t
    }

    /// An empty list with room for `capacity` partitions.
    private init(capacity: Int) {
        unsafe pointer = rd_kafka_topic_partition_list_new(Int32(clamping: capacity))
    }

    /// A list without offsets.
    init(_ partitions: [TopicPartition]) {
        self.init(capacity: partitions.count)
        for partition in partitions { unsafe append(partition, rawOffset: Int64(RD_KAFKA_OFFSET_INVALID)) }
    }

    /// A list of topics, for a subscription.
    init(topics: [String]) {
        self.init(capacity: topics.count)
        for topic in topics {
            unsafe append(TopicPartition(topic: topic, partition: RD_KAFKA_PARTITION_UA), rawOffset: 0)
        }
    }

    /// A list of positions to begin reading at.
    init(_ positions: [TopicPartition: StartPosition]) {
        self.init(capacity: positions.count)
        for (partition, position) in positions.sorted(by: { $0.key < $1.key }) {
            let rawOffset: Int64 =
                switch position {
                case .beginning: Int64(RD_KAFKA_OFFSET_BEGINNING)
                case .end: Int64(RD_KAFKA_OFFSET_END)
                case .stored: Int64(RD_KAFKA_OFFSET_STORED)
                case .offset(let offset): offset.rawValue
                }
            unsafe append(partition, rawOffset: rawOffset)
        }
    }

    /// A list of offsets to commit, with their notes.
    init(_ offsets: [TopicPartition: CommittedOffset]) {
        self.init(capacity: offsets.count)
        for (partition, committed) in offsets.sorted(by: { $0.key < $1.key }) {
            let row = unsafe append(partition, rawOffset: committed.offset.rawValue)
            guard !committed.metadata.isEmpty else { continue }
            // The list frees it with `free`.
            unsafe row.pointee.metadata = UnsafeMutableRawPointer(strdup(committed.metadata))
            unsafe row.pointee.metadata_size = committed.metadata.utf8.count
        }
    }

    /// A list of times, whose rows librdkafka overwrites with offsets.
    init(_ partitions: [TopicPartition], timestamp: Int64) {
        self.init(capacity: partitions.count)
        for partition in partitions { unsafe append(partition, rawOffset: timestamp) }
    }

    deinit { unsafe rd_kafka_topic_partition_list_destroy(pointer) }

    @discardableResult
    private func append(
        _ partition: TopicPartition,
        rawOffset: Int64
    ) -> UnsafeMutablePointer<rd_kafka_topic_partition_t> {
        let row = unsafe rd_kafka_topic_partition_list_add(pointer, partition.topic, partition.partition)
        guard let row = unsafe row else { preconditionFailure("a list grows until memory ends") }
        unsafe row.pointee.offset = rawOffset
        return unsafe row
    }

    /// The rows, as the last call left them.
    var entries: [Entry] { unsafe Self.entries(of: pointer) }

    /// The rows of a list that someone else owns.
    static func entries(of list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) -> [Entry] {
        let rows = unsafe UnsafeBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt))
        return unsafe rows.map { row in
            unsafe Entry(
                partition: TopicPartition(topic: String(cString: row.topic), partition: row.partition),
                rawOffset: row.offset,
                metadata: row.metadata.map { metadata in
                    unsafe String(
                        decoding: UnsafeRawBufferPointer(start: metadata, count: row.metadata_size),
                        as: UTF8.self
                    )
                } ?? "",
                code: row.err
            )
        }
    }

    /// Throws the error of the first row that has one.
    func checkRows(during operation: String) throws(KafkaError) {
        for entry in entries { try check(entry.code, during: operation, partition: entry.partition) }
    }
}
