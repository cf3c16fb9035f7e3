/// An open transaction, lent to the body of ``TransactionalProducer/withTransaction(_:)``.
public struct Transaction: ~Copyable {
    private let client: ClientOwner
    private let ledger: TransactionLedger
    private let timeout: Duration

    init(client: ClientOwner, ledger: TransactionLedger, timeout: Duration) {
        self.client = client
        self.ledger = ledger
        self.timeout = timeout
    }

    /// Adds a record. It becomes visible when the transaction commits. Waits for room if there is none.
    ///
    /// A record that could not be added makes the whole transaction abort, even if the body goes on.
    ///
    /// - Throws: ``KafkaError``; let it pass. With `reject` the record is too large or its partition does not exist.
    public func send(_ record: ProducedRecord) throws(KafkaError) {
        let deadline = Deadline(after: timeout)
        while true {
            do throws(KafkaError) {
                return try client.produce(record)
            } catch {
                guard error.isQueueFull, !deadline.hasPassed else { throw ledger.note(error) }
                pause(deadline.remaining(atMost: Self.roomPause))
            }
        }
    }

    /// Adds input offsets with their notes, so that they are committed with the records and not otherwise.
    ///
    /// - Parameters:
    ///   - offsets: for each partition, the offset of the next record to read.
    ///   - group: the membership under which the partitions were read.
    /// - Throws: ``KafkaError``; let it pass. With `abort` the membership is out of date.
    public func attach(
        offsets: [TopicPartition: CommittedOffset],
        of group: ConsumerGroupMetadata
    ) throws(KafkaError) {
        guard !offsets.isEmpty else { return }
        do throws(KafkaError) {
            try repeating(within: timeout) { (left) throws(KafkaError) in
                try client.attach(offsets, of: group.handle, timeout: left)
            }
        } catch {
            throw ledger.note(error)
        }
    }

    /// How long to wait before trying again to hand over a record.
    private static let roomPause = Duration.milliseconds(5)
}
