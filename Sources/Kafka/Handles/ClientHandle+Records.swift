internal import CRdKafka

extension ClientHandle {
    /// Asks the leaders of partitions to delete what lies before `offsets`. The answer comes as an event on `queue`.
    func requestDeletion(
        before offsets: [TopicPartition: Offset],
        _ options: borrowing AdminOptionsHandle,
        answerTo queue: borrowing QueueHandle
    ) {
        let list = PartitionListHandle(offsets.mapValues { CommittedOffset(offset: $0) })
        var request = unsafe rd_kafka_DeleteRecords_new(list.pointer)
        defer { unsafe rd_kafka_DeleteRecords_destroy(request) }
        let requestCount = 1
        unsafe rd_kafka_DeleteRecords(owner.pointer, &request, requestCount, options.pointer, queue.pointer)
    }
}
