internal import Backtesting
internal import Pipeline
internal import Streaming

/// What lies in topics, from the oldest record that is kept to where they end when reading begins, merged by the time
/// of the events. The records of one partition keep their order.
final class TopicHistory: History {
    let name: String
    let labels: [Label]
    let limit: WallTime
    let size: Int
    private(set) var done = 0

    private var tail: TopicTail
    private var clock = EventClock()
    private var heads: [(event: RecordedEvent, time: EventTime)?] = []

    /// The history of `topics`.
    init(_ configuration: Configuration, topics: [String], labels: [Label], limit: WallTime) throws {
        let tail = try TopicTail(configuration, topics: topics, client: "backtest")
        size = tail.count
        self.tail = tail
        self.labels = labels
        self.limit = limit
        name = topics.joined(separator: ", ")
        for lane in self.tail.lanes.indices { heads.append(try head(lane, after: .distantPast)) }
    }

    func next() throws -> RecordedEvent? {
        var best: (lane: Int, time: EventTime)?
        for (lane, head) in heads.enumerated() {
            guard let head else { continue }
            if best.map({ head.time < $0.time }) ?? true { best = (lane, head.time) }
        }
        guard let best, let taken = heads[best.lane] else { return nil }
        heads[best.lane] = try head(best.lane, after: taken.time)
        done += 1
        return taken.event
    }

    /// The next event of a partition. One without a time comes right after the one before it.
    private func head(_ lane: Int, after time: EventTime) throws -> (event: RecordedEvent, time: EventTime)? {
        guard let event = try tail.next(lane) else { return nil }
        return (event, clock.time(of: event.value, headers: event.headers) ?? time)
    }
}
