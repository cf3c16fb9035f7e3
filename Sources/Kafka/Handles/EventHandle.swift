internal import CRdKafka

/// Owns an `rd_kafka_event_t`.
@safe struct EventHandle: ~Copyable {
    private let pointer: OpaquePointer

    /// Takes ownership of `raw`; `nil` means that no event came.
    init?(owning raw: OpaquePointer?) {
        guard let raw = unsafe raw else { return nil }
        unsafe pointer = raw
    }

    deinit { unsafe rd_kafka_event_destroy(pointer) }

    enum Kind {
        case record
        case assigned
        case revoked
        case rebalanceFailed
        case failed
        case delivery
        case statistics
        case log
        case topicsCreated
        case topicsDeleted
        case recordsDeleted
        case other
    }

    var kind: Kind {
        switch unsafe rd_kafka_event_type(pointer) {
        case RD_KAFKA_EVENT_FETCH: .record
        case RD_KAFKA_EVENT_REBALANCE:
            switch unsafe rd_kafka_event_error(pointer) {
            case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS: .assigned
            case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS: .revoked
            default: .rebalanceFailed
            }
        case RD_KAFKA_EVENT_ERROR: .failed
        case RD_KAFKA_EVENT_DR: .delivery
        case RD_KAFKA_EVENT_STATS: .statistics
        case RD_KAFKA_EVENT_LOG: .log
        case RD_KAFKA_EVENT_CREATETOPICS_RESULT: .topicsCreated
        case RD_KAFKA_EVENT_DELETETOPICS_RESULT: .topicsDeleted
        case RD_KAFKA_EVENT_DELETERECORDS_RESULT: .recordsDeleted
        default: .other
        }
    }

    /// The partitions of a rebalance, in order.
    var partitions: [TopicPartition] {
        guard let list = unsafe rd_kafka_event_topic_partition_list(pointer) else { return [] }
        return unsafe PartitionListHandle.entries(of: list).map(\.partition).sorted()
    }

    /// The error the event carries, if it carries one.
    func error(during operation: String) -> KafkaError? {
        let code = unsafe rd_kafka_event_error(pointer)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        let detail = unsafe rd_kafka_event_error_string(pointer).map { unsafe String(cString: $0) }
        var error = KafkaError(code, during: operation, detail: detail, partition: partition)
        if tellsEnd { error.recovery = code.recoveryWhenFatal }
        return error
    }

    /// Whether the event's error has ended its client's life.
    var tellsEnd: Bool {
        // Of any other kind of event, the flag is read from memory that means something else.
        unsafe kind == .failed && rd_kafka_event_error_is_fatal(pointer) != 0
    }

    /// The one partition that an error is about.
    private var partition: TopicPartition? {
        guard unsafe rd_kafka_event_type(pointer) == RD_KAFKA_EVENT_ERROR,
            let raw = unsafe rd_kafka_event_topic_partition(pointer)
        else { return nil }
        defer { unsafe rd_kafka_topic_partition_destroy(raw) }
        return unsafe TopicPartition(topic: String(cString: raw.pointee.topic), partition: raw.pointee.partition)
    }

    var statistics: String {
        guard let text = unsafe rd_kafka_event_stats(pointer) else { return "" }
        return unsafe String(cString: text)
    }

    var logLine: LogLine? {
        var facility: UnsafePointer<CChar>?
        var text: UnsafePointer<CChar>?
        var level: Int32 = 0
        guard unsafe rd_kafka_event_log(pointer, &facility, &text, &level) == 0,
            let facility = unsafe facility, let text = unsafe text
        else { return nil }
        return unsafe LogLine(level: Int(level), facility: String(cString: facility), text: String(cString: text))
    }

    /// Adds the deliveries the event reports to `tally`.
    func count(in tally: inout DeliveryTally) {
        while let message = unsafe rd_kafka_event_message_next(pointer) {
            let code = unsafe message.pointee.err
            guard code != RD_KAFKA_RESP_ERR_NO_ERROR else {
                tally.delivered += 1
                continue
            }
            let place = unsafe message.pointee.rkt.map { unsafe String(cString: rd_kafka_topic_name($0)) }
            tally.fail(
                with: KafkaError(
                    code,
                    during: "deliver a record",
                    partition: place.map { unsafe TopicPartition(topic: $0, partition: message.pointee.partition) }
                )
            )
        }
    }

    /// What became of each topic of a request to create or delete topics.
    func topicOutcomes(during operation: String) -> [String: TopicOutcome] {
        var count = 0
        let results =
            unsafe kind == .topicsCreated
            ? rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(pointer), &count)
            : rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(pointer), &count)
        guard let results = unsafe results else { return [:] }
        var outcomes: [String: TopicOutcome] = [:]
        for index in 0..<count {
            guard let result = unsafe results[index], let name = unsafe rd_kafka_topic_result_name(result) else {
                continue
            }
            let code = unsafe rd_kafka_topic_result_error(result)
            let detail = unsafe rd_kafka_topic_result_error_string(result).map { unsafe String(cString: $0) }
            unsafe outcomes[String(cString: name)] =
                switch code {
                case RD_KAFKA_RESP_ERR_NO_ERROR: .done
                case RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS: .alreadyExists
                case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART where kind == .topicsDeleted: .missing
                default: .failed(KafkaError(code, during: operation, detail: detail))
                }
        }
        return outcomes
    }

    /// What became of each partition of a request to delete records; empty if the request failed as a whole.
    func trimOutcomes(during operation: String) -> [TopicPartition: TrimOutcome] {
        // Of a request that failed as a whole there are no rows, and librdkafka ends the process of who asks for them.
        guard unsafe rd_kafka_event_error(pointer) == RD_KAFKA_RESP_ERR_NO_ERROR,
            let result = unsafe rd_kafka_event_DeleteRecords_result(pointer),
            let list = unsafe rd_kafka_DeleteRecords_result_offsets(result)
        else { return [:] }
        var outcomes: [TopicPartition: TrimOutcome] = [:]
        for entry in unsafe PartitionListHandle.entries(of: UnsafeMutablePointer(mutating: list)) {
            if entry.code == RD_KAFKA_RESP_ERR_NO_ERROR {
                outcomes[entry.partition] = .trimmed(to: Offset(entry.rawOffset))
            } else {
                let error = KafkaError(entry.code, during: operation, partition: entry.partition)
                outcomes[entry.partition] = .refused(error)
            }
        }
        return outcomes
    }
}

extension EventHandle {
    /// The events a consumer asks for. Log lines and errors come to every client.
    static var consumerKinds: Int32 { RD_KAFKA_EVENT_REBALANCE | RD_KAFKA_EVENT_STATS }

    /// The events a producer without transactions asks for.
    static var producerKinds: Int32 { RD_KAFKA_EVENT_DR }

    /// The events of a producer with transactions: no delivery reports, because nobody could read them while a commit
    /// waits for them. The commit reports failed deliveries itself.
    static var transactionKinds: Int32 { 0 }
}
