internal import CRdKafka

/// Owns an `rd_kafka_AdminOptions_t`. Requests copy it, so one serves any number of them.
@safe struct AdminOptionsHandle: ~Copyable {
    let pointer: OpaquePointer

    /// What can be asked of a cluster's brokers.
    enum Operation {
        case createTopics
        case deleteTopics
        case deleteRecords

        fileprivate var code: rd_kafka_admin_op_t {
            switch self {
            case .createTopics: RD_KAFKA_ADMIN_OP_CREATETOPICS
            case .deleteTopics: RD_KAFKA_ADMIN_OP_DELETETOPICS
            case .deleteRecords: RD_KAFKA_ADMIN_OP_DELETERECORDS
            }
        }
    }

    /// Bounds by `timeout` how long the client waits for the answer, and how long the brokers may take before they give
    /// it.
    init(_ operation: Operation, _ client: ClientOwner, timeout: Duration) throws(KafkaError) {
        guard let raw = unsafe rd_kafka_AdminOptions_new(client.pointer, operation.code) else {
            preconditionFailure("librdkafka knows the operations of this file")
        }
        unsafe pointer = raw
        try setTimeouts(timeout)
    }

    private func setTimeouts(_ timeout: Duration) throws(KafkaError) {
        var reason = ReasonBuffer()
        let milliseconds = timeout.wholeMilliseconds
        var code = unsafe reason.fill {
            unsafe rd_kafka_AdminOptions_set_request_timeout(pointer, milliseconds, $0, $1)
        }
        if code == RD_KAFKA_RESP_ERR_NO_ERROR {
            code = unsafe reason.fill {
                unsafe rd_kafka_AdminOptions_set_operation_timeout(pointer, milliseconds, $0, $1)
            }
        }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(code, during: "set the timeout of a request", detail: reason.text)
        }
    }

    deinit { unsafe rd_kafka_AdminOptions_destroy(pointer) }
}
