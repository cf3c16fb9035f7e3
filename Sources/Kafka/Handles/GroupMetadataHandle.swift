internal import CRdKafka

/// Owns an `rd_kafka_consumer_group_metadata_t`.
///
/// `@unchecked Sendable`: librdkafka never changes the object after creating it, and this handle only reads it.
@safe struct GroupMetadataHandle: ~Copyable, @unchecked Sendable {
    let pointer: OpaquePointer

    /// The present membership of a consumer; `nil` if it has no group.
    init?(of client: ClientOwner) {
        guard let raw = unsafe rd_kafka_consumer_group_metadata(client.pointer) else { return nil }
        unsafe pointer = raw
    }

    /// A group's name without a membership.
    init(group: String) { unsafe pointer = rd_kafka_consumer_group_metadata_new(group) }

    deinit { unsafe rd_kafka_consumer_group_metadata_destroy(pointer) }
}
