/// Writes records at least once; retries of the client itself write none twice and none out of order.
///
/// One thread owns a producer, and every call blocks that thread for a bounded time. A record counts as written only when
/// ``flush(timeout:)`` has returned. A producer that goes out of scope drops what was not flushed.
public struct Producer: ~Copyable {
    private let client: ClientHandle
    private let reports: QueueHandle
    private var tally = DeliveryTally()
    private var lastError: KafkaError?
    private let sendTimeout: Duration

    /// Creates a producer. Nothing here waits for a broker.
    ///
    /// - Parameters:
    ///   - bootstrap: addresses as `host:port`, separated by commas.
    ///   - clientID: the name under which brokers see this client.
    ///   - settings: librdkafka properties, which win over the defaults (`enable.idempotence`, `acks=all`).
    ///   - sendTimeout: how long ``send(_:)`` may wait for room.
    /// - Throws: ``KafkaError`` with `reject` and the setting's name when a setting is refused.
    public init(
        bootstrap: String,
        clientID: String? = nil,
        settings: [Setting] = [],
        sendTimeout: Duration = .seconds(60)
    ) throws(KafkaError) {
        var all = Defaults.client + Defaults.producer
        all.append(Setting("bootstrap.servers", bootstrap))
        if let clientID { all.append(Setting("client.id", clientID)) }
        let configuration = try ConfigurationHandle(all + settings, events: EventHandle.producerKinds)
        client = try ClientHandle(.producer, configuration)
        reports = QueueHandle.main(of: client.owner)
        self.sendTimeout = sendTimeout
    }

    /// Hands a record to the client, which copies it and sends it in the background. Waits for room if there is none.
    ///
    /// - Throws: ``KafkaError`` with `retry` if there was no room in time (the record was not taken), with `reject` if the
    ///   record is too large or its partition does not exist.
    public mutating func send(_ record: ProducedRecord) throws(KafkaError) {
        do throws(KafkaError) {
            try client.owner.produce(record)
        } catch {
            guard error.isQueueFull else { throw error }
            try sendWhenThereIsRoom(record)
        }
    }

    /// Waits until every record sent so far is written.
    ///
    /// - Throws: the first failure among the records sent since the last flush, whose number its `detail` tells: those
    ///   records are not written and will not be. Or ``KafkaError`` with `retry` if records were still on the way after
    ///   `timeout`: flush again.
    public mutating func flush(timeout: Duration = .seconds(60)) throws(KafkaError) {
        let deadline = Deadline(after: timeout)
        while client.outstanding > 0, !deadline.hasPassed {
            serve(timeout: deadline.remaining(atMost: Self.reportPause))
        }
        serve(timeout: .zero)
        let outstanding = client.outstanding
        if outstanding > 0 {
            let cause = lastError.map { " Last error: \($0.detail)" } ?? ""
            throw KafkaError(
                recovery: .retry,
                operation: "flush",
                symbol: "_TIMED_OUT",
                detail: "\(outstanding) records are not written yet.\(cause)",
                remedy: lastError?.remedy
            )
        }
        let finished = tally
        tally = DeliveryTally()
        guard var failure = finished.firstFailure else { return }
        failure.detail += " (\(finished.failed) of \(finished.failed + finished.delivered) records were not written)"
        throw failure
    }

    /// The log lines the client wrote since the last call, 100 at most: warnings and worse.
    public func takeLog() -> [LogLine] { client.takeLog(max: 100) }

    private mutating func sendWhenThereIsRoom(_ record: ProducedRecord) throws(KafkaError) {
        let deadline = Deadline(after: sendTimeout)
        while true {
            serve(timeout: deadline.remaining(atMost: Self.reportPause))
            do throws(KafkaError) {
                return try client.owner.produce(record)
            } catch {
                guard error.isQueueFull, !deadline.hasPassed else { throw error }
            }
        }
    }

    /// Reads what has been reported, waiting for a first report up to `timeout`.
    private mutating func serve(timeout: Duration) {
        var patience = timeout
        while let event = reports.poll(timeout: patience) {
            patience = .zero
            switch event.kind {
            case .delivery: event.count(in: &tally)
            case .failed: lastError = event.error(during: "produce")
            default: continue
            }
        }
    }

    /// How long a wait for reports may be before the deadline is looked at again.
    private static let reportPause = Duration.milliseconds(100)
}

extension KafkaError {
    /// Whether the client's own queue had no room.
    var isQueueFull: Bool { symbol == "_QUEUE_FULL" }
}
