internal import Kafka
internal import Pipeline
internal import Streaming

/// Decode, merge, de-duplicate, join and count: a task of TRACK for orders, fed with batches as a worker feeds it.
///
/// The task reads four partitions, of which two have records. It is warm when an hour of the shop's time has passed:
/// orders are confirmed and forgotten, ids remembered and dropped, at the rate at which new ones come.
enum TrackBenchmark {
    private static let ordersPerSecond = 200
    private static let warmMinutes = 65
    private static let minutes = 10

    static func measure() throws -> [Figure] {
        var rules = TrackRules()
        rules.openOrderRetention = .hours(1)
        var figures = [
            try figure("track, all payments succeed", failureRate: 0, rules),
            try figure("track, 8 % of payments fail", failureRate: 0.08, rules),
        ]
        // A pane that never ends: what remains is what an event costs by itself.
        rules.pane = .days(30)
        figures.append(try figure("track, all succeed, no pane closes", failureRate: 0, rules))
        return figures
    }

    private static func figure(_ name: String, failureRate: Double, _ rules: TrackRules) throws -> Figure {
        let task = try Topology.benchmark(partitions: 1, track: rules).make(TaskID(.orders, 0))
        var stream = OrderStream(ordersPerSecond: ordersPerSecond, failureRate: failureRate)
        endEmptyPartitions(of: task, at: stream.now)
        var warming = Meter()
        for _ in 0..<warmMinutes { run(task, &stream, &warming) }
        var meter = Meter()
        let (eventsBefore, triggersBefore) = (eventCount(task), triggerCount(task))
        for _ in 0..<minutes { run(task, &stream, &meter) }
        let triggers = triggerCount(task) - triggersBefore
        let note = triggers == 0 ? "" : "\(triggers) triggers"
        return meter.figure(name, events: eventCount(task) - eventsBefore, note: note)
    }

    /// A minute of the shop. Making its records does not count.
    private static func run(_ task: any StageTask, _ stream: inout OrderStream, _ meter: inout Meter) {
        var batches = stream.next(seconds: 60)
        let partitions = task.partitions
        let now = WallTime(milliseconds: stream.now.milliseconds)
        for index in batches.indices {
            meter.measure {
                task.ingest(&batches[index].batch, of: partitions[batches[index].side.rawValue], at: now)
                task.process(at: now)
            }
        }
        meter.measure { precondition(!task.seal().positions.isEmpty, "offsets have moved") }
        stream.recycle(batches)
    }

    /// Says of the partitions without records that they are at their end, so that nobody waits for them.
    private static func endEmptyPartitions(of task: any StageTask, at time: EventTime) {
        for partition in task.partitions.dropFirst(2) {
            var batch = RecordBatch()
            batch.noteEnd(at: Offset(0))
            task.ingest(&batch, of: partition, at: WallTime(milliseconds: time.milliseconds))
        }
    }

    private static func eventCount(_ task: any StageTask) -> Int { task.statistics.events.values.reduce(0, +) }

    private static func triggerCount(_ task: any StageTask) -> Int { task.statistics.triggers.values.reduce(0, +) }
}
