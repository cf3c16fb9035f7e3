internal import Commerce
internal import Kafka
internal import Streaming

/// Collects what a task says until it is sealed, and counts what happens.
struct Outbox {
    let topics: Topics
    /// The stage and the task, for those who ask where a record comes from.
    let stage: String
    let task: String
    /// What happened so far.
    private(set) var statistics = TaskStatistics()

    /// How many bytes it holds before a task that has more to say had better wait.
    private let bytesMax: Int
    /// Where records come from, as a CloudEvent says it.
    private let source: [UInt8]
    /// What is usual.
    static let bytesMax = 16 << 20

    private var records: [ProducedRecord] = []
    private var byteCount = 0

    init(topics: Topics, stage: String, task: String, bytesMax: Int = Self.bytesMax) {
        self.topics = topics
        self.stage = stage
        self.task = task
        self.bytesMax = bytesMax
        source = Array("/orderkeeper/\(stage)/\(task)".utf8)
    }

    /// Whether it holds so much that what can wait should wait until it was sealed.
    var isFull: Bool { byteCount >= bytesMax }

    /// Whether there is nothing to say.
    var isEmpty: Bool { records.isEmpty }

    /// Counts something.
    mutating func count(_ change: (inout TaskStatistics) -> Void) { change(&statistics) }

    /// Takes all records.
    mutating func drain() -> [ProducedRecord] {
        defer { records.removeAll(keepingCapacity: true) }
        byteCount = 0
        return records
    }

    /// Sends a record that is no event of the contract to the dead letters.
    mutating func refuse(_ batch: RecordBatch, at index: Int, from source: TopicPartition, _ fault: RecordFault) {
        let maker = DeadLetter(stage: stage, task: task)
        add(maker.record(of: batch, at: index, from: source, fault, to: topics.deadLetters))
        statistics.deadLetters += 1
    }

    /// Sends a record that came after its pane was closed to the late topic.
    mutating func late(
        _ batch: RecordBatch,
        at index: Int,
        from source: TopicPartition,
        behind watermark: EventTime,
        by delay: Milliseconds
    ) {
        let maker = DeadLetter(stage: stage, task: task)
        let (delay, topic) = (delay.rawValue, topics.late)
        add(maker.late(of: batch, at: index, from: source, behind: watermark, by: delay, to: topic))
        statistics.late += 1
    }

    /// Counts records that are nobody's business: tombstones, types that are not ours.
    mutating func ignored(_ number: Int) {
        if number > 0 { count { $0.ignored += number } }
    }

    /// Adds one of our own records, as a CloudEvent in Kafka's binary mode. What has no key says its partition.
    mutating func publish(
        _ value: [UInt8],
        to topic: String,
        partition: Int32? = nil,
        key: String?,
        id: String,
        type: String,
        at time: EventTime
    ) {
        let (key, id, type) = (key.map { Array($0.utf8) }, Array(id.utf8), Array(type.utf8))
        publish(value, to: topic, partition: partition, key: key, id: id, type: type, at: time)
    }

    /// The same for texts that are bytes already.
    mutating func publish(
        _ value: [UInt8],
        to topic: String,
        partition: Int32? = nil,
        key: [UInt8]?,
        id: [UInt8],
        type: [UInt8],
        at time: EventTime
    ) {
        let headers = CloudEventHeaders.make(id: id, type: type, time: time, source: source)
        add(
            ProducedRecord(
                topic: topic,
                partition: partition,
                key: key,
                value: value,
                headers: headers.map { Header(name: $0.0, value: $0.1) },
                timestamp: time.milliseconds
            )
        )
    }

    /// Adds an alert, and counts it.
    mutating func publish(_ alert: Alert) {
        count { $0.alerts[alert.status, default: 0] += 1 }
        publish(
            AlertCodec.encode(alert),
            to: topics.alerts,
            key: alert.incidentID,
            id: alert.id,
            type: AlertCodec.cloudEventType,
            at: alert.occurredAt
        )
    }

    private mutating func add(_ record: ProducedRecord) {
        byteCount += record.byteCount
        records.append(record)
    }
}
