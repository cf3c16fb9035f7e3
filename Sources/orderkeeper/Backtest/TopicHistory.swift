internal import Backtesting
internal import Kafka
internal import Pipeline
internal import Streaming

/// What lies in topics, from the oldest record that is kept to where they end when reading begins, merged by the time
/// of the events. It joins no group and commits nothing; what stands in open transactions is not read.
final class TopicHistory: History {
    let name: String
    let labels: [Label]
    let limit: WallTime
    let size: Int
    private(set) var done = 0

    private var consumer: Consumer
    private var batch = RecordBatch()
    private var clock = EventClock()
    private var lanes: [Lane] = []

    /// One partition, as far as it was read.
    private struct Lane {
        let partition: TopicPartition
        let end: Offset
        var events: [(event: RecordedEvent, time: EventTime)] = []
        var cursor = 0
        var newest = EventTime.distantPast
        var isAtEnd = false
    }

    private static let takeMax = 500
    /// How often nothing at all may arrive of a partition that is not at its end.
    private static let waitsMax = 120
    private static let wait = Duration.milliseconds(250)

    /// The history of `topics`.
    init(_ configuration: Configuration, topics: [String], labels: [Label], limit: WallTime) throws {
        let runtime = configuration.runtime
        var consumer = try Consumer(
            bootstrap: runtime.bootstrap,
            clientID: "\(runtime.application)-backtest",
            settings: runtime.properties
        )
        let found = try consumer.describe(topics: topics)
        if let missing = topics.first(where: { found[$0] == nil }) {
            throw Failure(.usage, do: "give a topic that exists", "there is no topic \(missing)")
        }
        var starts: [TopicPartition: StartPosition] = [:]
        var size = 0
        for partition in topics.compactMap({ found[$0] }).flatMap(\.partitions) {
            let bound = try consumer.watermarks(of: partition)
            guard bound.low < bound.high else { continue }
            starts[partition] = .offset(bound.low)
            size += Int(bound.high.rawValue - bound.low.rawValue)
            lanes.append(Lane(partition: partition, end: bound.high))
        }
        try consumer.assign(starts)
        self.consumer = consumer
        self.size = size
        self.labels = labels
        self.limit = limit
        name = topics.joined(separator: ", ")
    }

    func next() throws -> RecordedEvent? {
        var best: Int?
        for index in lanes.indices {
            if lanes[index].cursor == lanes[index].events.count, !lanes[index].isAtEnd { try fill(index) }
            guard lanes[index].cursor < lanes[index].events.count else { continue }
            if best.map({ time(of: index) < time(of: $0) }) ?? true { best = index }
        }
        guard let best else { return nil }
        defer { lanes[best].cursor += 1 }
        done += 1
        return lanes[best].events[lanes[best].cursor].event
    }

    private func time(of lane: Int) -> EventTime { lanes[lane].events[lanes[lane].cursor].time }

    /// Waits until more of the partition has arrived, or its end.
    private func fill(_ lane: Int) throws {
        lanes[lane].events.removeAll(keepingCapacity: true)
        lanes[lane].cursor = 0
        let (partition, end) = (lanes[lane].partition, lanes[lane].end)
        var waits = 0
        while lanes[lane].events.isEmpty {
            for event in consumer.poll() {
                if case .failed(let error) = event, error.recovery != .retry { throw error }
            }
            batch.removeAll(keepingCapacity: true)
            let taken = try consumer.take(from: partition, max: Self.takeMax, into: &batch)
            for index in 0..<batch.count where batch.offset(at: index) < end { append(index, to: lane) }
            // The last offsets may be markers of transactions, which are never read: then the broker says the end.
            let isBehind = batch.count > 0 && batch.offset(at: batch.count - 1).next >= end
            if isBehind || batch.endOffset.map({ $0 >= end }) ?? false {
                lanes[lane].isAtEnd = true
                return
            }
            waits = taken > 0 ? 0 : waits + 1
            guard waits < Self.waitsMax else {
                let problem = "nothing came from \(partition) for half a minute, though it is not at its end"
                throw Failure(.failed, do: "look for a transaction that is open in it, and for its leader", problem)
            }
            if taken == 0 { consumer.wait(timeout: Self.wait) }
        }
    }

    /// Takes a record; one without a time comes right after the one before it.
    private func append(_ index: Int, to lane: Int) {
        guard let value = batch.valueBytes(at: index) else { return }
        let event = RecordedEvent(value: value, headers: batch.headers(at: index))
        let time = clock.time(of: value, headers: event.headers) ?? lanes[lane].newest
        lanes[lane].newest = time
        lanes[lane].events.append((event, time))
    }
}
