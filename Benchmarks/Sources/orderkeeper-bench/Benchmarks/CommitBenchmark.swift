internal import CMeasure
internal import Foundation
internal import Kafka
internal import Logging
internal import Pipeline
internal import Streaming

/// From the broker to a commit: TRACK as it runs in production, beside a loop that reads the same records and does
/// nothing with them. Time is that of the whole process, librdkafka's threads included and the broker's not.
enum CommitBenchmark {
    private static let eventsPerPartition = 40_000
    private static let patienceNanoseconds: UInt64 = 120_000_000_000

    static func measure() async throws -> [Figure] {
        let broker = try BrokerProcess(eventsPerPartition: eventsPerPartition)
        let bare = try takeAll(broker)
        let whole = try await track(broker)
        var figures = [bare, whole]
        let ratio = whole.nanosecondsPerEvent / bare.nanosecondsPerEvent
        figures[1].note += String(format: "; %.1f times the bare loop", ratio)
        return figures
    }

    /// What a part of a run cost.
    private struct Span {
        private let elapsed = measure_elapsed_nanoseconds()
        private let used = measure_process_nanoseconds()
        private let allocations = measure_allocations()

        func figure(_ name: String, events: Int, waited: UInt64 = 0) -> Figure {
            let seconds = Double(measure_elapsed_nanoseconds() - elapsed - waited) / 1e9
            let rate = Int(Double(events) / seconds / 1000)
            return Figure(
                name: name,
                events: events,
                nanosecondsPerEvent: Double(measure_process_nanoseconds() - used) / Double(events),
                allocationsPerEvent: measure_counts_allocations()
                    ? Double(measure_allocations() - allocations) / Double(events) : nil,
                note: "\(rate) k events/s by the clock"
            )
        }
    }

    private static let properties = [
        Setting("fetch.wait.max.ms", "10"), Setting("heartbeat.interval.ms", "200"),
        Setting("session.timeout.ms", "4000"), Setting("queued.max.messages.kbytes", "262144"),
    ]

    // MARK: Reading and nothing else

    private static func takeAll(_ broker: BrokerProcess) throws -> Figure {
        let topics = Topics()
        let partitions = [topics.orders, topics.payments].flatMap { topic in
            (0..<BrokerProcess.partitions).map { TopicPartition(topic: topic, partition: $0) }
        }
        let span = Span()
        var consumer = try Consumer(bootstrap: broker.bootstrap, group: nil, settings: properties)
        try consumer.assign(Dictionary(uniqueKeysWithValues: partitions.map { ($0, .beginning) }))
        var batch = RecordBatch(keepsHeaders: false)
        var count = 0
        let end = measure_elapsed_nanoseconds() + patienceNanoseconds
        while count < broker.eventCount {
            guard measure_elapsed_nanoseconds() < end else {
                throw BrokerError.silent(read: count, of: broker.eventCount)
            }
            _ = consumer.poll()
            var isDrained = true
            for partition in partitions {
                if try consumer.take(from: partition, max: 1000, into: &batch) == 1000 { isDrained = false }
                count += batch.count
                batch.removeAll(keepingCapacity: true)
            }
            if isDrained { consumer.wait(timeout: .milliseconds(100)) }
        }
        return span.figure("consume and drop", events: count)
    }

    // MARK: The pipeline

    private static func track(_ broker: BrokerProcess) async throws -> Figure {
        var options = RuntimeOptions(bootstrap: broker.bootstrap)
        options.guarantee = .atLeastOnce
        options.properties = properties
        let stop = StopSignal()
        let service = PipelineService(
            try Topology.benchmark(partitions: BrokerProcess.partitions),
            options: options,
            stages: [.track],
            stop: stop,
            logger: Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
        )
        let span = Span()
        let begun = measure_elapsed_nanoseconds()
        let running = Task { try await service.run() }
        var (count, joined) = (0, UInt64(0))
        while count < broker.eventCount {
            guard measure_elapsed_nanoseconds() - begun < patienceNanoseconds else {
                throw BrokerError.silent(read: count, of: broker.eventCount)
            }
            try await Task.sleep(for: .milliseconds(10))
            if joined == 0, (service.monitor.status[.track]?.tasks ?? 0) > 0 {
                joined = measure_elapsed_nanoseconds() - begun
            }
            count = service.monitor.statistics.events.values.reduce(0, +)
        }
        let figure = span.figure("consume, track, commit", events: count, waited: joined)
        stop.request()
        try await running.value
        return figure
    }
}
