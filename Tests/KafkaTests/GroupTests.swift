import Kafka
import Testing

@Suite("A consumer group", .timeLimit(.minutes(2)))
struct GroupTests {
    let cluster: TestCluster

    init() throws { cluster = try TestCluster() }

    @Test("shares its partitions between two members, and takes them back from one that leaves")
    func sharing() throws {
        let topic = try cluster.makeTopic(partitions: 4)
        let all = (0..<4).map { TopicPartition(topic: topic, partition: Int32($0)) }
        for partition in all { try cluster.write(3, to: partition) }
        let group = cluster.uniqueName("group")

        var first = try cluster.makeConsumer(group: group)
        try first.subscribe(to: [topic])
        let assigned = try first.awaitAssignment()
        #expect(assigned == all)
        try first.start(Dictionary(uniqueKeysWithValues: all.map { ($0, .stored) }))
        for partition in all {
            let share = try first.readToEnd(of: partition)
            #expect(share.count == 3)
        }
        let membership = first.groupMetadata
        #expect(membership != nil)
        let last = [all[0]: CommittedOffset(offset: Offset(2), metadata: "last words")]
        // The embedded cluster takes no commit during a rebalance.
        if !TestCluster.isReal { try first.commit(last) }

        var second = try cluster.makeConsumer(group: group)
        try second.subscribe(to: [topic])
        // Who joins while others do may be the reason for one more rebalance.
        let patience = Patience()
        while first.partitions.count != 2 || second.partitions.count != 2 {
            for event in first.poll(timeout: .milliseconds(50)) {
                if case .revoked(let partitions) = event {
                    let held = first.partitions
                    #expect(partitions == held)
                    let isLost = first.isAssignmentLost
                    #expect(!isLost)
                    if TestCluster.isReal { try first.commit(last) }
                }
                try first.answer(event, from: .stored)
            }
            for event in second.poll(timeout: .milliseconds(50)) { try second.answer(event, from: .stored) }
            try patience.check("two shares")
        }
        let shares = [first.partitions, second.partitions]
        #expect(shares.flatMap { $0 }.sorted() == all)
        let stored = try first.committed([all[0]])
        #expect(stored[all[0]] == CommittedOffset(offset: Offset(2), metadata: "last words"))

        try first.close()
        let morePatience = Patience()
        while second.partitions != all {
            for event in second.poll(timeout: .milliseconds(50)) { try second.answer(event, from: .stored) }
            try morePatience.check("all partitions")
        }
        let taken = try second.readToEnd(of: all[3])
        #expect(taken.count == 3)
        try second.close()
    }

    @Test("tells a member that stayed away too long that its partitions are lost")
    func losing() throws {
        let topic = try cluster.makeTopic(partitions: 2)
        var consumer = try cluster.makeConsumer(
            group: cluster.uniqueName("group"),
            settings: [Setting("max.poll.interval.ms", TestCluster.isReal ? "6000" : "4000")]
        )
        try consumer.subscribe(to: [topic])
        let partitions = try consumer.awaitAssignment()
        try consumer.start(Dictionary(uniqueKeysWithValues: partitions.map { ($0, .beginning) }))
        // Waiting is not polling: only a rebalance or the limit can ring here, and nobody takes or polls.
        let patience = Patience()
        while !consumer.isAssignmentLost {
            consumer.wait(timeout: .milliseconds(500))
            try patience.check("the limit between two polls")
        }
        let events = consumer.poll(timeout: .seconds(5))
        #expect(events.contains(.lost(partitions)))
        let failures = events.compactMap { event in if case .failed(let error) = event { error } else { nil } }
        #expect(failures.contains { $0.symbol == "_MAX_POLL_EXCEEDED" && $0.recovery == .abort })
        let refused = #expect(throws: KafkaError.self) {
            try consumer.commit([partitions[0]: CommittedOffset(offset: Offset(1))])
        }
        #expect(refused?.recovery == .abort)
        try consumer.stop(partitions)
        let again = try consumer.awaitAssignment()
        #expect(again == partitions)
    }

    @Test("moves partitions one by one with a cooperative assignor")
    func cooperating() throws {
        let topic = try cluster.makeTopic(partitions: 2)
        let settings = [Setting("partition.assignment.strategy", "cooperative-sticky")]
        var consumer = try cluster.makeConsumer(group: cluster.uniqueName("group"), settings: settings)
        try consumer.subscribe(to: [topic])
        let partitions = try consumer.awaitAssignment()
        #expect(partitions.count == 2)
        try consumer.start(Dictionary(uniqueKeysWithValues: partitions.map { ($0, .beginning) }))
        for partition in partitions {
            try cluster.write(2, to: partition)
            let batch = try consumer.readToEnd(of: partition, at: Offset(2))
            #expect(batch.count == 2)
        }
        try consumer.close()
    }
}

extension Consumer {
    /// Polls until partitions are assigned.
    fileprivate mutating func awaitAssignment() throws -> [TopicPartition] {
        try awaitEvent("an assignment") { event in
            if case .assigned(let partitions) = event { partitions } else { nil }
        }
    }
}
