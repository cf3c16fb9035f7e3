internal import Commerce
internal import Kafka
internal import Streaming

/// The records of one source partition that were read and not yet taken, decoded.
struct SourceInput {
    let partition: TopicPartition
    /// The offset after the last record that was taken; what a commit stores.
    private(set) var position: Offset?
    /// Bytes read and not yet taken.
    private(set) var byteCount = 0
    /// While the task repeats its past: the first offset that does not belong to it.
    var limit: Offset?

    /// Where the partition ends for now: after the last record and the transaction markers behind it.
    private var end: Offset?
    private var chunks: [SourceChunk] = []
    private var spare: [SourceChunk] = []

    init(partition: TopicPartition) { self.partition = partition }

    /// Takes a batch: decodes its records and keeps them. Leaves an empty batch with memory to fill again.
    mutating func append(_ batch: inout RecordBatch, decoder: inout EventDecoder, latest: EventTime) {
        end = batch.endOffset
        if batch.count > 0 {
            if let limit, batch.offset(at: batch.count - 1) >= limit, batch.offset(at: 0) < limit {
                var (past, rest) = batch.split(at: limit)
                add(&past, decoder: &decoder, latest: latest)
                add(&rest, decoder: &decoder, latest: latest)
            } else {
                add(&batch, decoder: &decoder, latest: latest)
            }
        }
        batch.removeAll(keepingCapacity: true)
        passEnd()
    }

    /// When everything is taken, what a commit stores is the end: so tools see no lag behind transaction markers.
    private mutating func passEnd() {
        if chunks.isEmpty, let end { position = max(position ?? end, end) }
    }

    private mutating func add(_ batch: inout RecordBatch, decoder: inout EventDecoder, latest: EventTime) {
        var chunk = spare.popLast() ?? SourceChunk()
        swap(&chunk.records, &batch)
        chunk.decode(with: &decoder, latest: latest)
        byteCount += chunk.records.byteCount
        chunks.append(chunk)
    }

    /// When the next event happened; `nil` when there is none before ``limit``. Records before it that are no events
    /// are passed on to `outbox`.
    mutating func head(_ outbox: inout Outbox) -> EventTime? {
        while let first = chunks.first, !isBeyondLimit(first) {
            if !first.isFinished { return first.events.events[first.cursor].occurredAt }
            var chunk = checkOut()
            checkIn(&chunk, &outbox)
        }
        return nil
    }

    /// Whether there is nothing more for now: the end of the partition, or ``limit``.
    var isAtEnd: Bool {
        if let first = chunks.first { return isBeyondLimit(first) }
        if let limit, let position, position >= limit { return true }
        return end != nil
    }

    /// Lends the first chunk, so that its events can be taken without copying; ``checkIn(_:_:)`` gives it back.
    mutating func checkOut() -> SourceChunk {
        precondition(!chunks.isEmpty, "only a head can be taken")
        var chunk = SourceChunk()
        swap(&chunk, &chunks[0])
        return chunk
    }

    /// Takes back the first chunk: notes how far it was taken, passes on its faults up to there, and keeps its memory
    /// when nothing is left of it.
    mutating func checkIn(_ chunk: inout SourceChunk, _ outbox: inout Outbox) {
        if let reached = chunk.position { position = reached }
        while chunk.faultCursor < chunk.faults.count {
            let (index, fault) = chunk.faults[chunk.faultCursor]
            guard let position, chunk.records.offset(at: index) < position else { break }
            outbox.refuse(chunk.records, at: index, from: partition, fault)
            chunk.faultCursor += 1
        }
        guard chunk.isFinished else { return swap(&chunk, &chunks[0]) }
        outbox.ignored(chunk.ignoredCount)
        byteCount -= chunk.records.byteCount
        chunk.removeAll()
        chunks.removeFirst()
        spare.append(chunk)
        passEnd()
    }

    private func isBeyondLimit(_ chunk: SourceChunk) -> Bool {
        guard let limit else { return false }
        return chunk.records.offset(at: 0) >= limit
    }
}

extension RecordBatch {
    /// The records before `limit` and those from it on.
    fileprivate func split(at limit: Offset) -> (past: RecordBatch, rest: RecordBatch) {
        var past = RecordBatch()
        var rest = RecordBatch()
        for index in 0..<count {
            let record = (offset(at: index), timestamp(at: index), keyBytes(at: index), valueBytes(at: index), headers(at: index))
            if record.0 < limit {
                past.append(offset: record.0, timestamp: record.1, key: record.2, value: record.3, headers: record.4)
            } else {
                rest.append(offset: record.0, timestamp: record.1, key: record.2, value: record.3, headers: record.4)
            }
        }
        return (past, rest)
    }
}
