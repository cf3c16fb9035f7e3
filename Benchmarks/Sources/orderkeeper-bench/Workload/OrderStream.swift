internal import Commerce
internal import Kafka
internal import Streaming

/// An endless stream of orders at an even rate, as record batches of two partitions: each order is placed, paid 4 s
/// later and confirmed 2 s after that. A payment that fails is tried again after 16 s in six of ten cases; the other
/// orders stay unconfirmed.
struct OrderStream {
    let ordersPerSecond: Int
    let failureRate: Double
    private var time: Int64
    private let start: Int64
    private var offsets: [Int64] = [0, 0]
    private var pool: [RecordBatch] = []

    /// Which partition a batch is of.
    enum Side: Int {
        case orders
        case payments
    }

    private struct Entry {
        var time: Int64
        var number: Int
        var step: Step
    }

    private enum Step: Int, CaseIterable {
        case placed
        case paid
        case confirmed
        case paidAgain
        case confirmedAgain

        /// How long after the order was placed, in milliseconds.
        var delay: Int64 { [0, 4_000, 6_000, 20_000, 22_000][rawValue] }
    }

    /// A stream that begins at 2026-11-20T00:00:00Z.
    init(ordersPerSecond: Int, failureRate: Double, start: EventTime = EventTime(milliseconds: 1_795_132_800_000)) {
        self.ordersPerSecond = ordersPerSecond
        self.failureRate = failureRate
        self.start = start.milliseconds
        time = start.milliseconds
    }

    /// How far it was told.
    var now: EventTime { EventTime(milliseconds: time) }

    /// The events of the next `seconds`, cut into batches of at most `batchMax` records, in the order in which a reader
    /// of both partitions takes them. Batches that were emptied are given back with ``recycle(_:)``.
    mutating func next(seconds: Int64, batchMax: Int = 1000) -> [(side: Side, batch: RecordBatch)] {
        var entries: [Entry] = []
        let end = time + seconds * 1000
        for step in Step.allCases {
            for number in numbers(from: time - step.delay, to: end - step.delay) {
                entries.append(Entry(time: placedAt(number) + step.delay, number: number, step: step))
            }
        }
        entries.sort { ($0.time, $0.number) < ($1.time, $1.number) }
        time = end

        var batches: [(side: Side, batch: RecordBatch)] = []
        var open: [RecordBatch] = [takeBatch(), takeBatch()]
        for entry in entries {
            let facts = OrderFacts(entry.number, failureRate: failureRate)
            guard let (side, value) = event(entry, facts) else { continue }
            open[side.rawValue].append(
                offset: Offset(offsets[side.rawValue]),
                timestamp: entry.time,
                key: Array(facts.orderID.utf8),
                value: value
            )
            offsets[side.rawValue] += 1
            if open[side.rawValue].count == batchMax {
                batches.append((side, open[side.rawValue]))
                open[side.rawValue] = takeBatch()
            }
        }
        for side in [Side.orders, .payments] where !open[side.rawValue].isEmpty {
            batches.append((side, open[side.rawValue]))
        }
        return batches
    }

    /// Takes batches back to fill them again.
    mutating func recycle(_ batches: [(side: Side, batch: RecordBatch)]) { pool += batches.map(\.batch) }

    private mutating func takeBatch() -> RecordBatch {
        guard var batch = pool.popLast() else { return RecordBatch(capacityBytes: 512 << 10, records: 1000) }
        batch.removeAll(keepingCapacity: true)
        return batch
    }

    private func placedAt(_ number: Int) -> Int64 { start + Int64(number) * 1000 / Int64(ordersPerSecond) }

    /// The orders placed in `[from, to)`.
    private func numbers(from: Int64, to: Int64) -> Range<Int> {
        func first(_ time: Int64) -> Int {
            let elapsed = max(0, time - start)
            return Int((elapsed * Int64(ordersPerSecond) + 999) / 1000)
        }
        return first(from)..<max(first(from), first(to))
    }

    private func event(_ entry: Entry, _ facts: OrderFacts) -> (Side, [UInt8])? {
        let time = EventTime(milliseconds: entry.time)
        switch entry.step {
        case .placed: return (.orders, facts.placed(at: time))
        case .paid: return (.payments, facts.paid(at: time))
        case .confirmed: return facts.fails ? nil : (.orders, facts.confirmed(at: time))
        case .paidAgain: return facts.fails && facts.retries ? (.payments, facts.paidAgain(at: time)) : nil
        case .confirmedAgain: return facts.fails && facts.retries ? (.orders, facts.confirmed(at: time)) : nil
        }
    }
}
