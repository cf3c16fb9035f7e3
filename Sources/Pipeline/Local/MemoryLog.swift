internal import Kafka

/// One partition of a log in memory.
struct MemoryLog {
    private var records: [ProducedRecord] = []
    /// The offset of the first record that is still kept.
    private(set) var start: Int64 = 0

    /// Up to where records were shown.
    private var shown: Int64 = 0

    var end: Int64 { start + Int64(records.count) }

    mutating func append(_ record: ProducedRecord) { records.append(record) }

    /// Appends at most `max` records from `offset` on to `batch`, and the end if it is reached.
    func read(from offset: Int64, max: Int, into batch: inout RecordBatch) {
        precondition(offset >= start, "nobody reads what was dropped")
        let first = Int(offset - start)
        for index in first..<min(records.count, first + max) {
            let record = records[index]
            batch.append(
                offset: Offset(start + Int64(index)),
                timestamp: record.timestamp,
                key: record.key,
                value: record.value,
                headers: record.headers
            )
        }
        if first + max >= records.count { batch.noteEnd(at: Offset(end)) }
    }

    /// Drops what lies before `offset`.
    mutating func drop(before offset: Int64) {
        let kept = min(offset, end)
        guard kept > start else { return }
        records.removeFirst(Int(kept - start))
        start = kept
    }

    /// The records since this was last asked.
    mutating func takeNew() -> [ProducedRecord] {
        defer { shown = end }
        return Array(records[Int(max(shown, start) - start)...])
    }

    /// Drops what ``takeNew()`` has shown.
    mutating func dropShown() { drop(before: shown) }

    /// All records that are kept, in order.
    var all: [ProducedRecord] { records }
}
