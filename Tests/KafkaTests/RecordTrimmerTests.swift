import Kafka
import Testing

@Suite("A record trimmer", .timeLimit(.minutes(2)))
struct RecordTrimmerTests {
    let cluster: TestCluster

    init() throws { cluster = try TestCluster() }

    @Test("moves the beginning of a partition, and the offsets that are left stay", .enabled(if: TestCluster.isReal))
    func trimming() throws {
        let topic = try cluster.makeTopic(partitions: 2)
        let (trimmed, left) = (TopicPartition(topic: topic, partition: 0), TopicPartition(topic: topic, partition: 1))
        for partition in [trimmed, left] { try cluster.write(10, to: partition) }
        var trimmer = try RecordTrimmer(bootstrap: cluster.bootstrap)
        trimmer.trim(before: [trimmed: Offset(4)])
        let outcomes = try trimmer.awaitOutcomes()
        #expect(outcomes == [trimmed: .trimmed(to: Offset(4))])
        var consumer = try cluster.makeConsumer()
        let bounds = try [trimmed, left].map { partition in try consumer.watermarks(of: partition) }
        #expect(bounds.map(\.low) == [Offset(4), Offset(0)])
        #expect(bounds.map(\.high) == [Offset(10), Offset(10)])
        try consumer.assign([trimmed: .beginning])
        let rest = try consumer.readToEnd(of: trimmed, at: Offset(10))
        #expect(rest.texts == ["4", "5", "6", "7", "8", "9"])

        trimmer.trim(before: [trimmed: Offset(2)])
        let again = try trimmer.awaitOutcomes()
        #expect(Set(again.keys) == [trimmed])
        let beginning = try consumer.watermarks(of: trimmed).low
        #expect(beginning == Offset(4))
    }

    @Test("tells of each partition by itself what became of it", .enabled(if: TestCluster.isReal))
    func mixed() throws {
        let topic = try cluster.makeTopic(partitions: 2)
        let (good, beyond) = (TopicPartition(topic: topic, partition: 0), TopicPartition(topic: topic, partition: 1))
        let missing = TopicPartition(topic: cluster.uniqueName("missing"), partition: 0)
        for partition in [good, beyond] { try cluster.write(10, to: partition) }
        var trimmer = try RecordTrimmer(bootstrap: cluster.bootstrap)
        trimmer.trim(before: [good: Offset(10), beyond: Offset(11), missing: Offset(1)])
        let outcomes = try trimmer.awaitOutcomes()
        #expect(outcomes[good] == .trimmed(to: Offset(10)))
        #expect(outcomes[beyond]?.refusal?.recovery == .reject)
        #expect(outcomes[beyond]?.refusal?.remedy?.contains("its end") == true)
        #expect(outcomes[missing]?.refusal?.recovery == .reject)
        #expect(outcomes[missing]?.refusal?.remedy?.contains("Create the topic") == true)

        trimmer.trim(before: [missing: Offset(1)])
        let alone = try trimmer.awaitOutcomes()
        #expect(alone[missing]?.refusal?.recovery == .reject)
        #expect(alone[missing]?.refusal?.remedy?.contains("Create the topic") == true)
    }

