internal import Commerce
internal import Detection
internal import Kafka
internal import Streaming

/// A task of DETECT: adds up what the TRACK tasks counted, and closes a minute when all of them have passed it.
///
///     counts of orders-0 ─┐
///     counts of orders-1 ─┼─► add up per signal ─► detector ─► alerts
///     counts of stock-0  ─┘        └ at the least of the tasks' watermarks
///
/// A TRACK task that was silent longer than the stage timeout is not waited for.
final class DetectTask: StageTask {
    let partitions: [TopicPartition]
    private let trackers: [Signal: [String]]
    private let timeout: Milliseconds
    private var input: RecordInput<SignalCounts>
    private var outbox: Outbox
    /// By the ordinal of their signal.
    private var detectors: [SignalDetector]
    private var heard: [Signal: [String: Report]] = [:]
    private var ledger = CommitLedger()
    private var watermark = EventTime.distantPast
    private var startedAt: WallTime?

    /// The last that was heard of a TRACK task.
    private struct Report {
        var watermark: EventTime
        var at: WallTime
    }

    /// - Parameter trackers: the names of the TRACK tasks that count for each signal, which are waited for.
    init(
        partition: TopicPartition,
        trackers: [Signal: [String]],
        topics: Topics,
        rules: DetectionRules,
        timeout: Milliseconds
    ) {
        partitions = [partition]
        self.trackers = trackers
        self.timeout = timeout
        input = RecordInput(partition: partition)
        outbox = Outbox(topics: topics, stage: "detect", task: "signals-\(partition.partition)")
        detectors = Signal.allCases.map { SignalDetector(signal: $0, rules: rules) }
    }

    var statistics: TaskStatistics { outbox.statistics }
    var isRestored: Bool { !outbox.isMuted }

    /// The counts are few; the track stage holds back, not this one.
    func wants(_ partition: TopicPartition) -> Bool { input.byteCount < 64 << 20 }

    func ingest(_ batch: inout RecordBatch, of partition: TopicPartition, at now: WallTime) {
        input.append(&batch) { batch, index in
            guard let value = batch.valueBytes(at: index) else { return .ignored }
            do throws(DecodeError) {
                let counts = try SignalCountsCodec.decode(value)
                return .item(counts, counts.pane)
            } catch {
                return .faulty(.undecodable(error))
            }
        }
    }

    func process(at now: WallTime) {
        startedAt = startedAt ?? now
        while input.head(&outbox) != nil { take(input.take(), at: now) }
        if outbox.isMuted, input.isAtEnd {
            outbox.isMuted = false
            input.limit = nil
        }
        for signal in Signal.allCases where heard[signal] != nil { advance(signal, at: now) }
    }

    private func take(_ counts: SignalCounts, at now: WallTime) {
        for count in counts.counts { detectors[counts.signal.ordinal].record(count, pane: counts.pane) }
        heard[counts.signal, default: [:]][counts.task] = Report(watermark: counts.watermark, at: now)
        // In a backlog, minutes are closed as the counts come, not once at its end.
        advance(counts.signal, at: now)
    }

    /// Closes the minutes that every TRACK task has passed, but for those that have gone silent.
    private func advance(_ signal: Signal, at now: WallTime) {
        guard let reports = heard[signal] else { return }
        var least = EventTime.distantFuture
        for tracker in trackers[signal] ?? [] {
            if let report = reports[tracker] {
                if now.since(report.at) <= timeout { least = min(least, report.watermark) }
            } else if let startedAt, now.since(startedAt) <= timeout {
                return
            }
        }
        // When all are silent, there is nothing to go by.
        guard least < .distantFuture else { return }
        watermark = max(watermark, least)
        for alert in detectors[signal.ordinal].advance(to: least) { publish(alert) }
    }

    private func publish(_ alert: Alert) {
        outbox.count { $0.alerts[alert.status, default: 0] += 1 }
        outbox.publish(
            AlertCodec.encode(alert),
            to: outbox.topics.alerts,
            key: alert.incidentID,
            id: alert.id,
            type: "orderkeeper.alert.v1",
            at: alert.occurredAt
        )
    }

    func seal() -> Commit {
        guard !outbox.isMuted else { return Commit() }
        return ledger.seal(outbox.drain(), at: [(input.partition, input.position)], watermark: watermark)
    }

    func resume(from positions: [TopicPartition: CommittedOffset]) {
        guard let committed = positions[input.partition] else { return }
        outbox.isMuted = true
        input.limit = committed.offset
    }
}
