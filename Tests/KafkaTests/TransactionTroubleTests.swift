import Kafka
import Testing

/// Each step of a transaction, refused by an embedded cluster in each way that calls for something else.
@Suite("A transaction in trouble", .disabled(if: TestCluster.isReal), .timeLimit(.minutes(2)))
struct TransactionTroubleTests {
    let cluster: TestCluster
    let embedded: EmbeddedCluster
    let partition: TopicPartition

    init() throws {
        cluster = try TestCluster()
        embedded = try #require(cluster.embedded)
        partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
    }

    /// A request, and the ways in which it is refused, one after another.
    struct Refusals: Sendable, CustomTestStringConvertible {
        var request: EmbeddedCluster.Request
        var codes: [EmbeddedCluster.ErrorCode]

        var testDescription: String { "\(request)" }
    }

    private func open(operationTimeout: Duration = .seconds(20)) throws -> TransactionalProducer {
        var producer = try TransactionalProducer(
            bootstrap: cluster.bootstrap,
            transactionalID: "id",
            operationTimeout: operationTimeout
        )
        try producer.open()
        return producer
    }

    /// A transaction with every step in it.
    private func run(_ text: String, with producer: inout TransactionalProducer) throws(KafkaError) {
        let record = ProducedRecord(topic: partition.topic, partition: 0, key: nil, value: Array(text.utf8))
        let offsets = [partition: CommittedOffset(offset: Offset(1), metadata: "note")]
        try producer.withTransaction { (transaction) throws(KafkaError) in
            try transaction.send(record)
            try transaction.attach(offsets: offsets, of: ConsumerGroupMetadata(group: "group"))
        }
    }

    /// What a reader finds. The embedded cluster shows it the records of aborted transactions too.
    private func written() throws -> [String] {
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        let end = try consumer.watermarks(of: partition).high
        return try consumer.readToEnd(of: partition, at: end).texts
    }

    // MARK: What passes

    static let coordination: [EmbeddedCluster.ErrorCode] = [
        .coordinatorNotAvailable, .notCoordinator, .coordinatorLoading, .concurrentTransactions, .connectionBroken,
    ]

    static let passing = [
        Refusals(request: .addPartitions, codes: coordination),
        Refusals(request: .addOffsets, codes: coordination),
        Refusals(request: .commitOffsetsInTransaction, codes: coordination),
        Refusals(request: .endTransaction, codes: coordination),
        Refusals(request: .produce, codes: [.notLeader, .notEnoughReplicas, .requestTimedOut, .connectionBroken]),
    ]

    @Test("commits once when a step fails twice in a way that passes", arguments: passing)
    func retriable(refusals: Refusals) throws {
        var producer = try open()
        try run("first", with: &producer)
        for code in refusals.codes {
            embedded.pushErrors(for: refusals.request, codes: [code, code])
            do throws(KafkaError) {
                try run("\(code)", with: &producer)
            } catch {
                Issue.record("\(code): \(error)")
            }
        }
        let texts = try written()
        #expect(texts == ["first"] + refusals.codes.map { "\($0)" })
    }

    @Test("opens when that fails in a way that passes")
    func opening() throws {
        embedded.pushErrors(for: .initializeProducer, codes: Self.coordination)
        var producer = try open()
        try run("first", with: &producer)
        let texts = try written()
        #expect(texts == ["first"])
    }

    // MARK: What costs the transaction

    @Test(
        "aborts when the group has moved on, and the same producer runs the next one",
        arguments: [.rebalanceInProgress, .illegalGeneration, .unknownMember] as [EmbeddedCluster.ErrorCode]
    )
    func abortable(code: EmbeddedCluster.ErrorCode) throws {
        var producer = try open()
        embedded.pushErrors(for: .commitOffsetsInTransaction, codes: [code])
        let error = #expect(throws: KafkaError.self) { try run("first", with: &producer) }
        #expect(error?.recovery == .abort, "\(String(describing: error))")
        try run("second", with: &producer)
        let texts = try written()
        #expect(texts.last == "second")
    }

    static let hopeless = [
        Refusals(request: .addPartitions, codes: [.topicAuthorizationFailed]),
        Refusals(request: .produce, codes: [.recordTooLarge, .topicAuthorizationFailed]),
        Refusals(request: .commitOffsetsInTransaction, codes: [.groupAuthorizationFailed, .fencedInstance]),
    ]

    @Test("aborts and tells what to do when it would fail again until a person has acted", arguments: hopeless)
    func rejected(refusals: Refusals) throws {
        for code in refusals.codes {
            var producer = try open()
            embedded.pushErrors(for: refusals.request, codes: [code])
            let error = #expect(throws: KafkaError.self) { try run("first", with: &producer) }
            #expect(error?.recovery == .reject, "\(code): \(String(describing: error))")
            #expect(error?.remedy != nil, "\(code): \(String(describing: error))")
        }
    }

