internal import Commerce
internal import Kafka
internal import Streaming

/// The records of one source partition that were read and not yet taken, decoded.
struct SourceInput {
    let partition: TopicPartition
    /// Bytes read and not yet taken.
    private(set) var byteCount = 0
    /// While the task repeats its past: the first offset that does not belong to it.
    var limit: Offset?

    /// The offset after the chunks that were taken whole.
    private var passed: Offset?
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

    /// The offset after the last record that was taken; what a commit stores.
    var position: Offset? { chunks.isEmpty ? passed : chunks[0].position ?? passed }

    /// When everything is taken, what a commit stores is the end: so tools see no lag behind transaction markers.
    private mutating func passEnd() {
        if chunks.isEmpty, let end { passed = max(passed ?? end, end) }
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
        while !chunks.isEmpty, !isBeyondLimit {
            if !chunks[0].isFinished { return chunks[0].nextTime }
            finishFirst(&outbox)
        }
        return nil
    }

    /// Whether there is nothing more for now: the end of the partition, or ``limit``.
    var isAtEnd: Bool {
        if !chunks.isEmpty { return isBeyondLimit }
        if let limit, let passed, passed >= limit { return true }
        return end != nil
    }

    /// Exchanges the first chunk for `chunk`, so that its events can be taken where nothing else changes. Doing it again
    /// gives it back.
    mutating func exchangeFirst(for chunk: inout SourceChunk) {
        precondition(!chunks.isEmpty, "only a head can be taken")
        swap(&chunk, &chunks[0])
    }

    /// Passes on the faults of the first chunk that lie before what was taken of it.
    mutating func passFaults(to outbox: inout Outbox) {
        guard chunks[0].faultCursor < chunks[0].faults.count else { return }
        while let (index, fault) = chunks[0].nextFault(before: position) {
            outbox.refuse(chunks[0].records, at: index, from: partition, fault)
            chunks[0].faultCursor += 1
        }
    }

    /// Leaves the first chunk, of which every event was taken, and keeps its memory.
    private mutating func finishFirst(_ outbox: inout Outbox) {
        passFaults(to: &outbox)
        outbox.ignored(chunks[0].ignoredCount)
        byteCount -= chunks[0].records.byteCount
        passed = position
        var chunk = chunks.removeFirst()
        chunk.removeAll()
        spare.append(chunk)
        passEnd()
    }

    /// Whether the first chunk does not belong to what is repeated.
    private var isBeyondLimit: Bool { limit.map { chunks[0].records.offset(at: 0) >= $0 } ?? false }
}

extension RecordBatch {
    /// The records before `limit` and those from it on.
    fileprivate func split(at limit: Offset) -> (past: RecordBatch, rest: RecordBatch) {
        var past = RecordBatch()
        var rest = RecordBatch()
        for index in 0..<count {
            let record = (
                offset(at: index), timestamp(at: index), keyBytes(at: index), valueBytes(at: index), headers(at: index)
            )
            if record.0 < limit {
                past.append(offset: record.0, timestamp: record.1, key: record.2, value: record.3, headers: record.4)
            } else {
                rest.append(offset: record.0, timestamp: record.1, key: record.2, value: record.3, headers: record.4)
            }
        }
        return (past, rest)
    }
}
