internal import CRdKafka

/// Owns an `rd_kafka_conf_t` until a client takes it.
@safe struct ConfigurationHandle: ~Copyable {
    let pointer: OpaquePointer

    /// Applies `settings` in order; a later one replaces an earlier one of the same name.
    init(_ settings: [Setting], events: Int32) throws(KafkaError) {
        unsafe pointer = rd_kafka_conf_new()
        // Log lines wait in a queue that the owner reads; nothing of the library's goes to standard error.
        for setting in settings + [Setting("log.queue", "true")] {
            var reason = ReasonBuffer()
            let outcome = unsafe reason.fill { unsafe rd_kafka_conf_set(pointer, setting.name, setting.value, $0, $1) }
            guard outcome == RD_KAFKA_CONF_OK else {
                throw KafkaError(
                    recovery: .reject,
                    operation: "configure \(setting.name)",
                    symbol: "_INVALID_ARG",
                    detail: setting.isSecret ? "The value was refused." : reason.text,
                    remedy: "Correct or remove the setting \(setting.name)."
                )
            }
        }
        unsafe rd_kafka_conf_set_events(pointer, events | RD_KAFKA_EVENT_LOG | RD_KAFKA_EVENT_ERROR)
    }

    /// Gives up ownership: librdkafka has taken the object.
    consuming func relinquish() { discard self }

    deinit { unsafe rd_kafka_conf_destroy(pointer) }
}
