import Kafka
import Testing

@Suite("A static member of a group", .timeLimit(.minutes(2)))
struct StaticMemberTests {
    let cluster: TestCluster
    let topic: String
    let group: String

    init() throws {
        cluster = try TestCluster()
        topic = try cluster.makeTopic(partitions: 4)
        group = cluster.uniqueName("group")
    }

    private func open(_ instance: String, sessionTimeout milliseconds: Int = 20_000) throws -> Consumer {
        let settings = [
            Setting("group.instance.id", instance), Setting("session.timeout.ms", "\(milliseconds)"),
        ]
        let consumer = try cluster.makeConsumer(group: group, settings: settings)
        try consumer.subscribe(to: [topic])
        return consumer
    }

    @Test("gets its partitions back when it opens again, and no other notices", .enabled(if: TestCluster.isReal))
    func returning() throws {
        var first = try open("a")
        var second = try open("b")
        let shares = try Self.share(&first, &second, partitions: 4)
        try first.close()
        var again = try open("a")
        var noticed: [ControlEvent] = []
        let patience = Patience()
        var returned: [TopicPartition] = []
        while returned.isEmpty {
            for case .assigned(let partitions) in again.poll(timeout: .milliseconds(100)) { returned = partitions }
            noticed += second.poll()
            try patience.check("an assignment")
        }
        #expect(returned == shares.first)
        try again.start(from: .beginning, returned)
        // It is a member like any other: what it commits is taken.
        try again.commit([returned[0]: CommittedOffset(offset: Offset(0))])
        noticed += try second.events(during: .seconds(1))
        #expect(noticed.isEmpty)
        let kept = second.partitions
        #expect(kept == shares.second)
    }

    @Test("is not missed while it is away, for the time of a session")
    func beingAway() throws {
        var first = try open("a", sessionTimeout: 6000)
        var second = try open("b", sessionTimeout: 6000)
        let shares = try Self.share(&first, &second, partitions: 4)
        try first.close()
        let noticed = try second.events(during: .seconds(2))
        #expect(noticed.isEmpty)
        let taken = try second.awaitEvent("the partitions of the one that stays away") { event in
            if case .revoked(let partitions) = event { partitions } else { nil }
        }
        #expect(taken == shares.second)
        try second.stop(taken)
        let all = try second.awaitEvent("an assignment") { event in
            if case .assigned(let partitions) = event { partitions } else { nil }
        }
        #expect(all == (shares.first + shares.second).sorted())
    }

    @Test("is fenced by another with its id, and told that a person must act", .enabled(if: TestCluster.isReal))
    func fencing() throws {
        var older = try open("a")
        let partitions = try older.awaitEvent("an assignment") { event in
            if case .assigned(let partitions) = event { partitions } else { nil }
        }
        try older.start(from: .beginning, partitions)
        var newer = try open("a")
        let taken = try newer.awaitEvent("an assignment") { event in
            if case .assigned(let partitions) = event { partitions } else { nil }
        }
        #expect(taken == partitions)
        try newer.start(from: .beginning, taken)
        try expectFenced(&older, of: partitions)
        try older.close()
        let noticed = try newer.events(during: .seconds(1))
        #expect(noticed.isEmpty)
        try newer.commit([taken[0]: CommittedOffset(offset: Offset(0))])
    }

    @Test("ends when it hears with a sign of life that it is fenced", .disabled(if: TestCluster.isReal))
    func fencedByInjection() throws {
        var consumer = try open("a")
        let partitions = try consumer.awaitEvent("an assignment") { event in
            if case .assigned(let partitions) = event { partitions } else { nil }
        }
        try consumer.start(from: .beginning, partitions)
        try #require(cluster.embedded).pushErrors(for: .heartbeat, codes: [.fencedInstance])
        try expectFenced(&consumer, of: partitions)
        try consumer.close()
    }

    @Test("is refused a commit when it hears with that that it is fenced", .disabled(if: TestCluster.isReal))
    func fencedWhileCommitting() throws {
        var consumer = try open("a")
        let partitions = try consumer.awaitEvent("an assignment") { event in
            if case .assigned(let partitions) = event { partitions } else { nil }
        }
        try consumer.start(from: .beginning, partitions)
        try #require(cluster.embedded).pushErrors(for: .commitOffsets, codes: [.fencedInstance])
        let error = #expect(throws: KafkaError.self) {
            try consumer.commit([partitions[0]: CommittedOffset(offset: Offset(1))])
        }
        #expect(error?.recovery == .reject)
        #expect(error?.symbol == "FENCED_INSTANCE_ID")
    }

    /// Waits for the end of `consumer` and looks at what it may do after that, which is nothing.
    private func expectFenced(_ consumer: inout Consumer, of partitions: [TopicPartition]) throws {
        let end = try consumer.awaitEvent("the end") { event in
            if case .ended(let error) = event { error } else { nil }
        }
        #expect(end.recovery == .reject)
        #expect(end.symbol == "FENCED_INSTANCE_ID")
        #expect(end.remedy?.contains("group.instance.id") == true)
        let remaining = consumer.partitions
        #expect(remaining.isEmpty)
        let refused = #expect(throws: KafkaError.self) {
            try consumer.commit([partitions[0]: CommittedOffset(offset: Offset(1))])
        }
        #expect(refused?.recovery == .reject)
        #expect(refused?.symbol == "FENCED_INSTANCE_ID")
    }

    /// Answers the rebalances of two members until each has started its share of all partitions, and for a second
    /// nothing has come after that: who joins while others do may be the reason for one more rebalance.
    private static func share(
        _ first: inout Consumer,
        _ second: inout Consumer,
        partitions: Int
    ) throws -> (first: [TopicPartition], second: [TopicPartition]) {
        let patience = Patience()
        var quiet = 0
        while quiet < 10 || first.partitions.isEmpty || second.partitions.isEmpty
            || Set(first.partitions + second.partitions).count < partitions
        {
            let hasAnswered = [try first.answerRebalances(), try second.answerRebalances()]
            quiet = hasAnswered.contains(true) ? 0 : quiet + 1
            try patience.check("two shares")
        }
        return (first.partitions, second.partitions)
    }
}

extension Consumer {
    fileprivate mutating func start(from position: StartPosition, _ partitions: [TopicPartition]) throws {
        try start(Dictionary(uniqueKeysWithValues: partitions.map { ($0, position) }))
    }

    /// Whether there was one to answer.
    fileprivate mutating func answerRebalances() throws -> Bool {
        let events = poll(timeout: .milliseconds(50))
        for event in events { try answer(event, from: .beginning) }
        return !events.isEmpty
    }

    /// What comes within `duration`.
    fileprivate mutating func events(during duration: Duration) throws -> [ControlEvent] {
        var events: [ControlEvent] = []
        let end = ContinuousClock.now.advanced(by: duration)
        while ContinuousClock.now < end { events += poll(timeout: .milliseconds(100)) }
        return events
    }
}
