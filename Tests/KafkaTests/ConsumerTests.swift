import Dispatch
import Kafka
import Testing

@Suite("A consumer", .timeLimit(.minutes(2)))
struct ConsumerTests {
    let cluster: TestCluster

    init() throws { cluster = try TestCluster() }

    @Test("keeps a tombstone and an empty value apart, and a missing key and an empty one")
    func fields() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        let contents: [(key: [UInt8]?, value: [UInt8]?)] = [
            (nil, nil), ([], []), (nil, []), ([], nil), ([1], [2]), ([0, 0], [0]),
        ]
        try cluster.write(
            contents.map { ProducedRecord(topic: partition.topic, partition: 0, key: $0.key, value: $0.value) }
        )
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        let batch = try consumer.readToEnd(of: partition)
        #expect((0..<batch.count).map { batch.keyBytes(at: $0) } == contents.map(\.key))
        #expect((0..<batch.count).map { batch.valueBytes(at: $0) } == contents.map(\.value))
        try consumer.close()
    }

    @Test("keeps headers with null values, empty values and repeated names, and timestamps")
    func headersAndTimestamps() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        let headers = [
            Header(name: "trace", value: [1, 0, 2]), Header(name: "trace", value: nil),
            Header(name: "trace", value: []),
            Header(name: "", value: [9]),
        ]
        try cluster.write([
            ProducedRecord(topic: partition.topic, partition: 0, key: nil, value: [1], timestamp: 1_600_000_000_123),
            ProducedRecord(topic: partition.topic, partition: 0, key: nil, value: [2], headers: headers),
        ])
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        let batch = try consumer.readToEnd(of: partition)
        try #require(batch.count == 2)
        #expect(batch.timestamp(at: 0) == 1_600_000_000_123)
        #expect(batch.headers(at: 0).isEmpty)
        #expect(try #require(batch.timestamp(at: 1)) > 1_600_000_000_123)
        #expect(batch.headers(at: 1) == headers)

        try consumer.assign([partition: .beginning])
        var bare = RecordBatch(keepsHeaders: false)
        try consumer.read(2, from: partition, into: &bare)
        #expect(!bare.hasHeaders(at: 1))
        #expect(bare.valueBytes(at: 1) == [2])
    }

    @Test("delivers every record once and in order, in batches of any size", arguments: [1, 7, 500, 5000])
    func batches(max: Int) throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        try cluster.write(3000, to: partition)
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        let batch = try consumer.readToEnd(of: partition, at: Offset(3000), max: max)
        #expect(batch.texts == (0..<3000).map(String.init))
        #expect((0..<batch.count).map { batch.offset(at: $0).rawValue } == Array(0..<3000))
        #expect(batch.bytes.count >= batch.byteCount + RecordBatch.padding)
    }

    @Test("says where a partition ends, also when it is empty")
    func ends() throws {
        let topic = try cluster.makeTopic(partitions: 2)
        let (empty, full) = (TopicPartition(topic: topic, partition: 0), TopicPartition(topic: topic, partition: 1))
        try cluster.write(10, to: full)
        var consumer = try cluster.makeConsumer()
        try consumer.assign([empty: .beginning, full: .offset(Offset(4))])
        let nothing = try consumer.readToEnd(of: empty)
        #expect(nothing.isEmpty)
        #expect(nothing.endOffset == Offset(0))
        let rest = try consumer.readToEnd(of: full)
        #expect(rest.texts == ["4", "5", "6", "7", "8", "9"])
        #expect(rest.endOffset == Offset(10))
        let bounds = try consumer.watermarks(of: full)
        #expect(bounds == Watermarks(low: Offset(0), high: Offset(10)))
        let behind = consumer.lag(of: full, at: Offset(7))
        #expect(behind == 3)
    }

    @Test("leaves alone what is not taken, while other partitions go on, and still sleeps")
    func backPressure() throws {
        let topic = try cluster.makeTopic(partitions: 2)
        let (held, running) = (TopicPartition(topic: topic, partition: 0), TopicPartition(topic: topic, partition: 1))
        try cluster.write(2000, to: held)
        try cluster.write(2000, to: running)
        var consumer = try cluster.makeConsumer()
        try consumer.assign([held: .beginning, running: .beginning])
        var batch = try consumer.readToEnd(of: running, at: Offset(2000))
        #expect(batch.count == 2000)
        // Whatever of the held partition still arrives rings at most a few times; then nothing rings any more.
        let patience = Patience()
        while consumer.wait(timeout: .milliseconds(300)) {
            let events = consumer.poll()
            #expect(events.isEmpty)
            try consumer.take(from: running, max: 500, into: &batch)
            try patience.check("silence beside a full partition")
        }
        try cluster.write(1, to: running)
        try consumer.read(2001, from: running, into: &batch)
        #expect(batch.count == 2001)
        let late = try consumer.readToEnd(of: held, at: Offset(2000))
        #expect(late.texts == (0..<2000).map(String.init))
    }

    @Test("sleeps until a record arrives")
    func arrival() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        var batch = try consumer.readToEnd(of: partition)
        let cluster = cluster
        DispatchQueue.global().async { try? cluster.write(1, to: partition) }
        while batch.isEmpty {
            let rang = consumer.wait(timeout: .seconds(30))
            #expect(rang)
            _ = consumer.poll()
            try consumer.take(from: partition, max: 500, into: &batch)
        }
        #expect(batch.texts == ["0"])
    }

    @Test("is woken from another thread, even before it sleeps, and even after it is gone")
    func waking() throws {
        let consumer = try cluster.makeConsumer()
        let waker = consumer.waker
        DispatchQueue.global().async { waker.wake() }
        let rangNow = consumer.wait(timeout: .seconds(30))
        #expect(rangNow)
        waker.wake()
        waker.wake()
        let rangBefore = consumer.wait(timeout: .seconds(30))
        #expect(rangBefore)
        let rangAgain = consumer.wait(timeout: .zero)
        #expect(!rangAgain)
        try consumer.close()
        waker.wake()
    }

    @Test("logs nothing when nothing is wrong, and neither do producers")
    func quietLog() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        var producer = try cluster.makeProducer()
        try producer.send(ProducedRecord(topic: partition.topic, partition: 0, key: nil, value: [1]))
        try producer.flush()
        let producerLines = producer.takeLog()
        #expect(producerLines.isEmpty)
        let transactional = try TransactionalProducer(bootstrap: cluster.bootstrap, transactionalID: "id")
        let transactionalLines = transactional.takeLog()
        #expect(transactionalLines.isEmpty)
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        var batch = RecordBatch()
        try consumer.read(1, from: partition, into: &batch)
        let events = consumer.poll()
        #expect(events.isEmpty)
    }

    @Test("forgets what it has not taken when it is assigned anew")
    func reassigning() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        try cluster.write(100, to: partition)
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        var first = RecordBatch()
        try consumer.read(1, from: partition, into: &first)
        try consumer.assign([partition: .offset(Offset(90))])
        let rest = try consumer.readToEnd(of: partition)
        #expect(rest.texts == (90..<100).map(String.init))
        try consumer.assign([:])
        let remaining = consumer.partitions
        #expect(remaining.isEmpty)
        let error = #expect(throws: KafkaError.self) { try consumer.take(from: partition, max: 1, into: &first) }
        #expect(error?.recovery == .reject)
        #expect(error?.partition == partition)
    }

    @Test("stores offsets with notes, reads them back, and begins there")
    func committing() throws {
        let topic = try cluster.makeTopic(partitions: 3)
        let partitions = (0..<3).map { TopicPartition(topic: topic, partition: $0) }
        for partition in partitions { try cluster.write(5, to: partition) }
        let group = cluster.uniqueName("group")
        let stored = [
            partitions[0]: CommittedOffset(offset: Offset(3), metadata: "state=7;π"),
            partitions[1]: CommittedOffset(offset: Offset(5)),
        ]
        let first = try cluster.makeConsumer(group: group)
        let unstored = try first.committed([partitions[0]])
        #expect(unstored[partitions[0]] == .some(nil))
        try first.commit(stored)
        try first.close()
        var second = try cluster.makeConsumer(group: group)
        let found = try second.committed(partitions)
        #expect(found.count == 3)
        #expect(found[partitions[0]] == stored[partitions[0]])
        #expect(found[partitions[1]] == stored[partitions[1]])
        #expect(found[partitions[2]] == .some(nil))
        try second.assign([partitions[0]: .stored])
        let unread = try second.readToEnd(of: partitions[0])
        #expect(unread.texts == ["3", "4"])
        let admin = try Admin(bootstrap: cluster.bootstrap)
        let lag = try admin.lag(of: group, on: partitions)
        #expect(lag == [partitions[0]: 2, partitions[1]: 0, partitions[2]: nil])
    }

    @Test("names the setting that is refused, and never tells a secret")
    func refusedSettings() throws {
        let unknown = #expect(throws: KafkaError.self) {
            _ = try Consumer(bootstrap: "localhost:1", settings: [Setting("no.such.setting", "1")])
        }
        #expect(unknown?.recovery == .reject)
        #expect(unknown?.description.contains("no.such.setting") == true)
        let secret = Setting("sasl.password", "hunter2")
        #expect(!"\(secret) \(String(reflecting: secret))".contains("hunter2"))
        var dumped = ""
        dump([secret], to: &dumped)
        #expect(!dumped.contains("hunter2"))
        let refused = #expect(throws: KafkaError.self) {
            let settings = [Setting("ssl.keystore.password", "hunter2"), Setting("acks", "many")]
            _ = try Consumer(bootstrap: "localhost:1", settings: settings)
        }
        #expect(refused?.description.contains("acks") == true)
    }

    @Test("says that no broker can be reached, and goes on trying")
    func unreachable() throws {
        var consumer = try Consumer(bootstrap: "127.0.0.1:1", group: "g")
        let error = try consumer.awaitEvent("an error") { event in
            if case .failed(let error) = event { error } else { nil }
        }
        #expect(error.recovery == .retry)
        #expect(error.remedy?.contains("bootstrap") == true)
        let late = #expect(throws: KafkaError.self) {
            _ = try consumer.committed([TopicPartition(topic: "t", partition: 0)], timeout: .milliseconds(300))
        }
        #expect(late?.recovery == .retry)
    }
}
