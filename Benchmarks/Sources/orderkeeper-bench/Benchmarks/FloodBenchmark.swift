internal import CMeasure
internal import Commerce
internal import Kafka
internal import Pipeline
internal import Streaming

/// A million payments, each with an issuer that nobody has heard of and nobody hears of again, beside a million of forty
/// issuers: what a hostile or broken producer costs a task of TRACK in time and memory.
enum FloodBenchmark {
    private static let payments = 1_000_000
    private static let perSecond = 10_000

    static func measure() throws -> [Figure] {
        // Usual issuers first: the most memory that was ever held only grows.
        [
            try figure("track payments, 40 issuers") { "issuer-\($0 % 40)" },
            try figure("track payments, each with another issuer") { "issuer-flood-\(1_000_000 + $0)" },
        ]
    }

    private static func figure(_ name: String, issuer: (Int) -> String) throws -> Figure {
        var rules = TrackRules()
        // So that orders and ids are not what memory is used for.
        rules.openOrderRetention = .minutes(1)
        rules.deduplicationWindow = .minutes(1)
        let task = try Topology.benchmark(partitions: 1, track: rules).make(TaskID(.orders, 0))
        let start: Int64 = 1_795_132_800_000
        for index in [0, 2, 3] {
            var empty = RecordBatch()
            empty.noteEnd(at: Offset(0))
            task.ingest(&empty, of: task.partitions[index], at: WallTime(milliseconds: start))
        }
        let before = measure_resident_max()
        var meter = Meter()
        var batch = RecordBatch(capacityBytes: 512 << 10, records: 1000)
        for first in stride(from: 0, to: payments, by: 1000) {
            for number in first..<first + 1000 { append(number, issuer(number), at: start, to: &batch) }
            let now = WallTime(milliseconds: start + Int64(first) * 1000 / Int64(perSecond))
            meter.measure {
                task.ingest(&batch, of: task.partitions[1], at: now)
                task.process(at: now)
                precondition(!task.seal().positions.isEmpty, "offsets have moved")
            }
        }
        let grown = (measure_resident_max() - before) >> 20
        let note = "\(grown) MB more, \(task.statistics.grouped) counts grouped"
        return meter.figure(name, events: payments, note: note)
    }

    private static func append(_ number: Int, _ issuer: String, at start: Int64, to batch: inout RecordBatch) {
        let time = EventTime(milliseconds: start + Int64(number) * 1000 / Int64(perSecond))
        let payment = SourceEvents.Payment(
            amountMinor: 100,
            currency: "CNY",
            provider: "alipay",
            method: "card",
            issuer: issuer,
            country: "CN"
        )
        let head = SourceEvents.Head(
            eventID: "paid-\(number)",
            occurredAt: time,
            orderID: "O-\(number)",
            customerID: nil
        )
        let value = SourceEvents.paymentAuthorized(head, payment)
        let key = Array("O-\(number)".utf8)
        batch.append(offset: Offset(Int64(number)), timestamp: time.milliseconds, key: key, value: value)
    }
}
