public import Commerce
public import Detection
public import Kafka
public import Streaming

/// Runs recorded events through the whole pipeline with a virtual clock: the same events give the same bytes.
///
/// The clock stands at the newest event fed; what lies further in the future than `now` and the allowed skew goes to
/// the dead letters and does not move it. Events are worked on minute by minute, so alerts and triggers meet in step.
///
/// ```swift
/// var replay = Replay(topology, now: SystemClock().now()) { topic, record in … }
/// for line in lines { replay.feed(line) }
/// let summary = replay.finish()
/// ```
public struct Replay: ~Copyable {
    private var pipeline: LocalPipeline
    private var decoder = EventDecoder()
    private var scratch = EventBatch()
    private let limit: EventTime
    private let output: (String, ProducedRecord) -> Void
    private let counted: ((SignalCounts) -> Void)?
    private var newest = EventTime.distantPast
    private var minute = EventTime.distantPast
    private var pending = 0
    private var summary = ReplaySummary()

    private static let minutes = Panes(length: .minutes(1))
    private static let pendingMax = 4096

    /// A replay through `topology` that gives every record written to an output topic to `output`.
    ///
    /// - Parameters:
    ///   - now: the latest that an event may be dated, give or take the allowed skew.
    ///   - counted: is given what TRACK counts, as DETECT gets it; reading it costs time, so `nil` when nobody asks.
    public init(
        _ topology: Topology,
        now: WallTime,
        counted: ((SignalCounts) -> Void)? = nil,
        output: @escaping (String, ProducedRecord) -> Void
    ) {
        pipeline = LocalPipeline(topology, keepsJournals: false)
        limit = now.asEventTime.advanced(by: topology.track.maxClockSkew)
        self.output = output
        self.counted = counted
    }

    /// Takes one event of any source topic, as JSON. What cannot be decoded goes to the dead letters.
    ///
    /// - Parameter headers: what stood beside it on its topic: a CloudEvent in binary mode says something there.
    public mutating func feed(_ line: [UInt8], headers: [Header] = []) {
        summary.records += 1
        let topics = pipeline.topology.topics
        guard let event = decode(line, headers) else {
            return pipe(ProducedRecord(topic: topics.orders, key: nil, value: line, headers: headers))
        }
        if event.occurredAt <= limit { advance(to: event.occurredAt) }
        let key = scratch.key(of: event, words: decoder.words)
        let topic = topics.topic(of: event.type)
        let time = event.occurredAt.milliseconds
        pipe(ProducedRecord(topic: topic, key: key, value: line, headers: headers, timestamp: time))
    }

    /// The newest event fed, where the clock stands.
    public var position: EventTime { newest }

    /// The last minutes of `slice`, as DETECT sees them, the oldest first; none when it does not watch the slice now.
    public func readings(of signal: Signal, in slice: Slice) -> [MinuteReading] {
        pipeline.readings(of: signal, in: slice)
    }

    /// Works off what is left, lets the last minutes pass, and sums up.
    public mutating func finish() -> ReplaySummary {
        work()
        // The last panes close and the last minute is judged; deadlines beyond the last event are not invented.
        if newest > .distantPast {
            newest = newest.advanced(by: pipeline.topology.track.lateness).advanced(by: .minutes(1))
            work()
        }
        summary.statistics = pipeline.statistics
        return summary
    }

    private mutating func pipe(_ record: ProducedRecord) {
        pipeline.pipe(record)
        pending += 1
        if pending >= Self.pendingMax { work() }
    }

    /// The event in `line`, left in the scratch batch; `nil` when it is none.
    private mutating func decode(_ line: [UInt8], _ headers: [Header]) -> Event? {
        scratch.removeAll()
        let padded = line + [UInt8](repeating: 0, count: RecordBatch.padding)
        do throws(DecodeError) {
            let envelope = try CloudEventEnvelope(headers)
            guard
                case .event = try decoder.decode(
                    padded.span,
                    valueRange: 0..<line.count,
                    envelope: envelope,
                    into: &scratch
                )
            else { return nil }
            return scratch.events.first
        } catch {
            return nil
        }
    }

    private mutating func advance(to time: EventTime) {
        let start = Self.minutes.start(of: time)
        if start > minute {
            work()
            minute = start
        }
        newest = max(newest, time)
        summary.note(time)
    }

    private mutating func work() {
        pending = 0
        pipeline.run(at: WallTime(milliseconds: max(newest.milliseconds, 0)))
        let topics = pipeline.topology.topics
        for topic in [topics.alerts, topics.actions, topics.decisions, topics.late, topics.deadLetters] {
            for record in pipeline.takeNew(of: topic) { output(topic, record) }
        }
        if let counted {
            for record in pipeline.takeNew(of: topics.signals) {
                if let value = record.value, let counts = try? SignalCountsCodec.decode(value) { counted(counts) }
            }
        }
        pipeline.dropPast()
    }
}
