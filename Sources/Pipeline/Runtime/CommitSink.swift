internal import Kafka

/// Performs commits: the one place where what tasks decided becomes visible.
struct CommitSink: ~Copyable {
    private var plain: Producer?
    private var transactional: TransactionalProducer?

    /// Opens the producer that the guarantee asks for.
    init(_ options: RuntimeOptions, name: String) throws(KafkaError) {
        switch options.guarantee {
        case .atLeastOnce:
            plain = try Producer(
                bootstrap: options.bootstrap,
                clientID: name,
                settings: options.producerSettings
            )
        case .exactlyOnce:
            var producer = try TransactionalProducer(
                bootstrap: options.bootstrap,
                transactionalID: name,
                clientID: name,
                settings: options.transactionSettings
            )
            try producer.open()
            transactional = consume producer
        }
    }

    /// Makes `commit` visible: in one transaction, or records first, then journals, then offsets.
    ///
    /// - Throws: with `retry` the same call may be made again; with `abort` or `reopen` the tasks must go back to what
    ///   is committed; with `reject` a record is one that the brokers will never take.
    mutating func perform(
        _ commit: Commit,
        as consumer: borrowing Consumer,
        member: ConsumerGroupMetadata?
    ) throws(KafkaError) {
        if transactional != nil {
            try performInTransaction(commit, as: member)
        } else {
            try performInSteps(commit, as: consumer)
        }
    }

    private mutating func performInTransaction(_ commit: Commit, as member: ConsumerGroupMetadata?) throws(KafkaError) {
        guard let member else {
            throw KafkaError(
                recovery: .abort,
                operation: "commit",
                symbol: "NO_GROUP",
                detail: "no group has given this worker its partitions"
            )
        }
        try transactional?.withTransaction { transaction throws(KafkaError) in
            for record in commit.records { try transaction.send(record) }
            for record in commit.journal { try transaction.send(record) }
            if !commit.positions.isEmpty { try transaction.attach(offsets: commit.positions, of: member) }
        }
    }

    private mutating func performInSteps(_ commit: Commit, as consumer: borrowing Consumer) throws(KafkaError) {
        for records in [commit.records, commit.journal] where !records.isEmpty {
            for record in records { try plain?.send(record) }
            try plain?.flush()
        }
        if !commit.positions.isEmpty { try consumer.commit(commit.positions) }
    }

    /// The log lines of the producer's client since the last call.
    func takeLog() -> [LogLine] {
        if plain != nil { return plain?.takeLog() ?? [] }
        return transactional?.takeLog() ?? []
    }
}
