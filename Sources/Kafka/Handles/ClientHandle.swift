// Each librdkafka object that must be destroyed has one owner in this folder: a struct that cannot be copied
// and whose `deinit` destroys it. Ownership then reads off the signatures:
//
//     borrowing H   the callee looks            (the default, so usually unwritten)
//     consuming H   the callee destroys or passes on
//     -> H          the caller owns
//
// Only the client itself is counted by reference (ClientOwner), because its queues must go before it does.
// No other folder imports CRdKafka or writes `unsafe`; Package.swift makes the compiler hold us to it.
internal import CRdKafka

/// A producer or a consumer, with the queue that receives its log.
@safe struct ClientHandle: ~Copyable {
    /// What the queues and loans of this client keep alive.
    let owner: ClientOwner
    private let log: QueueHandle

    enum Kind {
        case producer
        case consumer
    }

    /// Opens a client. It connects in the background; nothing here waits for a broker.
    init(_ kind: Kind, _ configuration: consuming ConfigurationHandle) throws(KafkaError) {
        var reason = ReasonBuffer()
        let type = kind == .producer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER
        let raw = unsafe reason.fill { unsafe rd_kafka_new(type, configuration.pointer, $0, $1) }
        guard let raw = unsafe raw else {
            // librdkafka leaves the configuration with us when it fails; its deinit destroys it here.
            throw KafkaError(
                recovery: .reject,
                operation: "open a \(kind)",
                symbol: "_INVALID_ARG",
                detail: reason.text,
                remedy: "Correct the settings this client is created with."
            )
        }
        configuration.relinquish()
        owner = unsafe ClientOwner(owning: raw)
        log = QueueHandle.fresh(owner)
        log.receiveLog()
    }

    /// The log lines that have come since the last call, `max` at most.
    func takeLog(max: Int) -> [LogLine] {
        var lines: [LogLine] = []
        while lines.count < max, let event = log.poll(timeout: .zero) {
            if let line = event.logLine { lines.append(line) }
        }
        return lines
    }

    /// Records that are queued or on the way, and reports that nobody has read.
    var outstanding: Int { unsafe Int(rd_kafka_outq_len(owner.pointer)) }

    /// The error that ended this client's life, if it has ended.
    func fatalError(during operation: String) -> KafkaError? { owner.fatalError(during: operation) }

    /// As the function of this name, but tells what ended the client where librdkafka says only that it has ended.
    func check(
        _ code: rd_kafka_resp_err_t,
        during operation: String,
        partition: TopicPartition? = nil
    ) throws(KafkaError) {
        try owner.check(code, during: operation, partition: partition)
    }

    /// As the function of this name, but tells what ended the client where librdkafka says only that it has ended.
    func check(_ raw: OpaquePointer?, during operation: String) throws(KafkaError) {
        try unsafe owner.check(raw, during: operation)
    }
}
