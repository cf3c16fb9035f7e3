internal import Commerce
internal import Kafka
internal import Streaming

/// The records of one source partition that were read and not yet taken, decoded.
struct SourceInput {
    let partition: TopicPartition
    /// Bytes read and not yet taken.
    private(set) var byteCount = 0
    /// The offset of the next record to read.
    private(set) var next: Offset?
    /// The offset after the chunks that were taken whole.
    private var passed: Offset?
    /// Where the partition ends for now: after the last record and the transaction markers behind it.
    private var end: Offset?
    private var chunks: [SourceChunk] = []
    private var spare: [SourceChunk] = []

    init(partition: TopicPartition) { self.partition = partition }

    /// Goes on where an earlier run of the task was.
    mutating func begin(at offset: Offset) {
        next = offset
        passed = offset
    }

    /// Forgets that the partition was at its end.
    mutating func forgetEnd() { end = nil }

    /// Takes a batch: decodes its records and keeps them. Leaves an empty batch with memory to fill again.
    mutating func append(
        _ batch: inout RecordBatch,
        decoder: inout EventDecoder,
        latest: EventTime,
        pseudonyms: Pseudonyms?
    ) {
        if let next, batch.count > 0, batch.offset(at: 0) < next { batch.removeRecords(before: next) }
        end = batch.endOffset
        if batch.count > 0 {
            next = batch.offset(at: batch.count - 1).next
            add(&batch, decoder: &decoder, latest: latest, pseudonyms)
        }
        if let end { next = max(next ?? end, end) }
        batch.removeAll(keepingCapacity: true)
        passEnd()
    }

    /// The offset after the last record that was taken; what a commit stores.
    var position: Offset? { chunks.isEmpty ? passed : chunks[0].position ?? passed }

    /// The offset of the first record that is not done with; `nil` when all are.
    var left: Offset? { chunks.lazy.compactMap(\.left).first }

    /// When the next event happened, of an input of which the head is known.
    var nextTime: EventTime { chunks[0].nextTime }

    /// Whether every event that was read was taken.
    var isEmpty: Bool { chunks.allSatisfy(\.isFinished) }

    /// When everything is taken, what a commit stores is the end: so tools see no lag behind transaction markers.
    private mutating func passEnd() {
        if chunks.isEmpty, let end { passed = max(passed ?? end, end) }
    }

    private mutating func add(
        _ batch: inout RecordBatch,
        decoder: inout EventDecoder,
        latest: EventTime,
        _ pseudonyms: Pseudonyms?
    ) {
        var chunk = spare.popLast() ?? SourceChunk()
        swap(&chunk.records, &batch)
        chunk.decode(with: &decoder, latest: latest, pseudonyms: pseudonyms)
        byteCount += chunk.records.byteCount
        chunks.append(chunk)
    }

    /// When the next event happened; `nil` when there is none. Records before it that are no events are passed on to
    /// `outbox`.
    mutating func head(_ outbox: inout Outbox) -> EventTime? {
        while !chunks.isEmpty {
            if !chunks[0].isFinished { return chunks[0].nextTime }
            finishFirst(&outbox)
        }
        return nil
    }

    /// Whether there is nothing more for now: the end of the partition.
    var isAtEnd: Bool { chunks.isEmpty && end != nil }

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
}
