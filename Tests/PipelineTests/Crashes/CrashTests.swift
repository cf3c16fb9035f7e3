import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

/// The proof of part 4 of the design: whatever dies, stands still, is fenced or jumps, what is committed is what a run
/// gives in which nothing happened.
///
/// A seed that fails is run alone with `ORDERKEEPER_CRASH_SEED=<seed> swift test --filter CrashTests`.
@Suite("A fleet that dies all the time")
struct CrashTests {
    /// What is in one and not in the other, to read; a thing that is there twice counts.
    static func difference(
        _ got: [ProducedRecord],
        _ expected: [ProducedRecord],
        _ isKept: (Said) -> Bool = { _ in true }
    )
        -> [String]
    {
        var balance: [Said: Int] = [:]
        for record in got where !record.isProgress { balance[Said(record), default: 0] += 1 }
        for record in expected where !record.isProgress { balance[Said(record), default: 0] -= 1 }
        return balance.filter { $0.value != 0 && isKept($0.key) }.sorted { $0.key < $1.key }.prefix(5).map {
            "\($0.value > 0 ? "added" : "missing") \(abs($0.value)) ×: \($0.key)"
        }
    }

    /// Whether these are counts, and not only news of how far a task has come, which depend on the clock.
    private static func isCounted(_ said: Said) -> Bool {
        (try? SignalCountsCodec.decode(said.value))?.counts.isEmpty == false
    }

    /// Runs `records` through one stage, roughly, and gives the broker as it was left.
    private static func roughly(
        _ stage: Stage,
        _ records: [ProducedRecord],
        _ topology: Topology,
        _ guarantee: Guarantee,
        seed: UInt64,
        steps: Int
    ) throws -> SimulatedBroker {
        let run = CrashRun(topology, guarantee, seed: seed, wall: CrashStory.noon.milliseconds + 900_000)
        for record in records { run.broker.append(record, in: nil) }
        try run.run([stage], fleet: 3, steps: steps)
        return run.broker
    }

    /// Runs `records` through one stage, of which nothing dies.
    private static func smoothly(_ stage: Stage, _ records: [ProducedRecord], _ topology: Topology) -> LocalPipeline {
        var pipeline = LocalPipeline(topology, keepsJournals: false)
        for record in records { pipeline.pipe(record) }
        var moved = true
        while moved {
            moved = false
            for task in topology.tasks(of: stage) {
                let read = pipeline.step(task, at: CrashStory.noon.advanced(by: .minutes(15)))
                if read + pipeline.commit(task) > 0 { moved = true }
            }
        }
        return pipeline
    }

    @Test("commits what a smooth run commits, exactly once, through all stages", arguments: CrashSeeds.batches(of: 0.2))
    func wholePipeline(seeds: Range<UInt64>) {
        CrashSeeds.each(of: seeds) { seed in
            let story = try CrashStory(seed: seed, orders: 48)
            let smooth = story.smooth()
            let run = CrashRun(story.topology, .exactlyOnce, seed: seed, wall: CrashStory.noon.milliseconds + 600_000)
            for record in story.sources { run.broker.append(record, in: nil) }
            try run.run(Stage.allCases, fleet: 2, steps: 700)
            run.broker.pass(1, jump: Milliseconds.hours(2).rawValue)
            try run.run(Stage.allCases, fleet: 2, steps: 250)
            let topics = story.topology.topics
            for topic in [
                topics.triggers, topics.actions, topics.decisions, topics.deadLetters, topics.late, topics.routed,
            ] {
                let difference = Self.difference(run.broker.records(of: topic), smooth.records(of: topic))
                #expect(difference.isEmpty, "\(topic), seed \(seed)")
            }
            let counts = (run.broker.records(of: topics.signals), smooth.records(of: topics.signals))
            #expect(Self.difference(counts.0, counts.1, Self.isCounted).isEmpty, "\(topics.signals), seed \(seed)")
        }
    }

    @Test("tracks each order exactly once", arguments: CrashSeeds.batches(of: 0.4))
    func track(seeds: Range<UInt64>) {
        CrashSeeds.each(of: seeds) { seed in
            let story = try CrashStory(seed: seed, orders: 60, partitions: 2, replenishes: true)
            let smooth = Self.smoothly(.track, story.sources, story.topology)
            let broker = try Self.roughly(.track, story.sources, story.topology, .exactlyOnce, seed: seed, steps: 500)
            let topics = story.topology.topics
            for topic in [topics.triggers, topics.deadLetters, topics.late, topics.routed] {
                let difference = Self.difference(broker.records(of: topic), smooth.records(of: topic))
                #expect(difference.isEmpty, "\(topic), seed \(seed)")
            }
            let counts = (broker.records(of: topics.signals), smooth.records(of: topics.signals))
            #expect(Self.difference(counts.0, counts.1, Self.isCounted).isEmpty, "\(topics.signals), seed \(seed)")
        }
    }

    @Test("detects as if nothing had happened", arguments: CrashSeeds.batches(of: 0.2))
    func detect(seeds: Range<UInt64>) {
        CrashSeeds.each(of: seeds) { seed in
            let topology = try CrashStory(seed: seed, orders: 0, partitions: 2).topology
            let story = CountStory(topology, seed: seed)
            let expected = Self.smoothly(.detect, story.records, topology).records(of: topology.topics.alerts)
            try #require(!expected.isEmpty)
            let broker = try Self.roughly(.detect, story.records, topology, .exactlyOnce, seed: seed, steps: 400)
            let difference = Self.difference(broker.records(of: topology.topics.alerts), expected)
            #expect(difference.isEmpty, "seed \(seed)")
        }
    }

