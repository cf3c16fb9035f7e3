internal import CRdKafka

/// Owns an `rd_kafka_error_t`.
@safe struct ErrorHandle: ~Copyable {
    private let pointer: OpaquePointer

    /// Takes ownership of `raw`; `nil` means that there was no error.
    init?(owning raw: OpaquePointer?) {
        guard let raw = unsafe raw else { return nil }
        unsafe pointer = raw
    }

    deinit { unsafe rd_kafka_error_destroy(pointer) }

    var code: rd_kafka_resp_err_t { unsafe rd_kafka_error_code(pointer) }

    /// The error as a value, sorted by what the caller must do about it. The flags librdkafka sets go before the code.
    func value(during operation: String) -> KafkaError {
        let recovery: KafkaError.Recovery =
            if unsafe rd_kafka_error_is_fatal(pointer) != 0 {
                code.recoveryWhenFatal
            } else if unsafe rd_kafka_error_txn_requires_abort(pointer) != 0 {
                code.recoveryWhenAborted
            } else if unsafe rd_kafka_error_is_retriable(pointer) != 0 {
                .retry
            } else {
                code.recovery
            }
        return KafkaError(
            recovery: recovery,
            operation: operation,
            symbol: unsafe String(cString: rd_kafka_error_name(pointer)),
            detail: unsafe String(cString: rd_kafka_error_string(pointer))
        )
    }
}

/// Throws the error that a librdkafka call returned as a bare code, if it did.
func check(
    _ code: rd_kafka_resp_err_t,
    during operation: String,
    partition: TopicPartition? = nil
) throws(KafkaError) {
    guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
    throw KafkaError(code, during: operation, partition: partition)
}

extension KafkaError {
    /// The error behind a bare code.
    init(
        _ code: rd_kafka_resp_err_t,
        during operation: String,
        detail: String? = nil,
        partition: TopicPartition? = nil
    ) {
        self.init(
            recovery: code.recovery,
            operation: operation,
            symbol: unsafe String(cString: rd_kafka_err2name(code)),
            detail: unsafe detail ?? String(cString: rd_kafka_err2str(code)),
            partition: partition
        )
    }
}
