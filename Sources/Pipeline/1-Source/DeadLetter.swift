internal import Commerce
internal import Kafka
internal import Streaming

/// Makes the records of the dead-letter and the late topic: the original key, value, headers and timestamp, with
/// headers that say what happened.
struct DeadLetter {
    /// The stage that refused the record.
    let stage: String
    /// The task that refused it.
    let task: String

    /// The dead letter of record `index` of `batch`, with Kafka Connect's headers.
    func record(
        of batch: RecordBatch,
        at index: Int,
        from source: TopicPartition,
        _ fault: RecordFault,
        to topic: String
    )
        -> ProducedRecord
    {
        let reasons = [
            (LetterHeaders.topic, source.topic),
            (LetterHeaders.partition, String(source.partition)),
            (LetterHeaders.offset, String(batch.offset(at: index).rawValue)),
            (LetterHeaders.connector, LetterHeaders.ourConnector),
            (LetterHeaders.task, task),
            (LetterHeaders.stage, stage),
            (LetterHeaders.program, "OrderKeeper"),
            (LetterHeaders.fault, fault.name),
            (LetterHeaders.sentence, fault.sentence),
        ]
        return original(of: batch, at: index, to: topic, adding: reasons)
    }

    /// The late record `index` of `batch`, which came `milliseconds` after its pane was closed.
    func late(
        of batch: RecordBatch,
        at index: Int,
        from source: TopicPartition,
        behind watermark: EventTime,
        by milliseconds: Int64,
        to topic: String
    )
        -> ProducedRecord
    {
        original(
            of: batch,
            at: index,
            to: topic,
            adding: [
                (LetterHeaders.lateTopic, source.topic),
                (LetterHeaders.latePartition, String(source.partition)),
                (LetterHeaders.lateOffset, String(batch.offset(at: index).rawValue)),
                (LetterHeaders.lateBy, String(milliseconds)),
                (LetterHeaders.watermark, RFC3339.format(watermark)),
            ]
        )
    }

    private func original(
        of batch: RecordBatch,
        at index: Int,
        to topic: String,
        adding reasons: [(String, String)]
    )
        -> ProducedRecord
    {
        ProducedRecord(
            topic: topic,
            partition: nil,
            key: batch.keyBytes(at: index),
            value: batch.valueBytes(at: index),
            headers: batch.headers(at: index) + reasons.map { Header(name: $0.0, value: Array($0.1.utf8)) },
            timestamp: batch.timestamp(at: index)
        )
    }
}
