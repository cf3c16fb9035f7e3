import Kafka

extension Consumer {
    /// Takes from `partition` until its end at `end` or beyond was seen.
    mutating func readToEnd(of partition: TopicPartition, at end: Offset? = nil, max: Int = 500) throws -> RecordBatch {
        let patience = Patience()
        var batch = RecordBatch()
        while true {
            for case .failed(let error) in poll() where error.recovery != .retry { throw error }
            while try take(from: partition, max: max, into: &batch) == max {}
            if let seen = batch.endOffset, seen >= end ?? seen { return batch }
            try patience.check("the end of \(partition)")
            wait(timeout: .seconds(1))
        }
    }

    /// Takes from `partition` until `count` records are there.
    mutating func read(_ count: Int, from partition: TopicPartition, into batch: inout RecordBatch) throws {
        let patience = Patience()
        while batch.count < count {
            _ = poll()
            while try take(from: partition, max: 500, into: &batch) == 500 {}
            guard batch.count < count else { return }
            try patience.check("\(count) records of \(partition)")
            wait(timeout: .seconds(1))
        }
    }

    /// Starts what `event` assigns, at `position`, and stops what it takes away.
    mutating func answer(_ event: ControlEvent, from position: StartPosition) throws {
        switch event {
        case .assigned(let partitions):
            try start(Dictionary(uniqueKeysWithValues: partitions.map { ($0, position) }))
        case .revoked(let partitions), .lost(let partitions): try stop(partitions)
        default: break
        }
    }

    /// Polls until `wanted` picks an event.
    mutating func awaitEvent<Result>(_ what: String, _ wanted: (ControlEvent) -> Result?) throws -> Result {
        let patience = Patience()
        while true {
            for event in poll(timeout: .milliseconds(200)) {
                if let result = wanted(event) { return result }
            }
            try patience.check(what)
        }
    }
}

extension RecordBatch {
    /// The values as text, tombstones left out.
    var texts: [String] {
        (0..<count).compactMap { valueBytes(at: $0).map { String(decoding: $0, as: UTF8.self) } }
    }
}
