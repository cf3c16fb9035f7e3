internal import Commerce
internal import Kafka
internal import Streaming

/// Records to events: one core, records already in memory.
enum DecodeBenchmark {
    private static let repetitions = 30

    static func measure() throws -> [Figure] {
        var stream = OrderStream(ordersPerSecond: 1000, failureRate: 0.08)
        let batches = stream.next(seconds: 20)
        let payments = batches.filter { $0.side == .payments }.map(\.batch)
        let orders = batches.filter { $0.side == .orders }.map(\.batch)
        return [
            try figure("decode payments", payments),
            try figure("decode orders: placed with 2 lines, confirmed", orders),
            try figure("decode both", batches.map(\.batch)),
        ]
    }

    /// Decodes `batches` again and again, each into the same event batch.
    private static func figure(_ name: String, _ batches: [RecordBatch]) throws -> Figure {
        var decoder = EventDecoder()
        var events = EventBatch()
        var count = 0
        try decode(batches, &decoder, &events, &count)
        count = 0
        var meter = Meter()
        try meter.measure {
            for _ in 0..<repetitions { try decode(batches, &decoder, &events, &count) }
        }
        let bytes = batches.reduce(0) { $0 + $1.byteCount } / max(1, batches.reduce(0) { $0 + $1.count })
        return meter.figure(name, events: count, note: "\(bytes) B a record, key included")
    }

    private static func decode(
        _ batches: [RecordBatch],
        _ decoder: inout EventDecoder,
        _ events: inout EventBatch,
        _ count: inout Int
    ) throws {
        for batch in batches {
            events.removeAll()
            let bytes = batch.bytes
            for index in 0..<batch.count {
                guard let value = batch.value(at: index) else { continue }
                _ = try decoder.decode(bytes.span, valueRange: value, record: Int32(index), into: &events)
            }
            count += events.events.count
        }
    }
}
