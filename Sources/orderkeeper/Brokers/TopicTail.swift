internal import Kafka
internal import Pipeline

/// Reads partitions from the oldest record that is kept to where each ended when reading began. It joins no group and
/// commits nothing; what stands in open transactions is not read.
struct TopicTail: ~Copyable {
    /// The partitions that have records, in order.
    private(set) var lanes: [Lane] = []
    /// How many records there are at most.
    private(set) var count = 0

    private var consumer: Consumer
    private var batch = RecordBatch()

    /// One partition, as far as it was read.
    struct Lane {
        /// Which.
        let partition: TopicPartition
        fileprivate let end: Offset
        fileprivate var records: [RecordedEvent] = []
        fileprivate var cursor = 0
        fileprivate var isAtEnd = false
    }

    private static let takeMax = 500
    /// How often nothing at all may arrive of a partition that is not at its end.
    private static let waitsMax = 120
    private static let wait = Duration.milliseconds(250)

    /// A reader of `topics`, which must exist.
    init(_ configuration: Configuration, topics: [String], client: String) throws {
        let runtime = configuration.runtime
        var consumer = try Consumer(
            bootstrap: runtime.bootstrap,
            clientID: "\(runtime.application)-\(client)",
            settings: runtime.properties
        )
        let found = try consumer.describe(topics: topics)
        if let missing = topics.first(where: { found[$0] == nil }) {
            throw Failure(.usage, do: "give a topic that exists", "there is no topic \(missing)")
        }
        var starts: [TopicPartition: StartPosition] = [:]
        for partition in topics.compactMap({ found[$0] }).flatMap(\.partitions) {
            let bound = try consumer.watermarks(of: partition)
            guard bound.low < bound.high else { continue }
            starts[partition] = .offset(bound.low)
            count += Int(bound.high.rawValue - bound.low.rawValue)
            lanes.append(Lane(partition: partition, end: bound.high))
        }
        try consumer.assign(starts)
        self.consumer = consumer
    }

    /// The next record of partition `lane` with a value; `nil` when it is read to its end.
    mutating func next(_ lane: Int) throws -> RecordedEvent? {
        while lanes[lane].cursor == lanes[lane].records.count {
            guard !lanes[lane].isAtEnd else { return nil }
            try fill(lane)
        }
        defer { lanes[lane].cursor += 1 }
        return lanes[lane].records[lanes[lane].cursor]
    }

    /// Waits until more of the partition has arrived, or its end.
    private mutating func fill(_ lane: Int) throws {
        lanes[lane].records.removeAll(keepingCapacity: true)
        lanes[lane].cursor = 0
        let (partition, end) = (lanes[lane].partition, lanes[lane].end)
        var waits = 0
        while lanes[lane].records.isEmpty {
            for event in consumer.poll() {
                if case .failed(let error) = event, error.recovery != .retry { throw error }
            }
            batch.removeAll(keepingCapacity: true)
            let taken = try consumer.take(from: partition, max: Self.takeMax, into: &batch)
            for index in 0..<batch.count where batch.offset(at: index) < end {
                guard let value = batch.valueBytes(at: index) else { continue }
                lanes[lane].records.append(RecordedEvent(value: value, headers: batch.headers(at: index)))
            }
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
}