    // MARK: What costs the producer

    static let fencing = [
        Refusals(request: .addPartitions, codes: [.invalidProducerEpoch, .producerFenced]),
        Refusals(request: .addOffsets, codes: [.invalidProducerEpoch, .producerFenced, .invalidTransactionState]),
        Refusals(
            request: .commitOffsetsInTransaction,
            codes: [.invalidProducerEpoch, .producerFenced, .invalidTransactionState]
        ),
        Refusals(request: .produce, codes: [.invalidProducerEpoch, .outOfOrderSequence]),
        Refusals(request: .endTransaction, codes: [.invalidProducerEpoch, .producerFenced, .invalidTransactionState]),
    ]

    @Test("asks for a new producer when this one has lost its place, and the new one works", arguments: fencing)
    func fenced(refusals: Refusals) throws {
        for code in refusals.codes {
            var producer = try open()
            embedded.pushErrors(for: refusals.request, codes: [code])
            let error = #expect(throws: KafkaError.self) { try run("first", with: &producer) }
            #expect(error?.recovery == .reopen, "\(code): \(String(describing: error))")
        }
        var newer = try open()
        try run("second", with: &newer)
        let texts = try written()
        #expect(texts.last == "second")
    }

    @Test("asks for a new producer as often as one that has lost its place is used")
    func staysFenced() throws {
        var producer = try open()
        embedded.pushErrors(for: .addPartitions, codes: [.producerFenced])
        for _ in 0..<3 {
            let error = #expect(throws: KafkaError.self) { try run("a", with: &producer) }
            #expect(error?.recovery == .reopen, "\(String(describing: error))")
            #expect(error?.symbol == "_FENCED", "\(String(describing: error))")
        }
        let again = #expect(throws: KafkaError.self) { try producer.open(timeout: .seconds(1)) }
        #expect(again?.recovery == .reopen, "\(String(describing: again))")
    }

    @Test("does not open without the right to its id, and tells who can help")
    func unauthorized() throws {
        embedded.pushErrors(for: .initializeProducer, codes: [.transactionalIDAuthorizationFailed])
        var producer = try TransactionalProducer(bootstrap: cluster.bootstrap, transactionalID: "id")
        let error = #expect(throws: KafkaError.self) { try producer.open() }
        #expect(error?.recovery == .reject, "\(String(describing: error))")
        #expect(error?.remedy?.contains("Grant") == true)
        let again = #expect(throws: KafkaError.self) { try producer.open(timeout: .seconds(1)) }
        #expect(again?.recovery == .reject, "\(String(describing: again))")
    }

    @Test("asks for a new producer when opening finds this one fenced")
    func fencedWhileOpening() throws {
        embedded.pushErrors(for: .initializeProducer, codes: [.producerFenced])
        var producer = try TransactionalProducer(bootstrap: cluster.bootstrap, transactionalID: "id")
        let error = #expect(throws: KafkaError.self) { try producer.open() }
        #expect(error?.recovery == .reopen, "\(String(describing: error))")
        var newer = try open()
        try run("first", with: &newer)
    }

    // MARK: A broker that goes

    @Test("commits when the broker was away between its steps")
    func brokerAway() throws {
        var producer = try open()
        try run("first", with: &producer)
        var witness = try cluster.makeConsumer()
        try witness.assign([partition: .beginning])
        _ = try witness.readToEnd(of: partition)
        let record = ProducedRecord(topic: partition.topic, partition: 0, key: nil, value: Array("second".utf8))
        try producer.withTransaction { (transaction) throws(KafkaError) in
            try transaction.send(record)
            try embedded.takeDown()
            do {
                _ = try witness.awaitEvent("an error") { event in
                    if case .failed(let error) = event { error } else { nil }
                }
            } catch {
                throw KafkaError(recovery: .reject, operation: "wait", symbol: "MINE", detail: "\(error)")
            }
            try transaction.send(record)
            try embedded.takeUp()
        }
        try run("third", with: &producer)
        let texts = try written()
        #expect(texts == ["first", "second", "second", "third"])
    }

    @Test("asks for a new producer when the broker stays away, which works when it is back")
    func brokerGone() throws {
        var producer = try open(operationTimeout: .seconds(1))
        try embedded.takeDown()
        let error = #expect(throws: KafkaError.self) { try run("first", with: &producer) }
        #expect(error?.recovery == .reopen, "\(String(describing: error))")
        try embedded.takeUp()
        var newer = try open()
        try run("second", with: &newer)
        let texts = try written()
        #expect(texts.last == "second")
    }
}
