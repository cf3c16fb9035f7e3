import Kafka
import Testing

/// What only an embedded cluster can be made to do.
@Suite("Under trouble", .disabled(if: TestCluster.isReal), .timeLimit(.minutes(2)))
struct TroubleTests {
    let cluster: TestCluster
    let embedded: EmbeddedCluster

    init() throws {
        cluster = try TestCluster()
        embedded = try #require(cluster.embedded)
    }

    @Test("a consumer reads on after a broker was down")
    func brokerDown() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        try cluster.write(10, to: partition)
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        var batch = try consumer.readToEnd(of: partition)
        try embedded.takeDown()
        let error = try consumer.awaitEvent("an error") { event in
            if case .failed(let error) = event { error } else { nil }
        }
        #expect(error.recovery == .retry)
        try embedded.takeUp()
        try cluster.write(5, to: partition)
        try consumer.read(15, from: partition, into: &batch)
        let sent = [0..<10, 0..<5].flatMap { $0.map { "\($0)" } }
        #expect(batch.texts == sent)
    }

    @Test("a failure to read a partition comes as an event, and the records around it are not lost")
    func partitionFailure() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        try cluster.write(10, to: partition)
        var consumer = try cluster.makeConsumer(settings: [Setting("auto.offset.reset", "error")])
        try consumer.assign([partition: .offset(Offset(5000))])
        var batch = RecordBatch()
        let patience = Patience()
        var failure: KafkaError?
        while failure == nil {
            consumer.wait(timeout: .milliseconds(200))
            try consumer.take(from: partition, max: 500, into: &batch)
            for case .failed(let error) in consumer.poll() { failure = error }
            try patience.check("a failure")
        }
        #expect(failure?.partition == partition)
        #expect(failure?.recovery == .reject)
        try consumer.assign([partition: .beginning])
        let again = try consumer.readToEnd(of: partition)
        #expect(again.count == 10)
    }

    @Test("a topic that does not exist is told with what to do")
    func missingTopic() throws {
        let name = cluster.uniqueName("missing")
        embedded.pushErrors(for: .metadata, codes: Array(repeating: .unknownTopicOrPartition, count: 3))
        let consumer = try cluster.makeConsumer()
        let found = try consumer.describe(topics: [name])
        #expect(found.isEmpty)
        let error = KafkaError(recovery: .reject, operation: "read", symbol: "UNKNOWN_TOPIC_OR_PART", detail: "No.")
        #expect(error.remedy?.contains("Create the topic") == true)
        #expect("\(error)".contains("Create the topic"))
    }

    @Test("a commit is repeated by nobody but the caller, who is told what to do")
    func refusedCommit() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        let consumer = try cluster.makeConsumer(group: cluster.uniqueName("group"))
        try consumer.commit([partition: CommittedOffset(offset: Offset(1))])
        embedded.pushErrors(for: .commitOffsets, codes: [.illegalGeneration])
        let error = #expect(throws: KafkaError.self) {
            try consumer.commit([partition: CommittedOffset(offset: Offset(2))])
        }
        #expect(error?.recovery == .abort)
        try consumer.commit([partition: CommittedOffset(offset: Offset(2))])
    }

    @Test("a member of a group reads and commits on after the broker was away for less than a session")
    func memberWithoutBroker() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        try cluster.write(10, to: partition)
        var consumer = try cluster.makeConsumer(
            group: cluster.uniqueName("group"),
            settings: [Setting("session.timeout.ms", "20000")]
        )
        try consumer.subscribe(to: [partition.topic])
        try consumer.startAssigned()
        var batch = RecordBatch()
        try consumer.read(10, from: partition, into: &batch)
        try embedded.takeDown()
        let error = try consumer.awaitEvent("an error") { event in
            if case .failed(let error) = event { error } else { nil }
        }
        #expect(error.recovery == .retry)
        let refused = #expect(throws: KafkaError.self) {
            _ = try consumer.committed([partition], timeout: .milliseconds(300))
        }
        #expect(refused?.recovery == .retry)
        try embedded.takeUp()
        try cluster.write(5, to: partition)
        try consumer.read(15, from: partition, into: &batch)
        #expect(batch.count == 15)
        let isLost = consumer.isAssignmentLost
        #expect(!isLost)
        try consumer.commit([partition: CommittedOffset(offset: Offset(15))])
        let stored = try consumer.committed([partition])
        #expect(stored[partition] == CommittedOffset(offset: Offset(15)))
    }

    @Test(
        "a member that the group no longer knows loses its partitions and gets them again",
        arguments: [.unknownMember, .illegalGeneration] as [EmbeddedCluster.ErrorCode]
    )
    func forgottenMember(code: EmbeddedCluster.ErrorCode) throws {
        let topic = try cluster.makeTopic(partitions: 2)
        var consumer = try cluster.makeConsumer(group: cluster.uniqueName("group"))
        try consumer.subscribe(to: [topic])
        let partitions = try consumer.startAssigned()
        embedded.pushErrors(for: .heartbeat, codes: [code])
        let lost = try consumer.awaitEvent("a loss") { event in
            if case .lost(let partitions) = event { partitions } else { nil }
        }
        #expect(lost == partitions)
        let refused = #expect(throws: KafkaError.self) {
            try consumer.commit([partitions[0]: CommittedOffset(offset: Offset(1))])
        }
        #expect(refused?.recovery == .abort, "\(String(describing: refused))")
        try consumer.stop(lost)
        let again = try consumer.startAssigned()
        #expect(again == partitions)
    }

    @Test("joining a group survives a coordinator that is not ready, and so does reading a leader that moves")
    func slowCoordinator() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        try cluster.write(10, to: partition)
        embedded.pushErrors(for: .findCoordinator, codes: [.coordinatorNotAvailable])
        embedded.pushErrors(for: .joinGroup, codes: [.coordinatorLoading, .notCoordinator])
        embedded.pushErrors(for: .syncGroup, codes: [.rebalanceInProgress])
        embedded.pushErrors(for: .fetchOffsets, codes: [.coordinatorLoading])
        embedded.pushErrors(for: .listOffsets, codes: [.notLeader])
        embedded.pushErrors(for: .fetch, codes: [.notLeader, .requestTimedOut])
        var consumer = try cluster.makeConsumer(group: cluster.uniqueName("group"))
        try consumer.subscribe(to: [partition.topic])
        try consumer.startAssigned()
        let batch = try consumer.readToEnd(of: partition, at: Offset(10))
        #expect(batch.texts == (0..<10).map(String.init))
    }

    @Test("reading committed offsets survives a coordinator that moves")
    func movingCoordinator() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        let consumer = try cluster.makeConsumer(group: cluster.uniqueName("group"))
        try consumer.commit([partition: CommittedOffset(offset: Offset(1), metadata: "note")])
        embedded.pushErrors(for: .fetchOffsets, codes: [.notCoordinator, .notCoordinator])
        let found = try consumer.committed([partition])
        #expect(found[partition] == CommittedOffset(offset: Offset(1), metadata: "note"))
    }

    @Test("flush tells of a record that was refused, once, and how many there were")
    func refusedRecord() throws {
        let topic = try cluster.makeTopic()
        var producer = try cluster.makeProducer()
        try producer.send(ProducedRecord(topic: topic, partition: 0, key: nil, value: [1]))
        try producer.flush()
        embedded.pushErrors(for: .produce, codes: [.topicAuthorizationFailed])
        try producer.send(ProducedRecord(topic: topic, partition: 0, key: nil, value: [2]))
        let error = #expect(throws: KafkaError.self) { try producer.flush() }
        #expect(error?.symbol == "TOPIC_AUTHORIZATION_FAILED")
        #expect(error?.recovery == .reject)
        #expect(error?.detail.contains("1 of 1") == true)
        try producer.flush()
    }

    @Test("flush tells of a record that nobody took in time")
    func undeliverable() throws {
        let topic = try cluster.makeTopic()
        var producer = try cluster.makeProducer(settings: [Setting("message.timeout.ms", "2000")])
        try producer.send(ProducedRecord(topic: topic, partition: 0, key: nil, value: [1]))
        try producer.flush()
        try embedded.takeDown()
        try producer.send(ProducedRecord(topic: topic, partition: 0, key: nil, value: [2]))
        let waiting = #expect(throws: KafkaError.self) { try producer.flush(timeout: .milliseconds(50)) }
        #expect(waiting?.recovery == .retry)
        let error = #expect(throws: KafkaError.self) { try producer.flush() }
        #expect(error?.symbol == "_MSG_TIMED_OUT")
    }

    @Test("a full queue makes send wait, and no record is lost")
    func fullQueue() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        var producer = try cluster.makeProducer(settings: [Setting("queue.buffering.max.messages", "10")])
        for number in 0..<500 {
            let value = Array("\(number)".utf8)
            try producer.send(ProducedRecord(topic: partition.topic, partition: 0, key: nil, value: value))
        }
        try producer.flush()
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        let all = try consumer.readToEnd(of: partition, at: Offset(500))
        #expect(all.texts == (0..<500).map(String.init))
    }

    @Test("a queue that stays full makes send fail instead of hang")
    func stuckQueue() throws {
        let topic = try cluster.makeTopic()
        var producer = try Producer(
            bootstrap: cluster.bootstrap,
            settings: [Setting("queue.buffering.max.messages", "2")],
            sendTimeout: .milliseconds(200)
        )
        try embedded.takeDown()
        let error = #expect(throws: KafkaError.self) {
            for number in 0..<3 {
                try producer.send(ProducedRecord(topic: topic, partition: 0, key: nil, value: [UInt8(number)]))
            }
        }
        #expect(error?.recovery == .retry)
        #expect(error?.symbol == "_QUEUE_FULL")
    }

    @Test("administration is refused with what to do instead")
    func administration() throws {
        let admin = try Admin(bootstrap: cluster.bootstrap)
        let error = #expect(throws: KafkaError.self) {
            _ = try admin.createTopics([NewTopic(name: "t", partitions: 1)], timeout: .seconds(1))
        }
        #expect(error?.recovery == .reject, "\(String(describing: error))")
        #expect(error?.remedy?.contains("own tools") == true)
        try embedded.takeDown()
        let down = #expect(throws: KafkaError.self) {
            _ = try admin.createTopics([NewTopic(name: "t", partitions: 1)], timeout: .seconds(1))
        }
        #expect(down?.recovery == .retry, "\(String(describing: down))")
    }
}

extension Consumer {
    /// Waits for an assignment and starts it where the group has come to.
    @discardableResult
    fileprivate mutating func startAssigned() throws -> [TopicPartition] {
        let partitions = try awaitEvent("an assignment") { event in
            if case .assigned(let partitions) = event { partitions } else { nil }
        }
        try start(Dictionary(uniqueKeysWithValues: partitions.map { ($0, .stored) }))
        return partitions
    }
}
