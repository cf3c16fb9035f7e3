import Kafka

/// One partition of the simulated broker: data and transaction markers, each with an offset of its own.
struct SimulatedLog {
    private(set) var entries: [Entry] = []
    private(set) var start: Int64 = 0

    /// What lies at an offset.
    enum Entry {
        /// A record, and the transaction it was written in.
        case record(ProducedRecord, SimulatedTransaction?)
        /// The end of a transaction.
        case marker
    }

    var end: Int64 { start + Int64(entries.count) }

    /// Below this offset, every transaction has ended: where those who read committed must stop.
    var lastStable: Int64 {
        mutating get {
            while stable < end {
                if case .record(_, let transaction?) = entries[Int(stable - start)], transaction.outcome == nil {
                    break
                }
                stable += 1
            }
            return stable
        }
    }
    private var stable: Int64 = 0

    mutating func append(_ record: ProducedRecord, in transaction: SimulatedTransaction?) {
        entries.append(.record(record, transaction))
    }

    mutating func appendMarker() { entries.append(.marker) }

    mutating func trim(before offset: Int64) {
        let count = max(0, min(offset, end) - start)
        entries.removeFirst(Int(count))
        start += count
        stable = Swift.max(stable, start)
    }

    /// Appends at most `max` committed records from `offset` on, and the end if it is reached. Returns where reading goes
    /// on. An offset that is gone goes on with the oldest.
    mutating func read(from offset: Int64, max: Int, into batch: inout RecordBatch) -> Int64 {
        var position = Swift.max(offset, start)
        let stable = lastStable
        var left = max
        while position < stable, left > 0 {
            if case .record(let record, let transaction) = entries[Int(position - start)],
                transaction.map({ $0.outcome == .committed }) ?? true
            {
                batch.append(
                    offset: Offset(position),
                    timestamp: record.timestamp,
                    key: record.key,
                    value: record.value,
                    headers: record.headers
                )
                left -= 1
            }
            position += 1
        }
        if position >= stable, left > 0 { batch.noteEnd(at: Offset(position)) }
        return position
    }

    /// How many records there are from `offset` on that do more than say how far a task has come.
    func news(from offset: Int64) -> Int {
        entries.dropFirst(Int(max(0, offset - start))).count {
            if case .record(let record, _) = $0 { !record.isProgress } else { false }
        }
    }

    /// The records that those who read committed see.
    var committed: [ProducedRecord] {
        entries.compactMap { entry in
            guard case .record(let record, let transaction) = entry else { return nil }
            return transaction.map { $0.outcome == .committed } ?? true ? record : nil
        }
    }
}
