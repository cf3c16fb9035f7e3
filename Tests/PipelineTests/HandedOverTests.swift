import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

/// A failed reservation lies by sku, and the task of its stock hands it over to its order. In a backlog either may be hours
/// behind the other.
@Suite("What is handed over in a backlog")
struct HandedOverTests {
    private static let minutes: Int64 = 60

    /// In each minute an order whose reservation fails, and which is paid all the same; and one that nobody pays. Each with
    /// the second after noon at which it happens.
    private static func story(
        _ minutes: Range<Int64>
    ) -> [(second: Int64, type: EventType, key: String, value: [UInt8])] {
        minutes.flatMap { minute -> [(second: Int64, type: EventType, key: String, value: [UInt8])] in
            let (second, sku) = (minute * 60, "S-\(minute % 7)")
            let order = Events(orderID: "O-\(minute)", customerID: "C-\(minute)")
            let unpaid = Events(orderID: "unpaid-\(minute)", customerID: "C-\(minute)")
            return [
                (second, .orderPlaced, order.orderID, order.placed(second, sku: sku)),
                (second + 2, .inventoryReservationFailed, sku, order.reservationFailed(second + 2, sku: sku)),
                (second + 20, .paymentAuthorized, order.orderID, order.paid(second + 20)),
                (second + 25, .orderConfirmed, order.orderID, order.confirmed(second + 25)),
                (second + 30, .orderPlaced, unpaid.orderID, unpaid.placed(second + 30)),
            ]
        }
    }

    private static func pipe(_ minutes: Range<Int64>, into driver: inout Driver) {
        for event in story(minutes) { driver.pipe(event.type, key: event.key, event.value) }
    }

    private static func inStep(partitions: Int32) throws -> Driver {
        var driver = try Driver(partitions: partitions)
        for event in story(0..<minutes) {
            driver.pipe(event.type, key: event.key, event.value)
            driver.run(at: .seconds(event.second + 1))
        }
        driver.run(at: .minutes(minutes + 35))
        return driver
    }

    /// What RETAIN is told, but for how it got there.
    private static func told(_ driver: Driver) throws -> [String] {
        try driver.triggers().map { "\($0.id) \($0.kind) \($0.cause) \($0.orderID) \($0.occurredAt)" }.sorted()
    }

    private static func tasks(_ driver: Driver, _ kinds: TaskKind...) -> [TaskID] {
        driver.pipeline.tasks.filter { kinds.contains($0.kind) }
    }

    @Test("meets its order when it was its turn, whoever is ahead and whoever dies", arguments: 0..<20 as Range<UInt64>)
    func inTurn(seed: UInt64) throws {
        let expected = try Self.inStep(partitions: 2)
        var driver = try Driver(partitions: 2)
        Self.pipe(0..<Self.minutes, into: &driver)
        let now = Driver.noon.advanced(by: .minutes(Self.minutes + 35))
        var chance = Chance(seed: seed)
        // One of the stock's tasks is far ahead of the other.
        let ahead = TaskID(.stock, Int32(seed % 2))
        for _ in 0..<3 {
            driver.pipeline.step(ahead, at: now)
            driver.pipeline.commit(ahead)
        }
        let tracking = Self.tasks(driver, .orders, .stock)
        var repetitions = 0
        for _ in 0..<400 {
            let id = tracking[Int.random(in: tracking.indices, using: &chance)]
            driver.pipeline.step(id, max: Int.random(in: 1...20, using: &chance), at: now)
            repetitions = max(repetitions, driver.pipeline.statistics.duplicates)
            if chance.hits(0.1) { driver.pipeline.crash(id) }
            if chance.hits(0.5) { driver.pipeline.commit(id, lands: !chance.hits(0.1)) }
        }
        driver.run(at: .minutes(Self.minutes + 35))
        let difference = Set(try Self.told(driver)).symmetricDifference(try Self.told(expected)).sorted()
        #expect(difference == [], "seed \(seed)")
        #expect(repetitions == 0, "nothing is taken twice, seed \(seed)")
        #expect(try expected.triggers().count { $0.cause == .stock } == Int(Self.minutes))
        for signal in [Signal.unconfirmed, .stockout] {
            let (got, right) = (try driver.totals(of: signal), try expected.totals(of: signal))
            #expect(got == right, "\(signal), seed \(seed)")
        }
    }

    @Test("is waited for, but not for longer than somebody may be silent, and never for what has just happened")
    func waiting() throws {
        var driver = try Driver()
        Self.pipe(0..<Self.minutes, into: &driver)
        let now = Driver.noon.advanced(by: .minutes(Self.minutes))
        let orders = TaskID(.orders, 0)
        let topology = driver.pipeline.topology
        let task = topology.make(orders)
        // Of the orders everything is read, of the stock nothing was said yet.
        for partition in topology.partitions(of: orders) {
            var batch = RecordBatch()
            for (offset, record) in driver.pipeline.records(of: partition).enumerated() {
                batch.append(offset: Offset(Int64(offset)), key: record.key, value: record.value)
            }
            batch.noteEnd(at: Offset(Int64(batch.count)))
            task.ingest(&batch, of: partition, at: now)
        }
        task.process(at: now)
        #expect(task.waiting?.whom == .track)
        #expect(task.seal().records.isEmpty)
        task.process(at: Driver.noon.advanced(by: .seconds(90)))
        #expect(!task.seal().records.isEmpty, "a minute and a half ago is just now")
        task.process(at: now)
        #expect(task.waiting?.whom == .track)
        task.stopWaiting()
        task.process(at: now)
        #expect(task.waiting == nil)
        #expect(!task.seal().records.isEmpty)
    }

    @Test("is said to be all there, as far as it is, in every partition of those who wait for it")
    func marks() throws {
        var driver = try Driver(partitions: 2)
        Self.pipe(0..<3, into: &driver)
        driver.run(at: .minutes(5))
        for partition in 0..<2 as Range<Int32> {
            let place = TopicPartition(topic: driver.topics.routed, partition: partition)
            let marks = try driver.pipeline.records(of: place).filter(\.isProgress)
                .map { try ProgressCodec.decode($0.value ?? []) }
            #expect(Set(marks.map(\.task)) == ["stock-0", "stock-1"])
            #expect(marks.map(\.watermark).max() == EventTime(milliseconds: Driver.noon.milliseconds + 270_000))
        }
    }
}
