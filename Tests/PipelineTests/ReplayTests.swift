import Commerce
import Detection
import Kafka
import Retention
import Streaming
import Testing

@testable import Pipeline

@Suite("A replay")
struct ReplayTests {
    private static func replay(_ lines: [[UInt8]]) throws -> (ReplaySummary, [[UInt8]]) {
        let topics = Topics()
        let counts = Dictionary(uniqueKeysWithValues: topics.all.map { ($0, Int32(1)) })
        var written: [[UInt8]] = []
        var replay = Replay(
            try Topology(partitionCounts: counts, policy: .builtIn),
            now: Driver.noon.advanced(by: .days(9))
        ) {
            written.append(Array($0.utf8) + ($1.value ?? []))
        }
        for line in lines { replay.feed(line) }
        return (replay.finish(), written)
    }

    /// Orders over two days with a night between: paid, failed, cancelled, orphan cancellations, bad lines.
    private static var lines: [[UInt8]] {
        var lines: [(Int64, [UInt8])] = []
        for number in 0..<300 as Range<Int64> {
            let events = Events(orderID: "O-\(number)", customerID: "C-\(number % 80)")
            let seconds = number * 40 + (number >= 150 ? 16 * 3600 : 0)
            if number % 10 != 9 { lines.append((seconds, events.placed(seconds))) }
            switch number % 5 {
            case 0: lines.append((seconds + 10, events.failed(seconds + 10)))
            case 4: lines.append((seconds + 20, events.cancelled(seconds + 20)))
            default: lines.append((seconds + 10, events.paid(seconds + 10)))
            }
        }
        return lines.sorted { $0.0 < $1.0 }.map(\.1) + [Array("not json".utf8)]
    }

    @Test("counts every event of its lines, and what is wrong with them")
    func summary() throws {
        let (summary, _) = try Self.replay(Self.lines)
        #expect(summary.records == 571)
        #expect(summary.statistics.events[.orderPlaced] == 270)
        #expect(summary.statistics.events[.orderCancelled] == 60)
        #expect(summary.statistics.orphanCancellations == 30)
        #expect(summary.statistics.deadLetters == 1)
        #expect(summary.statistics.late == 0)
        #expect(summary.first == EventTime(milliseconds: Driver.noon.milliseconds))
    }

    @Test("gives the same bytes each time")
    func sameBytes() throws {
        let first = try Self.replay(Self.lines)
        let second = try Self.replay(Self.lines)
        let isSame = first.1 == second.1
        #expect(isSame)
        #expect(first.1.count > 100)
    }

    @Test("understands a CloudEvent whose attributes stand in headers")
    func cloudEvents() throws {
        let counts = Dictionary(uniqueKeysWithValues: Topics().all.map { ($0, Int32(1)) })
        var replay = Replay(
            try Topology(partitionCounts: counts, policy: .builtIn),
            now: Driver.noon.advanced(by: .days(1))
        ) { _, _ in }
        let event = String(decoding: Events().placed(0), as: UTF8.self)
        let bare = event.replacing(#""event_id":"placed-O-1-0","#, with: "")
        #expect(bare != event)
        replay.feed(Array(bare.utf8))
        #expect(replay.position == .distantPast)
        replay.feed(
            Array(bare.utf8),
            headers: [
                Header(name: "ce_specversion", value: Array("1.0".utf8)),
                Header(name: "ce_id", value: Array("e-1".utf8)),
            ]
        )
        #expect(replay.position == EventTime(milliseconds: Driver.noon.milliseconds))
        let summary = replay.finish()
        #expect(summary.statistics.events[.orderPlaced] == 1)
        #expect(summary.statistics.deadLetters == 1)
    }

    @Test("tells what DETECT counts in a slice and expects there")
    func readings() throws {
        let counts = Dictionary(uniqueKeysWithValues: Topics().all.map { ($0, Int32(1)) })
        var replay = Replay(
            try Topology(partitionCounts: counts, policy: .builtIn),
            now: Driver.noon.advanced(by: .days(1))
        ) { _, _ in }
        for number in 0..<60 as Range<Int64> {
            let events = Events(orderID: "O-\(number)")
            replay.feed(events.placed(number * 10))
            replay.feed(number % 6 == 0 ? events.failed(number * 10 + 1) : events.paid(number * 10 + 1))
        }
        let readings = replay.readings(of: .paymentFailure, in: .all)
        let last = try #require(readings.last)
        // Six orders a minute, of which the first fails.
        #expect(last.trials == 6 && last.observed == 1 && last.expected > 0)
        #expect(replay.readings(of: .paymentFailure, in: Slice([.init(.sku, "none")])).isEmpty)
        #expect(replay.readings(of: .misShipment, in: .all).isEmpty)
    }

    @Test("says the same with journals and without")
    func journals() throws {
        let topics = Topics()
        let counts = Dictionary(uniqueKeysWithValues: topics.all.map { ($0, Int32(1)) })
        let topology = try Topology(partitionCounts: counts, policy: .builtIn)
        func outputs(keepsJournals: Bool) -> [[UInt8]] {
            var pipeline = LocalPipeline(topology, keepsJournals: keepsJournals)
            for (number, line) in Self.lines.enumerated() {
                pipeline.pipe(ProducedRecord(topic: topics.orders, key: [UInt8(number % 80)], value: line))
                if number.isMultiple(of: 50) { pipeline.run(at: Driver.noon.advanced(by: .days(3))) }
            }
            pipeline.run(at: Driver.noon.advanced(by: .days(3)))
            return [topics.actions, topics.decisions, topics.signals, topics.deadLetters]
                .flatMap { pipeline.records(of: $0) }.map { $0.value ?? [] }
        }
        let with = outputs(keepsJournals: true)
        let isSame = with == outputs(keepsJournals: false)
        #expect(isSame && with.count > 100)
    }
}
