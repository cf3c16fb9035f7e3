internal import Kafka

/// Writes redriven records together with what is remembered of them.
struct RedriveSink: ~Copyable {
    private var plain: Producer?
    private var transactional: TransactionalProducer?
    private let consumer: Consumer
    private let group: String

    private static let attemptsMax = 5

    /// Opens the producer that the guarantee asks for. A transactional one fences a redrive that is still running.
    init(_ options: RuntimeOptions) throws(KafkaError) {
        group = options.redriveGroup
        switch options.guarantee {
        case .atLeastOnce:
            plain = try Producer(
                bootstrap: options.bootstrap,
                clientID: options.redriveGroup,
                settings: options.producerSettings
            )
        case .exactlyOnce:
            var producer = try TransactionalProducer(
                bootstrap: options.bootstrap,
                transactionalID: options.redriveGroup,
                clientID: options.redriveGroup,
                settings: options.transactionSettings
            )
            try producer.open()
            transactional = consume producer
        }
        consumer = try Consumer(
            bootstrap: options.bootstrap,
            group: options.redriveGroup,
            clientID: options.redriveGroup,
            settings: options.properties
        )
    }

    /// Makes both visible: in one transaction, or the records first and then the offsets.
    ///
    /// - Throws: ``KafkaError``. Whether the commit took place, only the committed offsets tell.
    mutating func perform(
        _ records: [ProducedRecord],
        _ offsets: [TopicPartition: CommittedOffset]
    ) throws(KafkaError) {
        var attemptsLeft = Self.attemptsMax
        while true {
            do throws(KafkaError) {
                guard transactional != nil else { return try performInSteps(records, offsets) }
                return try performInTransaction(records, offsets)
            } catch {
                attemptsLeft -= 1
                guard error.recovery == .retry, attemptsLeft > 0 else { throw error }
            }
        }
    }

    private mutating func performInTransaction(
        _ records: [ProducedRecord],
        _ offsets: [TopicPartition: CommittedOffset]
    ) throws(KafkaError) {
        let membership = ConsumerGroupMetadata(group: group)
        try transactional?.withTransaction { transaction throws(KafkaError) in
            for record in records { try transaction.send(record) }
            try transaction.attach(offsets: offsets, of: membership)
        }
    }

    private mutating func performInSteps(
        _ records: [ProducedRecord],
        _ offsets: [TopicPartition: CommittedOffset]
    ) throws(KafkaError) {
        for record in records { try plain?.send(record) }
        try plain?.flush()
        try consumer.commit(offsets)
    }
}

extension RuntimeOptions {
    /// The group that remembers what was redriven, and the transactional id of who does it: one at a time.
    public var redriveGroup: String { "\(application)-redrive" }
}
