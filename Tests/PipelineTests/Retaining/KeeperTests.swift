import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("The keeper of the money")
struct KeeperTests {
    private static func answers(_ requests: [(String, Int64)], limit: Int64) throws -> [String] {
        var driver = try Driver()
        let time = EventTime(milliseconds: Driver.noon.milliseconds)
        for (id, minor) in requests {
            let request = BudgetRequest(
                id: id,
                policy: "default",
                day: 20_777,
                amount: Money(currency: "EUR", amountMinor: minor),
                limitMinor: limit,
                customerID: "C-1",
                orderID: "O-1"
            )
            driver.pipeline.pipe(
                ProducedRecord(
                    topic: driver.topics.budgets,
                    key: Array("default/EUR".utf8),
                    value: BudgetCodec.encode(request, at: time)
                )
            )
        }
        driver.run(at: .minutes(1))
        return try driver.pipeline.records(of: driver.topics.notices).compactMap { record in
            guard record.headers.contains(where: { $0.value == Array(BudgetCodec.answerEventType.utf8) }) else {
                return nil
            }
            let (answer, _) = try BudgetCodec.decodeAnswer(record.value ?? [])
            return answer.request.id + (answer.isGranted ? "+" : "-")
        }
    }

    @Test("grants what is there, one after the other, and refuses what is not")
    func limit() throws {
        #expect(
            try Self.answers([("a", 400), ("b", 500), ("c", 400), ("d", 1)], limit: 800) == ["a+", "b-", "c+", "d-"]
        )
    }

    @Test("knows a request that comes twice: it costs once and is answered once")
    func repeated() throws {
        #expect(try Self.answers([("a", 400), ("a", 400), ("b", 400)], limit: 800) == ["a+", "b+"])
    }

    @Test("gives to others what was given back")
    func givenBack() throws {
        #expect(try Self.answers([("a", 800), ("a-back", -800), ("b", 800)], limit: 800) == ["a+", "b+"])
    }
}

@Suite("How far the trackers are")
struct TrackerProgressTests {
    private let start = WallTime(milliseconds: 0)

    private static func time(_ seconds: Int64) -> EventTime { EventTime(milliseconds: seconds * 1000) }

    private func progress() -> TrackerProgress { TrackerProgress(of: ["orders-0", "stock-0"], timeout: .minutes(1)) }

    @Test("is as far as the last of them, and nowhere before each was heard")
    func least() {
        var progress = progress()
        progress.take(Progress(task: "orders-0", watermark: Self.time(50)), at: start)
        #expect(progress.reached(at: start, since: start) == nil)
        progress.take(Progress(task: "stock-0", watermark: Self.time(20)), at: start)
        progress.take(Progress(task: "nobody-7", watermark: Self.time(1)), at: start)
        #expect(progress.reached(at: start, since: start) == Self.time(20))
        progress.take(Progress(task: "stock-0", watermark: Self.time(10)), at: start)
        #expect(progress.reached(at: start, since: start) == Self.time(20), "it never goes back")
    }

    @Test("does not wait for one that was silent too long, and for nobody when all were")
    func silent() {
        var progress = progress()
        let late = start.advanced(by: .minutes(2))
        progress.take(Progress(task: "orders-0", watermark: Self.time(50)), at: late)
        #expect(progress.reached(at: late, since: start) == Self.time(50))
        #expect(progress.reached(at: late.advanced(by: .minutes(2)), since: start) == nil)
    }

    @Test("is not taken for silent because nobody listened")
    func unheard() {
        var progress = progress()
        let late = start.advanced(by: .seconds(70))
        progress.take(Progress(task: "orders-0", watermark: Self.time(20)), at: start)
        progress.take(Progress(task: "stock-0", watermark: Self.time(50)), at: start.advanced(by: .seconds(50)))
        #expect(progress.reached(at: late, since: start) == Self.time(50), "the one is silent")
        progress.listenAnew()
        #expect(progress.reached(at: late, since: late) == Self.time(20))
    }

    @Test("comes back after a restart: one that spoke before is waited for where it was")
    func restored() throws {
        var progress = progress()
        progress.take(Progress(task: "orders-0", watermark: Self.time(50)), at: start)
        progress.take(Progress(task: "stock-0", watermark: Self.time(20)), at: start)
        var writer = StateWriter()
        progress.write(to: &writer)
        var other = self.progress()
        var reader = StateReader(Array(writer.bytes))
        try other.restore(from: &reader)
        try reader.end()
        #expect(other.reached(at: start, since: start) == Self.time(20))
        other.take(Progress(task: "orders-0", watermark: Self.time(90)), at: start)
        #expect(other.reached(at: start, since: start) == Self.time(20))
    }
}
