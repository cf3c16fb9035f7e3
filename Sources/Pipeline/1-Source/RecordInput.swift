internal import Kafka
internal import Streaming

/// The records of one internal partition (signal counts, triggers, alerts) that were read and not yet taken.
///
/// These are few, so each is decoded into a value of its own.
struct RecordInput<Item> {
    let partition: TopicPartition
    /// The offset after the last record that was taken; what a commit stores.
    private(set) var position: Offset?
    /// Bytes read and not yet taken.
    private(set) var byteCount = 0
    /// The offset of the next record to read.
    private(set) var next: Offset?

    private var end: Offset?
    private var entries: [Entry] = []
    private var cursor = 0

    /// What a record is.
    enum Content {
        case item(Item, EventTime)
        /// Nothing to us: a tombstone, an unknown type.
        case ignored
        /// It could not be understood.
        case faulty(RecordFault)
    }

    private struct Entry {
        var offset: Offset
        var content: Content
        var byteCount: Int
        /// The record by itself, kept for the dead letters.
        var refused: RecordBatch?
    }

    init(partition: TopicPartition) { self.partition = partition }

    /// Goes on where an earlier run of the task was.
    mutating func begin(at offset: Offset) {
        next = offset
        position = offset
    }

    /// Forgets that the partition was at its end.
    mutating func forgetEnd() { end = nil }

    /// Takes a batch, each record as `decode` understands it. Leaves an empty batch to fill again.
    mutating func append(_ batch: inout RecordBatch, decode: (borrowing RecordBatch, Int) -> Content) {
        if let next, batch.count > 0, batch.offset(at: 0) < next { batch.removeRecords(before: next) }
        end = batch.endOffset
        if batch.count > 0 { next = batch.offset(at: batch.count - 1).next }
        if let end { next = max(next ?? end, end) }
        for index in 0..<batch.count {
            let content = decode(batch, index)
            var refused: RecordBatch?
            if case .faulty = content { refused = batch.only(index) }
            let size = batch.value(at: index)?.count ?? 0
            entries.append(
                Entry(offset: batch.offset(at: index), content: content, byteCount: size + 64, refused: refused)
            )
            byteCount += size + 64
        }
        batch.removeAll(keepingCapacity: true)
        passEnd()
    }

    /// When everything is taken, what a commit stores is the end: so tools see no lag behind transaction markers.
    private mutating func passEnd() {
        if entries.isEmpty, let end { position = max(position ?? end, end) }
    }

    /// When the next item happened; `nil` when there is none. Records before it that are no items are passed on to
    /// `outbox`.
    mutating func head(_ outbox: inout Outbox) -> EventTime? {
        while cursor < entries.count {
            switch entries[cursor].content {
            case .item(_, let time): return time
            case .ignored: outbox.ignored(1)
            case .faulty(let fault):
                if let refused = entries[cursor].refused { outbox.refuse(refused, at: 0, from: partition, fault) }
            }
            pass()
        }
        return nil
    }

    /// Takes the item that ``head(_:)`` announced.
    mutating func take() -> Item {
        guard cursor < entries.count, case .item(let item, _) = entries[cursor].content else {
            preconditionFailure("only a head can be taken")
        }
        pass()
        return item
    }

    /// Whether there is nothing more for now: the end of the partition.
    var isAtEnd: Bool { cursor == entries.count && end != nil }

    private mutating func pass() {
        position = entries[cursor].offset.next
        byteCount -= entries[cursor].byteCount
        cursor += 1
        if cursor == entries.count || cursor >= 1024 {
            entries.removeFirst(cursor)
            cursor = 0
            passEnd()
        }
    }
}

extension RecordBatch {
    /// The record at `index` by itself.
    func only(_ index: Int) -> RecordBatch {
        var batch = RecordBatch()
        batch.append(
            offset: offset(at: index),
            timestamp: timestamp(at: index),
            key: keyBytes(at: index),
            value: valueBytes(at: index),
            headers: headers(at: index)
        )
        return batch
    }
}
