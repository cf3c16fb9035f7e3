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
