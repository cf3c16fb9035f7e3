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
}
