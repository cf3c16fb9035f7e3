internal import CRdKafka

extension ClientHandle {
    func openTransactions(timeout: Duration) throws(KafkaError) {
        try unsafe check(
            rd_kafka_init_transactions(owner.pointer, timeout.wholeMilliseconds),
            during: "open transactions"
        )
    }

    func beginTransaction() throws(KafkaError) {
        try unsafe check(rd_kafka_begin_transaction(owner.pointer), during: "begin transaction")
    }

    func commitTransaction(timeout: Duration) throws(KafkaError) {
        try unsafe check(
            rd_kafka_commit_transaction(owner.pointer, timeout.wholeMilliseconds),
            during: "commit transaction"
        )
    }

    func abortTransaction(timeout: Duration) throws(KafkaError) {
        try unsafe check(
            rd_kafka_abort_transaction(owner.pointer, timeout.wholeMilliseconds),
            during: "abort transaction"
        )
    }
}

extension ClientOwner {
    func attach(
        _ offsets: [TopicPartition: CommittedOffset],
        of group: borrowing GroupMetadataHandle,
        timeout: Duration
    ) throws(KafkaError) {
        let list = PartitionListHandle(offsets)
        try unsafe check(
            rd_kafka_send_offsets_to_transaction(
                pointer,
                list.pointer,
                group.pointer,
                timeout.wholeMilliseconds
            ),
            during: "attach offsets"
        )
    }
}
