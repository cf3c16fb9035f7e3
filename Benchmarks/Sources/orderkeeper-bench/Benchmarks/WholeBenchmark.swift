internal import Commerce
internal import Kafka
internal import Pipeline
internal import Simulation
internal import Streaming

/// All three stages over a believable shop's events of every type, in one thread and in memory.
enum WholeBenchmark {
    private static let warmEvents = 100_000

    static func measure() throws -> [Figure] {
        let topology = try Topology.benchmark(partitions: 2)
        var pipeline = LocalPipeline(topology)
        let start = EventTime(milliseconds: 1_795_132_800_000)
        let shop = Shop(ShopConfiguration(seed: 1, start: start, duration: .hours(3), ordersPerDay: 400_000))
        var (meter, warming) = (Meter(), Meter())
        var (count, seen) = (0, 0)
        var pending: [ProducedRecord] = []
        var minute = start.milliseconds / 60_000
        for event in shop {
            let own = event.arrivesAt.milliseconds / 60_000
            if own != minute {
                let isWarm = seen >= warmEvents
                if isWarm { count += pending.count }
                seen += pending.count
                if isWarm {
                    meter.measure { work(&pipeline, &pending, at: own) }
                } else {
                    warming.measure { work(&pipeline, &pending, at: own) }
                }
                minute = own
            }
            pending.append(
                ProducedRecord(
                    topic: event.topic.defaultName,
                    key: event.key,
                    value: event.value,
                    timestamp: event.occurredAt.milliseconds
                )
            )
        }
        let actions = pipeline.statistics.actions.values.reduce(0, +)
        return [meter.figure("whole pipeline in memory", events: count, note: "all stages; \(actions) actions")]
    }

    private static func work(_ pipeline: inout LocalPipeline, _ pending: inout [ProducedRecord], at minute: Int64) {
        for record in pending { pipeline.pipe(record) }
        pending.removeAll(keepingCapacity: true)
        pipeline.run(at: WallTime(milliseconds: minute * 60_000))
        let topics = pipeline.topology.topics
        for topic in topics.outputs { _ = pipeline.takeNew(of: topic) }
        pipeline.dropPast()
    }
}