    @Test("is refused for good by brokers that do not know the request", .disabled(if: TestCluster.isReal))
    func unsupported() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        try cluster.write(10, to: partition)
        var trimmer = try RecordTrimmer(bootstrap: cluster.bootstrap)
        trimmer.trim(before: [partition: Offset(4)])
        let refusal = try trimmer.awaitOutcomes()[partition]?.refusal
        #expect(refusal?.recovery == .reject)
        #expect(refusal?.symbol == "_UNSUPPORTED_FEATURE")
        #expect(refusal?.partition == partition)
        #expect(refusal?.remedy?.contains("retention") == true)
        let isIdle = trimmer.isIdle
        #expect(isIdle)
        var consumer = try cluster.makeConsumer()
        try consumer.assign([partition: .beginning])
        let all = try consumer.readToEnd(of: partition, at: Offset(10))
        #expect(all.count == 10)
    }

    @Test("keeps the newest wish for each partition while a request is on its way")
    func merging() throws {
        let topic = try cluster.makeTopic(partitions: 2)
        let (first, second) = (TopicPartition(topic: topic, partition: 0), TopicPartition(topic: topic, partition: 1))
        for partition in [first, second] { try cluster.write(10, to: partition) }
        var trimmer = try RecordTrimmer(bootstrap: cluster.bootstrap)
        trimmer.trim(before: [first: Offset(3)])
        trimmer.trim(before: [first: Offset(5), second: Offset(6)])
        trimmer.trim(before: [:])
        trimmer.trim(before: [first: Offset(7)])
        let early = try trimmer.awaitOutcomes()
        let isIdleBetween = trimmer.isIdle
        let late = try trimmer.awaitOutcomes()
        let isIdle = trimmer.isIdle
        #expect(Set(early.keys) == [first])
        #expect(!isIdleBetween)
        #expect(Set(late.keys) == [first, second])
        #expect(isIdle)
        guard TestCluster.isReal else { return }
        #expect(early == [first: .trimmed(to: Offset(3))])
        #expect(late == [first: .trimmed(to: Offset(7)), second: .trimmed(to: Offset(6))])
    }

    @Test("is asked to try again while no broker can be reached, and neither waits nor hangs")
    func unreachable() throws {
        let partition = TopicPartition(topic: "t", partition: 0)
        // Whoever waited here would do so for longer than the suite has.
        var patient = try RecordTrimmer(bootstrap: "127.0.0.1:1", timeout: .seconds(600))
        patient.trim(before: [partition: Offset(1)])
        let nothing = patient.poll()
        #expect(nothing.isEmpty)

        var trimmer = try RecordTrimmer(bootstrap: "127.0.0.1:1", timeout: .milliseconds(500))
        for _ in 0..<2 {
            trimmer.trim(before: [partition: Offset(1)])
            let outcomes = try trimmer.awaitOutcomes()
            #expect(outcomes[partition]?.refusal?.recovery == .retry, "\(outcomes)")
        }
        // With a request on its way it goes like any other client.
        trimmer.trim(before: [partition: Offset(1)])
    }

    @Test("reaches brokers that come back", .disabled(if: TestCluster.isReal))
    func comingBack() throws {
        let partition = TopicPartition(topic: try cluster.makeTopic(), partition: 0)
        let embedded = try #require(cluster.embedded)
        try embedded.takeDown()
        var trimmer = try RecordTrimmer(bootstrap: cluster.bootstrap)
        trimmer.trim(before: [partition: Offset(0)])
        let none = trimmer.poll()
        #expect(none.isEmpty)
        try embedded.takeUp()
        let outcomes = try trimmer.awaitOutcomes()
        #expect(outcomes[partition]?.refusal?.symbol == "_UNSUPPORTED_FEATURE")
    }

    @Test("names the setting that is refused")
    func refusedSettings() throws {
        let error = #expect(throws: KafkaError.self) {
            _ = try RecordTrimmer(bootstrap: "localhost:1", settings: [Setting("no.such.setting", "1")])
        }
        #expect(error?.recovery == .reject)
        #expect(error?.description.contains("no.such.setting") == true)
    }
}

extension RecordTrimmer {
    /// Polls until a request is answered.
    fileprivate mutating func awaitOutcomes() throws -> [TopicPartition: TrimOutcome] {
        let patience = Patience()
        while true {
            let outcomes = poll(timeout: .milliseconds(200))
            guard outcomes.isEmpty else { return outcomes }
            try patience.check("an outcome")
        }
    }
}

extension TrimOutcome {
    /// The error of a refusal.
    fileprivate var refusal: KafkaError? {
        if case .refused(let error) = self { error } else { nil }
    }
}
