/// Writes records, and the offsets they were computed from, so that readers see all of them or none.
///
/// One thread owns a producer, and every call blocks that thread for a bounded time. Opening a producer fences every
/// earlier one with the same transactional id: from then on their transactions fail with `reopen`.
///
/// ```swift
/// try producer.withTransaction { (transaction) throws(KafkaError) in
///     for record in records { try transaction.send(record) }
///     try transaction.attach(offsets: offsets, of: membership)
/// }
/// ```
public struct TransactionalProducer: ~Copyable {
    private let client: ClientHandle
    private let operationTimeout: Duration

    /// Creates a producer. Nothing is sent to a broker before ``open(timeout:)``.
    ///
    /// - Parameters:
    ///   - bootstrap: addresses as `host:port`, separated by commas.
    ///   - transactionalID: the identity that lasts beyond this process; only one producer at a time may have it.
    ///   - clientID: the name under which brokers see this client.
    ///   - settings: librdkafka properties, which win over the defaults.
    ///   - operationTimeout: the bound for a commit, an abort, an attachment, and the wait for room, each.
    /// - Throws: ``KafkaError`` with `reject` and the setting's name when a setting is refused.
    public init(
        bootstrap: String,
        transactionalID: String,
        clientID: String? = nil,
        settings: [Setting] = [],
        operationTimeout: Duration = .seconds(60)
    ) throws(KafkaError) {
        var all = Defaults.client + Defaults.producer
        all.append(Setting("bootstrap.servers", bootstrap))
        all.append(Setting("transactional.id", transactionalID))
        if let clientID { all.append(Setting("client.id", clientID)) }
        let configuration = try ConfigurationHandle(all + settings, events: EventHandle.transactionKinds)
        client = try ClientHandle(.producer, configuration)
        self.operationTimeout = operationTimeout
    }

    /// Fences earlier producers with this transactional id and ends their transactions. Call it once, before the first
    /// transaction; after a `retry`, call it again.
    ///
    /// - Throws: ``KafkaError`` with `retry` while the coordinator cannot be reached.
    public mutating func open(timeout: Duration = .seconds(30)) throws(KafkaError) {
        try repeating(within: timeout) { (left) throws(KafkaError) in
            try client.openTransactions(timeout: left)
        }
    }

    /// Runs `body` in a transaction: commits when it returns, aborts when it throws or when a record was refused.
    ///
    /// `body` can neither suspend nor keep the transaction, so no transaction is ever open and forgotten.
    ///
    /// - Throws: the error of `body` or of the commit, after the abort: with `retry` the same call may be made again, with
    ///   `abort` after going back to the committed offsets. With `reopen` this producer is of no further use; if the
    ///   commit's answer was missing, only the committed offsets tell whether it took place.
    public mutating func withTransaction(
        _ body: (borrowing Transaction) throws(KafkaError) -> Void
    ) throws(KafkaError) {
        try client.beginTransaction()
        let ledger = TransactionLedger()
        do throws(KafkaError) {
            try body(Transaction(client: client.owner, ledger: ledger, timeout: operationTimeout))
            if let failure = ledger.failure { throw failure }
        } catch {
            try abort(because: error)
        }
        try commit()
    }

    /// The log lines the client wrote since the last call, 100 at most: warnings and worse.
    public func takeLog() -> [LogLine] { client.takeLog(max: 100) }

    /// Commits. A commit whose answer is missing is resumed until the time is over, never abandoned for an abort.
    private func commit() throws(KafkaError) {
        do throws(KafkaError) {
            try repeating(within: operationTimeout) { (left) throws(KafkaError) in
                try client.commitTransaction(timeout: left)
            }
        } catch {
            guard error.recovery != .retry else {
                var error = error.askingToReopen
                error.remedy = "Open a new producer; the committed offsets tell whether the commit took place."
                throw error
            }
            try abort(because: error)
        }
    }

    /// Aborts, then throws `error`; or throws the failure of the abort, after which only reopening helps.
    private func abort(because error: KafkaError) throws(KafkaError) -> Never {
        // A producer that was fenced or has failed for good has no transaction left to abort.
        if let fatal = client.fatalError(during: error.operation) { throw fatal }
        do throws(KafkaError) {
            try repeating(within: operationTimeout) { (left) throws(KafkaError) in
                try client.abortTransaction(timeout: left)
            }
        } catch let abortError {
            var abortError = abortError.askingToReopen
            abortError.detail += " (while aborting because of: \(error.detail))"
            throw abortError
        }
        throw error
    }
}
