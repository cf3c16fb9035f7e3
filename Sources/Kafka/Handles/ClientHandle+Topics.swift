internal import CRdKafka

extension ClientHandle {
    /// Asks the controller to create `topics`. The answer comes as an event on `queue`.
    func requestCreation(
        of topics: [NewTopic],
        timeout: Duration,
        answerTo queue: borrowing QueueHandle
    ) throws(KafkaError) {
        var raw: [OpaquePointer?] = unsafe []
        defer { for index in unsafe raw.indices { unsafe rd_kafka_NewTopic_destroy(raw[index]) } }
        for topic in topics { unsafe raw.append(try Self.newTopic(topic)) }
        let options = try unsafe options(for: RD_KAFKA_ADMIN_OP_CREATETOPICS, timeout: timeout)
        defer { unsafe rd_kafka_AdminOptions_destroy(options) }
        unsafe raw.withUnsafeMutableBufferPointer { buffer in
            unsafe rd_kafka_CreateTopics(owner.pointer, buffer.baseAddress, buffer.count, options, queue.pointer)
        }
    }

    /// Asks the controller to delete `topics`. The answer comes as an event on `queue`.
    func requestDeletion(
        of topics: [String],
        timeout: Duration,
        answerTo queue: borrowing QueueHandle
    ) throws(KafkaError) {
        var raw: [OpaquePointer?] = unsafe topics.map { unsafe rd_kafka_DeleteTopic_new($0) }
        defer { for index in unsafe raw.indices { unsafe rd_kafka_DeleteTopic_destroy(raw[index]) } }
        let options = try unsafe options(for: RD_KAFKA_ADMIN_OP_DELETETOPICS, timeout: timeout)
        defer { unsafe rd_kafka_AdminOptions_destroy(options) }
        unsafe raw.withUnsafeMutableBufferPointer { buffer in
            unsafe rd_kafka_DeleteTopics(owner.pointer, buffer.baseAddress, buffer.count, options, queue.pointer)
        }
    }

    private static func newTopic(_ topic: NewTopic) throws(KafkaError) -> OpaquePointer {
        var reason = ReasonBuffer()
        let replication = topic.replication.map { Int32(clamping: $0) } ?? -1
        let partitions = Int32(clamping: topic.partitions)
        let raw = unsafe reason.fill { unsafe rd_kafka_NewTopic_new(topic.name, partitions, replication, $0, $1) }
        guard let raw = unsafe raw else {
            throw KafkaError(
                recovery: .reject,
                operation: "create topic \(topic.name)",
                symbol: "_INVALID_ARG",
                detail: reason.text
            )
        }
        for (name, value) in topic.configuration.sorted(by: { $0.key < $1.key }) {
            unsafe _ = rd_kafka_NewTopic_set_config(raw, name, value)
        }
        return unsafe raw
    }

    private func options(for operation: rd_kafka_admin_op_t, timeout: Duration) throws(KafkaError) -> OpaquePointer {
        guard let options = unsafe rd_kafka_AdminOptions_new(owner.pointer, operation) else {
            preconditionFailure("librdkafka knows the operations this file asks for")
        }
        var reason = ReasonBuffer()
        let milliseconds = timeout.wholeMilliseconds
        let code = unsafe reason.fill {
            unsafe rd_kafka_AdminOptions_set_request_timeout(options, milliseconds, $0, $1)
        }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            unsafe rd_kafka_AdminOptions_destroy(options)
            throw KafkaError(code, during: "administer topics", detail: reason.text)
        }
        // How long the broker may take to carry it out before it answers; the same bound.
        unsafe _ = reason.fill {
            unsafe rd_kafka_AdminOptions_set_operation_timeout(options, milliseconds, $0, $1)
        }
        return unsafe options
    }
}
