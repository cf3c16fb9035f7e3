internal import Kafka
internal import Streaming

/// What was read of one partition of the triggers' topic and not yet taken, a lane for each task of TRACK that wrote it.
///
/// Each task writes in the order of event time, and all of them into the same partition, each as far as it happens to be. So
/// in a backlog the partition is out of order by as much as they are out of step; its lanes are not, and RETAIN takes what
/// comes first in event time of all of them.
///
///     partition   a10:00 a10:01 b09:30 a10:02 b09:31 …
///     lanes       a: 10:00 10:01 10:02        taken: b09:30, b09:31, … and a10:00 when b has come as far
///                 b: 09:30 09:31
///
/// What is taken is not what was read first, so beside the position (everything before it is taken) each lane knows how
/// far beyond it was taken.
struct TriggerLanes {
    let partition: TopicPartition
    /// Bytes read and not yet taken.
    private(set) var byteCount = 0
    /// The offset of the next record to read.
    private(set) var next: Offset?
    private var end: Offset?
    private var lanes: [Lane] = []
    private var numbers: [String: Int] = [:]
    /// How many entries are in all lanes.
    private var count = 0

    typealias Content = RecordInput<RetainNews>.Content

    private struct Lane {
        let source: String
        var entries: [Entry] = []
        var cursor = 0
        /// The offset after the last record that was taken of it.
        var taken = Offset(0)
        /// How many records were read of it.
        var heard = 0
        /// When its next item happened, once that was looked for.
        var time: EventTime?

        var isEmpty: Bool { cursor == entries.count }
    }

    private struct Entry {
        var offset: Offset
        var content: Content
        var byteCount: Int
        /// The record by itself, kept for the dead letters.
        var refused: RecordBatch?
    }

    /// - Parameter sources: those who write, whose lanes come in this order.
    init(partition: TopicPartition, sources: [String]) {
        self.partition = partition
        for source in sources { _ = lane(of: source) }
    }

    // MARK: Reading

    /// Goes on where an earlier run of the task was.
    mutating func begin(at offset: Offset) { next = offset }

    /// Forgets that the partition was at its end.
    mutating func forgetEnd() { end = nil }

    /// Takes a batch, each record as `decode` understands it, with who wrote it. Leaves an empty batch to fill again.
    mutating func append(
        _ batch: inout RecordBatch,
        decode: (borrowing RecordBatch, Int) -> (content: Content, source: String)
    ) {
        if let next, batch.count > 0, batch.offset(at: 0) < next { batch.removeRecords(before: next) }
        end = batch.endOffset
        if batch.count > 0 { next = batch.offset(at: batch.count - 1).next }
        if let end { next = max(next ?? end, end) }
        for index in 0..<batch.count {
            let (content, source) = decode(batch, index)
            let lane = lane(of: source)
            lanes[lane].heard += 1
            // It was taken in an earlier run, ahead of others.
            guard batch.offset(at: index) >= lanes[lane].taken else { continue }
            var refused: RecordBatch?
            if case .faulty = content { refused = batch.only(index) }
            let size = (batch.value(at: index)?.count ?? 0) + 64
            lanes[lane].entries.append(
                Entry(offset: batch.offset(at: index), content: content, byteCount: size, refused: refused)
            )
            byteCount += size
            count += 1
        }
        batch.removeAll(keepingCapacity: true)
    }

    private mutating func lane(of source: String) -> Int {
        if let number = numbers[source] { return number }
        numbers[source] = lanes.count
        lanes.append(Lane(source: source))
        return lanes.count - 1
    }

    // MARK: Taking

    /// The lane whose next item happened first, and when; `nil` when there is none. Records before it that are no items are
    /// passed on to `outbox`.
    mutating func head(_ outbox: inout Outbox) -> (lane: Int, time: EventTime)? {
        guard count > 0 else { return nil }
        var first: (lane: Int, time: EventTime)?
        for lane in lanes.indices {
            if lanes[lane].time == nil { look(in: lane, &outbox) }
            if let time = lanes[lane].time, first.map({ time < $0.time }) ?? true { first = (lane, time) }
        }
        return first
    }

    /// Looks for the next item of `lane`.
    private mutating func look(in lane: Int, _ outbox: inout Outbox) {
        while !lanes[lane].isEmpty {
            let entry = lanes[lane].entries[lanes[lane].cursor]
            if case .item(_, let time) = entry.content {
                lanes[lane].time = time
                return
            }
            if case .faulty(let fault) = entry.content, let refused = entry.refused {
                outbox.refuse(refused, at: 0, from: partition, fault)
            } else {
                outbox.ignored(1)
            }
            pass(lane)
        }
    }

    /// The next item of `lane`, which stays.
    func announced(in lane: Int) -> RetainNews? {
        guard !lanes[lane].isEmpty, case .item(let item, _) = lanes[lane].entries[lanes[lane].cursor].content else {
            return nil
        }
        return item
    }

    /// Takes the next item of `lane`.
    mutating func take(from lane: Int) -> RetainNews {
        guard let item = announced(in: lane) else { preconditionFailure("only a head can be taken") }
        pass(lane)
        return item
    }

    private mutating func pass(_ lane: Int) {
        let cursor = lanes[lane].cursor
        lanes[lane].taken = lanes[lane].entries[cursor].offset.next
        byteCount -= lanes[lane].entries[cursor].byteCount
        count -= 1
        lanes[lane].cursor += 1
        lanes[lane].time = nil
        guard cursor + 1 == lanes[lane].entries.count || cursor + 1 >= 1024 else { return }
        lanes[lane].entries.removeFirst(cursor + 1)
        lanes[lane].cursor = 0
    }

    // MARK: Where it is

    /// Whether there is nothing more for now: the end of the partition.
    var isAtEnd: Bool { count == 0 && end != nil }

    /// Everything before is taken; what a commit stores.
    var position: Offset? {
        guard count > 0 else { return next }
        return lanes.lazy.filter { !$0.isEmpty }.map { $0.entries[$0.cursor].offset }.min()
    }

    /// The offset after the last record that was taken, of any lane: when everything before it is taken, everything is that
    /// was when this was asked.
    var reached: Offset { max(position ?? Offset(0), lanes.lazy.map(\.taken).max() ?? Offset(0)) }

    /// How many records were read of `lane`, when nothing of it is in flight; `nil` when something is.
    func silence(of lane: Int) -> Int? { lanes[lane].isEmpty ? lanes[lane].heard : nil }

    // MARK: State

    /// Appends how far each lane is taken that is taken beyond the position.
    func write(to writer: inout StateWriter) {
        let position = position ?? Offset(0)
        let ahead = lanes.filter { $0.taken > position }.sorted { $0.source < $1.source }
        writer.list(ahead) { writer, lane in
            writer.text(lane.source)
            writer.signed(lane.taken.rawValue)
        }
    }

    /// Goes on from what ``write(to:)`` wrote.
    mutating func restore(from reader: inout StateReader) throws(StateError) {
        let ahead = try reader.list { (reader) throws(StateError) in (try reader.text(), try reader.signed()) }
        for index in lanes.indices { lanes[index].taken = Offset(0) }
        for (source, taken) in ahead { lanes[lane(of: source)].taken = Offset(taken) }
    }
}