    @Test("decides each danger exactly once, in the light of all before it", arguments: CrashSeeds.batches(of: 0.4))
    func retain(seeds: Range<UInt64>) {
        CrashSeeds.each(of: seeds) { seed in
            let topology = try CrashStory(seed: seed, orders: 0).topology
            let story = DangerStory(topology, seed: seed)
            let smooth = Self.smoothly(.retain, story.records, topology)
            let broker = try Self.roughly(.retain, story.records, topology, .exactlyOnce, seed: seed, steps: 400)
            for topic in [topology.topics.actions, topology.topics.decisions] {
                let difference = Self.difference(broker.records(of: topic), smooth.records(of: topic))
                #expect(difference.isEmpty, "\(topic), seed \(seed)")
            }
            #expect(smooth.records(of: topology.topics.decisions).count >= 120)
        }
    }

    /// What is said that a smooth run does not say, or left unsaid, whatever is repeated.
    private static func changes(
        _ broker: SimulatedBroker,
        _ smooth: LocalPipeline,
        _ topic: String,
        _ isKept: (Said) -> Bool = { _ in true }
    )
        -> [String]
    {
        let said = Set(broker.records(of: topic).filter { !$0.isProgress }.map(Said.init))
        let expected = Set(smooth.records(of: topic).filter { !$0.isProgress }.map(Said.init))
        return said.symmetricDifference(expected).filter(isKept).sorted().prefix(3).map(\.description)
    }

    @Test("repeats at most what it decided, where there are no transactions", arguments: CrashSeeds.batches(of: 0.3))
    func retainAtLeastOnce(seeds: Range<UInt64>) {
        CrashSeeds.each(of: seeds) { seed in
            let topology = try CrashStory(seed: seed, orders: 0).topology
            let story = DangerStory(topology, seed: seed)
            let smooth = Self.smoothly(.retain, story.records, topology)
            let broker = try Self.roughly(.retain, story.records, topology, .atLeastOnce, seed: seed, steps: 400)
            for topic in [topology.topics.actions, topology.topics.decisions] {
                #expect(Self.changes(broker, smooth, topic).isEmpty, "\(topic), seed \(seed)")
            }
        }
    }

    @Test("repeats at most what it counted, where there are no transactions", arguments: CrashSeeds.batches(of: 0.2))
    func trackAtLeastOnce(seeds: Range<UInt64>) {
        CrashSeeds.each(of: seeds) { seed in
            let story = try CrashStory(seed: seed, orders: 60, partitions: 2, replenishes: true)
            let smooth = Self.smoothly(.track, story.sources, story.topology)
            let broker = try Self.roughly(.track, story.sources, story.topology, .atLeastOnce, seed: seed, steps: 500)
            let topics = story.topology.topics
            for topic in [topics.triggers, topics.deadLetters, topics.late, topics.routed] {
                #expect(Self.changes(broker, smooth, topic).isEmpty, "\(topic), seed \(seed)")
            }
            let counts = Self.changes(broker, smooth, topics.signals, Self.isCounted)
            #expect(counts.isEmpty, "\(topics.signals), seed \(seed)")
        }
    }

    @Test("repeats at most what it detected, where there are no transactions", arguments: CrashSeeds.batches(of: 0.1))
    func detectAtLeastOnce(seeds: Range<UInt64>) {
        CrashSeeds.each(of: seeds) { seed in
            let topology = try CrashStory(seed: seed, orders: 0, partitions: 2).topology
            let story = CountStory(topology, seed: seed)
            let smooth = Self.smoothly(.detect, story.records, topology)
            let broker = try Self.roughly(.detect, story.records, topology, .atLeastOnce, seed: seed, steps: 400)
            #expect(Self.changes(broker, smooth, topology.topics.alerts).isEmpty, "seed \(seed)")
        }
    }

    @Test(
        "goes on without DETECT, without a word of TRACK, and without alerts that never come",
        arguments: CrashSeeds.batches(of: 0.02)
    )
    func withoutDetect(seeds: Range<UInt64>) {
        CrashSeeds.each(of: seeds) { seed in
            var topology = try CrashStory(seed: seed, orders: 0).topology
            topology.stageTimeout = .minutes(1)
            let story = DangerStory(topology, seed: seed)
            let isHeard = { (record: ProducedRecord) in
                record.topic == topology.topics.triggers && (seed % 3 > 0 || !record.isProgress)
                    || record.topic == topology.topics.notices && seed % 2 == 0
            }
            let broker = try Self.roughly(
                .retain,
                story.records.filter(isHeard),
                topology,
                .exactlyOnce,
                seed: seed,
                steps: 400
            )
            #expect(broker.records(of: topology.topics.decisions).count >= 120, "seed \(seed)")
        }
    }

    @Test("refuses to begin anew when the offsets are gone that its journals belong to")
    func expiredOffsets() throws {
        let topology = try CrashStory(seed: 1, orders: 0).topology
        let run = CrashRun(topology, .exactlyOnce, seed: 1, wall: CrashStory.noon.milliseconds + 900_000)
        for record in DangerStory(topology, seed: 1).records { run.broker.append(record, in: nil) }
        try run.run([.retain], fleet: 1, steps: 0)
        run.killAll()
        run.broker.groups["orderkeeper-retain"]?.committed = [:]
        let error = #expect(throws: KafkaError.self) { try run.run([.retain], fleet: 1, steps: 0) }
        #expect(error?.symbol == "STATE_UNUSABLE")
        #expect(error?.detail.contains("they have expired, or somebody deleted them") == true)
    }
}
