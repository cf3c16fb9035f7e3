internal import Commerce
internal import Kafka
internal import Streaming

/// Who hands events over to a task of orders, and how far each of them is.
///
/// Each of them writes in the order of event time, and all of them into the same partition, each as far as it happens to be. So
/// in a backlog the partition is out of order by as much as they are out of step; its lanes are not. And a lane in which
/// nothing lies may still bring something, until whoever writes it says that it has passed the time in question.
///
///     partition   a10:00  a is at 10:05  b09:30  b09:31  a10:07 …
///     lanes       a: 10:00 10:07         b: 09:30 09:31, and b may say more of 09:31 and later
///
/// The events lie in inputs of the task, one for each lane. What is taken of them is not what was read first, so beside the
/// position (everything before it is taken) it is known how far beyond it each lane was taken.
struct RoutedLanes {
    let partition: TopicPartition
    /// Where the inputs of the lanes begin among those of the task.
    let first: Int
    /// The offset of the next record to read.
    private(set) var next: Offset?
    private var end: Offset?
    private(set) var lanes: [Lane] = []
    private var numbers: [String: Int] = [:]

    /// What is known of one that writes.
    struct Lane {
        let source: String
        /// Up to where it has told everything; forever of one that was not expected.
        var told: EventTime
        /// Where it told that.
        var toldAt = Offset(0)
        /// How many records were read of it.
        var heard = 0
        /// How many had been when it was waited for in vain.
        var silentSince: Int?
        /// The offset after the last record that an earlier run took of it.
        var taken = Offset(0)

        /// Whether it was waited for in vain, and not heard of since.
        var isSilent: Bool { silentSince == heard }
    }

    /// - Parameter writers: the tasks that hand events over, whose lanes come in this order.
    init(partition: TopicPartition, first: Int, writers: [String]) {
        self.partition = partition
        self.first = first
        for writer in writers { _ = lane(of: "/orderkeeper/track/\(writer)", told: .distantPast) }
    }

    private mutating func lane(of source: String, told: EventTime = .distantFuture) -> Int {
        if let number = numbers[source] { return number }
        numbers[source] = lanes.count
        lanes.append(Lane(source: source, told: told))
        return lanes.count - 1
    }

    // MARK: Reading

    /// Whether all that is there was read.
    var isAtEnd: Bool { end != nil }

    /// Forgets that the partition was at its end.
    mutating func forgetEnd() { end = nil }

    /// Takes a batch, and notes how far they say they are. Returns the records of each lane that are something else, and
    /// leaves an empty batch to fill again.
    mutating func sort(_ batch: inout RecordBatch) -> [(lane: Int, records: RecordBatch)] {
        if let next, batch.count > 0, batch.offset(at: 0) < next { batch.removeRecords(before: next) }
        end = batch.endOffset
        if batch.count > 0 { next = batch.offset(at: batch.count - 1).next }
        if let end { next = max(next ?? end, end) }
        var parts: [Int: RecordBatch] = [:]
        for index in 0..<batch.count {
            let envelope = envelope(of: batch, index)
            let lane = lane(of: envelope?.source ?? "")
            lanes[lane].heard += 1
            guard !note(batch, index, envelope, lane) else { continue }
            parts[lane, default: RecordBatch()].append(index, of: batch)
        }
        batch.removeAll(keepingCapacity: true)
        return parts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// What the headers say; `nil` when they are wrong, which is told where the record is decoded.
    private func envelope(of batch: borrowing RecordBatch, _ index: Int) -> CloudEventEnvelope? {
        do throws(DecodeError) { return try CloudEventEnvelope(batch.headers(at: index)) } catch { return nil }
    }

    /// Notes how far the writer of `lane` is, if that is what the record says. Returns whether it does.
    private mutating func note(
        _ batch: borrowing RecordBatch,
        _ index: Int,
        _ envelope: CloudEventEnvelope?,
        _ lane: Int
    ) -> Bool {
        guard envelope?.type == ProgressCodec.cloudEventType, let value = batch.valueBytes(at: index) else {
            return false
        }
        do throws(DecodeError) {
            let progress = try ProgressCodec.decode(value)
            if progress.watermark > lanes[lane].told {
                lanes[lane].told = progress.watermark
                lanes[lane].toldAt = batch.offset(at: index)
            }
            return true
        } catch {
            return false
        }
    }

    // MARK: Waiting

    /// The lane among `empty`, in which nothing lies, whose writer has told the least, and what; `nil` when nobody is to be
    /// waited for.
    func lagging(among empty: (Int) -> Bool) -> (lane: Int, told: EventTime)? {
        var least: (lane: Int, told: EventTime)?
        for lane in lanes.indices where !lanes[lane].isSilent && empty(lane) {
            if lanes[lane].told < least?.told ?? .distantFuture { least = (lane, lanes[lane].told) }
        }
        return least
    }

    /// Goes on without the writer of `lane` until it is heard of again.
    mutating func giveUp(_ lane: Int) { lanes[lane].silentSince = lanes[lane].heard }

    // MARK: State

    /// Appends how far each writer said that it is, and how far its lane is `taken` where that is beyond `position`. What lies
    /// behind the position is read again, and what was told there is not known before that.
    func write(to writer: inout StateWriter, taken: (Int) -> Offset?, position: Offset?) {
        let position = position ?? Offset(0)
        let known = lanes.indices.map { ($0, max(taken($0) ?? Offset(0), lanes[$0].taken)) }
            .filter { lanes[$0].told != .distantFuture || $1 > position }
            .sorted { lanes[$0.0].source < lanes[$1.0].source }
        writer.list(known) { writer, lane in
            writer.text(lanes[lane.0].source)
            writer.time(lanes[lane.0].toldAt < position ? lanes[lane.0].told : .distantPast)
            writer.signed(lane.1 > position ? lane.1.rawValue : 0)
        }
    }

    /// Goes on from what ``write(to:taken:position:)`` wrote.
    mutating func restore(from reader: inout StateReader) throws(StateError) {
        let known = try reader.list { (reader) throws(StateError) in
            (source: try reader.text(), told: try reader.time(), taken: try reader.signed())
        }
        for lane in lanes.indices { lanes[lane].taken = Offset(0) }
        for (source, told, taken) in known {
            if let lane = numbers[source] { lanes[lane].told = told }
            lanes[lane(of: source)].taken = Offset(taken)
        }
    }

    /// Goes on where an earlier run of the task was.
    mutating func begin(at offset: Offset) { next = offset }
}

extension RecordBatch {
    /// Adds the record at `index` of `other`.
    fileprivate mutating func append(_ index: Int, of other: borrowing RecordBatch) {
        append(
            offset: other.offset(at: index),
            timestamp: other.timestamp(at: index),
            key: other.keyBytes(at: index),
            value: other.valueBytes(at: index),
            headers: other.headers(at: index)
        )
    }
}
