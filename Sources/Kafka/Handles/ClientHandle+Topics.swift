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
        let options = try AdminOptionsHandle(.createTopics, owner, timeout: timeout)
        unsafe raw.withUnsafeMutableBufferPointer { buffer in
            unsafe rd_kafka_CreateTopics(
                owner.pointer,
                buffer.baseAddress,
                buffer.count,
                options.pointer,
                queue.pointer
            )
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
        let options = try AdminOptionsHandle(.deleteTopics, owner, timeout: timeout)
        unsafe raw.withUnsafeMutableBufferPointer { buffer in
            unsafe rd_kafka_DeleteTopics(
                owner.pointer,
                buffer.baseAddress,
                buffer.count,
                options.pointer,
                queue.pointer
            )
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
}
