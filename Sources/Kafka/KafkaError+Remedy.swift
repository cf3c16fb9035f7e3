extension KafkaError {
    /// The sentence for people that goes with librdkafka's symbol, where one is known.
    static func remedy(for symbol: String) -> String? {
        switch symbol {
        case "UNKNOWN_TOPIC_OR_PART", "_UNKNOWN_TOPIC", "_UNKNOWN_PARTITION":
            "Create the topic, or correct its name or partition in the configuration."
        case "_AUTHENTICATION", "SASL_AUTHENTICATION_FAILED", "_SSL", "UNSUPPORTED_SASL_MECHANISM":
            "Check security.protocol, the mechanism, the credentials and the certificates."
        case "TOPIC_AUTHORIZATION_FAILED", "GROUP_AUTHORIZATION_FAILED", "CLUSTER_AUTHORIZATION_FAILED",
            "TRANSACTIONAL_ID_AUTHORIZATION_FAILED":
            "Grant this client the missing right on the broker."
        case "_ALL_BROKERS_DOWN", "_TRANSPORT", "_RESOLVE":
            "Check that the bootstrap addresses are right and that the brokers are up and reachable from here."
        case "_MAX_POLL_EXCEEDED":
            "Take smaller batches or raise max.poll.interval.ms."
        case "MSG_SIZE_TOO_LARGE", "RECORD_LIST_TOO_LARGE":
            "Make the record smaller, or raise message.max.bytes here and on the topic."
        case "OFFSET_METADATA_TOO_LARGE":
            "Shorten the note, or raise offset.metadata.max.bytes on the broker."
        case "PRODUCER_FENCED", "INVALID_PRODUCER_EPOCH", "_FENCED":
            "Another producer has opened this transactional id; only one may run."
        case "FENCED_INSTANCE_ID":
            "Another consumer runs with this group.instance.id; give each its own."
        case "INVALID_TRANSACTION_TIMEOUT":
            "Lower transaction.timeout.ms, or raise transaction.max.timeout.ms on the broker."
        case "INVALID_REPLICATION_FACTOR":
            "Ask for no more replicas than there are brokers."
        case "OFFSET_OUT_OF_RANGE", "_AUTO_OFFSET_RESET":
            "The records at this offset are gone: raise the topic's retention, or choose where to go on."
        default:
            nil
        }
    }
}
