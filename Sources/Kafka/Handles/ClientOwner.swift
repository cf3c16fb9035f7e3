internal import CRdKafka

/// Destroys an `rd_kafka_t` when its last user is gone.
///
/// Whatever must be destroyed before the client (queues, the embedded cluster) keeps this object alive, so the order of
/// destruction does not depend on the order in which anyone declares properties.
@safe final class ClientOwner {
    let pointer: OpaquePointer

    init(owning pointer: OpaquePointer) { unsafe self.pointer = pointer }

    // Leaving the group is `close`, which is bounded. A client that is dropped without it goes at once, as in a crash.
    deinit { unsafe rd_kafka_destroy_flags(pointer, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE) }
}

extension ClientOwner {
    /// The error that ended this client's life, if it has ended.
    func fatalError(during operation: String) -> KafkaError? {
        var reason = ReasonBuffer()
        let code = unsafe reason.fill { unsafe rd_kafka_fatal_error(pointer, $0, $1) }
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        var error = KafkaError(code, during: operation, detail: reason.text)
        error.recovery = code.recoveryWhenFatal
        return error
    }

    /// Throws the error that a librdkafka call returned as a bare code, if it did.
    func check(
        _ code: rd_kafka_resp_err_t,
        during operation: String,
        partition: TopicPartition?
    ) throws(KafkaError) {
        if code == RD_KAFKA_RESP_ERR__FATAL, let fatal = self.fatalError(during: operation) { throw fatal }
        try Kafka.check(code, during: operation, partition: partition)
    }

    /// Throws the error that a librdkafka call returned, if it returned one, and destroys it.
    func check(_ raw: OpaquePointer?, during operation: String) throws(KafkaError) {
        guard let handle = unsafe ErrorHandle(owning: raw) else { return }
        if handle.code == RD_KAFKA_RESP_ERR__FATAL, let fatal = self.fatalError(during: operation) { throw fatal }
        throw handle.value(during: operation)
    }
}
