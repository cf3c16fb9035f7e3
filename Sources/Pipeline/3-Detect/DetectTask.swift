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
/// A TRACK task that was silent longer than the stage timeout is not waited for. RETAIN is told, minute by minute, up to where
/// payments are judged, and which alerts there are of them.
final class DetectTask: StageTask {
    let partitions: [TopicPartition]
    private let trackers: [Signal: [String]]
    private let timeout: Milliseconds
    var input: RecordInput<SignalCounts>
    var outbox: Outbox
    var detectors: ShopDetector
    /// What the TRACK tasks said of each signal, of which anything was said.
    var heard: [Signal: ToldWatermarks] = [:]
    /// Up to where minutes were closed.
    var reached: [Signal: EventTime] = [:]
    private var startedAt: WallTime?
    private let noticePartitions: Int32
    /// What RETAIN was told; follows from what was reached, because it is told before the task is sealed.
    private var marks = ProgressMarks(every: .minutes(1))
    /// The alerts about payments that RETAIN was not told of.
    private var announcements: [Progress.Announcement] = []
    /// What was done since changes were last written.
    var steps: [DetectStep] = []
    /// The checkpoint that is being written or read, and how much of it is done.
    var checkpoint: (bytes: [UInt8], done: Int) = ([], 0)
    /// What was done after the checkpoint that is being read.
    var stepsToRepeat: [DetectStep] = []

    /// - Parameters:
    ///   - trackers: the names of the TRACK tasks that count for each signal, which are waited for.
    ///   - noticePartitions: how many partitions the notices' topic has, each of which is told how far the task is.
    init(
        partition: TopicPartition,
        trackers: [Signal: [String]],
        noticePartitions: Int32,
        topics: Topics,
        rules: DetectionRules,
        timeout: Milliseconds
    ) {
        partitions = [partition]
        self.trackers = trackers
        self.noticePartitions = noticePartitions
        self.timeout = timeout
        input = RecordInput(partition: partition)
        outbox = Outbox(topics: topics, stage: "detect", task: "signals-\(partition.partition)")
        detectors = ShopDetector(rules: rules)
    }

    var statistics: TaskStatistics { outbox.statistics }
    let stateVersion = 9
    var readableVersions: ClosedRange<Int> { 6...stateVersion }

    /// The counts are few; the track stage holds back, not this one.
    func wants(_ partition: TopicPartition) -> Bool { input.byteCount < 8 << 20 }

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
        advance(detectors.order, at: now)
        tellRetain()
    }

    private func take(_ counts: SignalCounts, at now: WallTime) {
        steps.append(.counts(counts))
        detectors.record(counts)
        heard[counts.signal, default: ToldWatermarks()].note(counts.watermark, of: counts.task, at: now)
        // In a backlog, minutes are closed as the counts come, not once at its end.
        let (signal, order) = (counts.signal, detectors.order)
        advance(order.filter { $0 == signal || detectors.causes(of: $0).contains(signal) }, at: now)
    }

    /// Closes the minutes that every TRACK task has passed, but for those that have gone silent.
    ///
    /// - Parameter signals: those of which there may be news, in order.
    private func advance(_ signals: [Signal], at now: WallTime) {
        for signal in signals where heard[signal] != nil {
            var least = told(signal, at: now)
            // What it follows from must be judged first.
            for cause in detectors.causes(of: signal) where heard[cause] != nil {
                least = min(least, told(cause, at: now))
            }
            // When all are silent, there is nothing to go by.
            guard least < .distantFuture, least > reached[signal] ?? .distantPast else { continue }
            reached[signal] = least
            steps.append(.advance(signal, to: least))
            let before = detectors.statistics
            for alert in detectors.advance(signal, to: least) { publish(alert) }
            let after = detectors.statistics
            outbox.count {
                $0.inhibited += after.inhibited - before.inhibited
                $0.silenced += after.silenced - before.silenced
            }
        }
    }

    private func publish(_ alert: Alert) {
        outbox.publish(alert)
        guard alert.signal == .paymentFailure else { return }
        announcements.append(Progress.Announcement(id: alert.id, occurredAt: alert.occurredAt))
    }

    /// Says how far payments are judged, when that is another minute or there are alerts of them: once for all that was read.
    private func tellRetain() {
        guard let reached = reached[.paymentFailure] else { return }
        guard marks.next(at: reached) != nil || !announcements.isEmpty else { return }
        let progress = Progress(task: outbox.task, watermark: marks.told, alerts: announcements)
        announcements = []
        let value = ProgressCodec.encode(progress)
        let last = progress.alerts.last?.id ?? ""
        for partition in 0..<noticePartitions {
            outbox.publish(
                value,
                to: outbox.topics.notices,
                partition: partition,
                key: nil,
                id: StableID.make("jdg", outbox.task, "\(partition)", "\(progress.watermark.milliseconds)", last),
                type: ProgressCodec.cloudEventType,
                at: progress.watermark
            )
        }
    }

    /// What the task had come to when it was sealed, it has told.
    func passMarks() { if let reached = reached[.paymentFailure] { _ = marks.next(at: reached) } }

    /// Up to where all of `signal` is counted; the distant past when a task has not told yet, and the distant future when
    /// all have gone silent.
    private func told(_ signal: Signal, at now: WallTime) -> EventTime {
        (heard[signal] ?? ToldWatermarks())
            .least(of: trackers[signal] ?? [], at: now, since: startedAt ?? now, timeout: timeout)
    }
}
