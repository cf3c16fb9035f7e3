import Kafka
import Testing

@Suite("A transaction", .timeLimit(.minutes(2)))
struct TransactionTests {
    let cluster: TestCluster

    init() throws { cluster = try TestCluster() }

    private func makeProducer(_ id: String? = nil) throws -> TransactionalProducer {
        var producer = try TransactionalProducer(
            bootstrap: cluster.bootstrap,
            transactionalID: id ?? cluster.uniqueName("id"),
            operationTimeout: .seconds(20)
        )
        try producer.open()
        return producer
    }

    private func record(_ topic: String, _ text: String) -> ProducedRecord {
        ProducedRecord(topic: topic, partition: 0, key: nil, value: Array(text.utf8))
    }

    @Test("commits what its body sends and attaches")
    func committing() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        let record = record(partition.topic, "a")
        var producer = try makeProducer()
        for _ in 0..<3 {
            try producer.withTransaction { (transaction) throws(KafkaError) in
                try transaction.send(record)
                try transaction.attach(
                    offsets: [partition: CommittedOffset(offset: Offset(7), metadata: "note")],
                    of: ConsumerGroupMetadata(group: "group-of-nobody")
                )
            }
        }
        try producer.withTransaction { _ in }
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        let batch = try consumer.readToEnd(of: partition)
        #expect(batch.texts == ["a", "a", "a"])
    }

    @Test("passes on the body's error after aborting, and the next transaction works")
    func aborting() throws {
        let topic = try cluster.makeTopic()
        let record = record(topic, "a")
        var producer = try makeProducer()
        let mine = KafkaError(recovery: .abort, operation: "compute", symbol: "MINE", detail: "No.")
        let thrown = #expect(throws: KafkaError.self) {
            try producer.withTransaction { (transaction) throws(KafkaError) in
                try transaction.send(record)
                throw mine
            }
        }
        #expect(thrown == mine)
        try producer.withTransaction { (transaction) throws(KafkaError) in try transaction.send(record) }
    }

    @Test("does not commit when a record was refused, even if the body hides it")
    func hiding() throws {
        let topic = try cluster.makeTopic()
        let tooLarge = record(topic, String(repeating: "a", count: 2_000_000))
        let record = record(topic, "a")
        var producer = try makeProducer()
        let error = #expect(throws: KafkaError.self) {
            try producer.withTransaction { (transaction) throws(KafkaError) in
                try transaction.send(record)
                try? transaction.send(tooLarge)
            }
        }
        #expect(error?.recovery == .reject)
        #expect(error?.symbol == "MSG_SIZE_TOO_LARGE")
        try producer.withTransaction { (transaction) throws(KafkaError) in try transaction.send(record) }
    }

    @Test("aborts when a record could not be delivered", .disabled(if: TestCluster.isReal))
    func undelivered() throws {
        let topic = try cluster.makeTopic()
        let record = record(topic, "a")
        var producer = try makeProducer()
        try producer.withTransaction { (transaction) throws(KafkaError) in try transaction.send(record) }
        try #require(cluster.embedded).pushErrors(for: .produce, codes: [.recordTooLarge])
        let error = #expect(throws: KafkaError.self) {
            try producer.withTransaction { (transaction) throws(KafkaError) in try transaction.send(record) }
        }
        // The broker would refuse the same record again, as the client does when it knows the limit.
        #expect(error?.recovery == .reject)
    }

    @Test("asks for a new producer when the commit's answer does not come", .disabled(if: TestCluster.isReal))
    func unanswered() throws {
        let record = record(try cluster.makeTopic(), "a")
        var producer = try TransactionalProducer(
            bootstrap: cluster.bootstrap,
            transactionalID: "id",
            operationTimeout: .seconds(1)
        )
        try producer.open()
        let embedded = try #require(cluster.embedded)
        embedded.pushErrors(for: .endTransaction, codes: Array(repeating: .notCoordinator, count: 200))
        let error = #expect(throws: KafkaError.self) {
            try producer.withTransaction { (transaction) throws(KafkaError) in try transaction.send(record) }
        }
        #expect(error?.recovery == .reopen)
        #expect(error?.operation == "commit transaction")
        #expect(error?.remedy?.contains("committed offsets") == true)
    }

    @Test("asks for a new producer when another has taken its place", .disabled(if: TestCluster.isReal))
    func fencedByInjection() throws {
        let record = record(try cluster.makeTopic(), "a")
        var producer = try makeProducer()
        try #require(cluster.embedded).pushErrors(for: .addPartitions, codes: [.invalidProducerEpoch])
        let error = #expect(throws: KafkaError.self) {
            try producer.withTransaction { (transaction) throws(KafkaError) in try transaction.send(record) }
        }
        #expect(error?.recovery == .reopen)
    }

    @Test("is retried by opening again while no coordinator can be reached", .disabled(if: TestCluster.isReal))
    func openingLate() throws {
        let embedded = try #require(cluster.embedded)
        try embedded.takeDown()
        var producer = try TransactionalProducer(bootstrap: cluster.bootstrap, transactionalID: "id")
        let error = #expect(throws: KafkaError.self) { try producer.open(timeout: .milliseconds(300)) }
        #expect(error?.recovery == .retry)
        try embedded.takeUp()
        try producer.open()
    }

    @Test("hides from readers what was aborted", .enabled(if: TestCluster.isReal))
    func invisibility() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        let (kept, dropped) = (record(partition.topic, "kept"), record(partition.topic, "dropped"))
        var producer = try makeProducer()
        _ = #expect(throws: KafkaError.self) {
            try producer.withTransaction { (transaction) throws(KafkaError) in
                try transaction.send(dropped)
                throw KafkaError(recovery: .abort, operation: "compute", symbol: "MINE", detail: "No.")
            }
        }
        try producer.withTransaction { (transaction) throws(KafkaError) in try transaction.send(kept) }
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        let batch = try consumer.readToEnd(of: partition)
        #expect(batch.texts == ["kept"])
    }

    @Test("stores the offsets it attaches, with their notes, or not at all", .enabled(if: TestCluster.isReal))
    func offsets() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        let group = cluster.uniqueName("group")
        let stored = CommittedOffset(offset: Offset(7), metadata: "note")
        var producer = try makeProducer()
        try producer.withTransaction { (transaction) throws(KafkaError) in
            try transaction.attach(offsets: [partition: stored], of: ConsumerGroupMetadata(group: group))
        }
        _ = #expect(throws: KafkaError.self) {
            try producer.withTransaction { (transaction) throws(KafkaError) in
                try transaction.attach(
                    offsets: [partition: CommittedOffset(offset: Offset(9))],
                    of: ConsumerGroupMetadata(group: group)
                )
                throw KafkaError(recovery: .abort, operation: "compute", symbol: "MINE", detail: "No.")
            }
        }
        let consumer = try cluster.makeConsumer(group: group)
        let found = try consumer.committed([partition])
        #expect(found[partition] == stored)
    }

    @Test("of an older producer is fenced when a newer one opens", .enabled(if: TestCluster.isReal))
    func fencing() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        let record = record(partition.topic, "a")
        let id = cluster.uniqueName("id")
        var older = try makeProducer(id)
        try older.withTransaction { (transaction) throws(KafkaError) in try transaction.send(record) }
        var newer = try makeProducer(id)
        let error = #expect(throws: KafkaError.self) {
            try older.withTransaction { (transaction) throws(KafkaError) in try transaction.send(record) }
        }
        #expect(error?.recovery == .reopen)
        try newer.withTransaction { (transaction) throws(KafkaError) in try transaction.send(record) }
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        let batch = try consumer.readToEnd(of: partition)
        #expect(batch.count == 2)
    }
}
