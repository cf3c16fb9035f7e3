import Commerce
import Kafka
import Retention
import Streaming
import Testing

@testable import Pipeline

@Suite("A customer who is forgotten")
struct ForgettingTests {
    private static let clara = "clara@shop"
    private let order = Events(orderID: "O-1", customerID: Self.clara)

    /// Known to all tasks: with an open order, a wait for a product, preferences and an open action.
    private func known() throws -> Driver {
        var driver = try Driver(partitions: 2)
        let preferences = SourceEvents.customerPreferencesChanged(
            eventID: "p",
            occurredAt: order.head("", 0).occurredAt,
            customerID: Self.clara,
            marketingConsent: true,
            channels: ["email"]
        )
        driver.pipe(.customerPreferencesChanged, key: Self.clara, preferences)
        driver.pipe(.orderPlaced, key: "O-1", order.placed(5))
        driver.pipe(.paymentFailed, key: "O-1", order.failed(20))
        driver.pipe(.inventoryReservationFailed, key: "S-1", order.reservationFailed(30))
        driver.run(at: .minutes(5))
        return driver
    }

    private func forget(_ customer: String, in driver: inout Driver) {
        let forgetting = Forgetting(customerID: customer, requestedAt: driver.now.asEventTime)
        let type = Array(ForgettingCodec.cloudEventType.utf8)
        let headers = CloudEventHeaders.make(
            id: "f",
            type: ForgettingCodec.cloudEventType,
            time: forgetting.requestedAt,
            source: "/test"
        )
        #expect(headers.contains { $0.1 == type })
        driver.pipeline.pipe(
            ProducedRecord(
                topic: driver.topics.control,
                partition: 0,
                key: nil,
                value: ForgettingCodec.encode(forgetting),
                headers: headers.map { Header(name: $0.0, value: $0.1) }
            )
        )
        driver.run(at: .minutes(6))
    }

    /// Other customers' events, until every task that has a state has begun and ended a checkpoint anew.
    private func goOn(_ driver: inout Driver) {
        for number in 0..<400 {
            let other = Events(orderID: "O-9\(number)", customerID: "C-9\(number)")
            let second = 400 + Int64(number) * 5
            driver.pipe(.orderPlaced, key: other.orderID, other.placed(second))
            driver.pipe(.paymentFailed, key: other.orderID, other.failed(second + 1))
            driver.pipe(.inventoryReservationFailed, key: "S-1", other.reservationFailed(second + 2))
            driver.run(at: .seconds(second + 3))
        }
    }

    /// The journals of the tasks of `kind`, from their last whole checkpoint on, as a restart reads them.
    private func journals(of kind: TaskKind, in driver: Driver) throws -> [[UInt8]] {
        var bytes: [[UInt8]] = []
        for partition in 0..<2 as Range<Int32> {
            let place = TopicPartition(topic: driver.topics.journal(of: kind), partition: partition)
            let entries = try driver.pipeline.records(of: place).map { record in
                let frame = try JournalFrame(record.value ?? [])
                #expect(frame.parts == 1)
                var reader = StateReader(frame.bytes)
                return try JournalEntry(writer: frame.writer, sequence: frame.sequence, from: &reader)
            }
            let whole = try #require(entries.last { $0.slice?.isLast == true })
            let first = try #require(whole.slice?.first)
            #expect(first > 3, "\(kind)-\(partition) has begun a checkpoint since")
            bytes += entries.filter { $0.sequence >= first }.flatMap { [$0.changes, $0.slice?.bytes ?? []] }
        }
        return bytes
    }

    private func knows(_ bytes: [[UInt8]]) -> Bool {
        bytes.contains { String(decoding: $0, as: UTF8.self).contains(Self.clara) }
    }

    @Test(
        "is in no state any more: no journal that a restart reads has the id",
        arguments: [TaskKind.orders, .stock, .retain]
    )
    func journals(kind: TaskKind) throws {
        var remembering = try known()
        goOn(&remembering)
        #expect(try knows(journals(of: kind, in: remembering)))
        var forgetting = try known()
        forget(Self.clara, in: &forgetting)
        for task in forgetting.pipeline.tasks { forgetting.pipeline.crash(task) }
        goOn(&forgetting)
        #expect(try !knows(journals(of: kind, in: forgetting)))
    }

    @Test("hears of no order of before, whatever becomes of it, also after a restart", arguments: [false, true])
    func silence(crashes: Bool) throws {
        for isForgotten in [false, true] {
            var driver = try known()
            forget(isForgotten ? Self.clara : "somebody else", in: &driver)
            let before = try (driver.triggers().count, driver.decisions().count)
            if crashes { for task in driver.pipeline.tasks { driver.pipeline.crash(task) } }
            // Later events name the customer again.
            driver.pipe(.orderCancelled, key: "O-1", order.cancelled(400))
            let level = SourceEvents.inventoryLevelChanged(
                eventID: "level",
                occurredAt: order.head("", 410).occurredAt,
                sku: "S-1",
                warehouse: "W-1",
                available: 5
            )
            driver.pipe(.inventoryLevelChanged, key: "S-1", level)
            driver.run(at: .hours(3))
            let after = try (driver.triggers().count, driver.decisions().count)
            #expect((after == before) == isForgotten)
            // It is still counted.
            #expect(try driver.totals(of: .cancellation) == (1, 1))
        }
    }

    @Test("may come back: a new order is the order of somebody new, and is not forgotten by a restart")
    func comesBack() throws {
        var driver = try known()
        forget(Self.clara, in: &driver)
        let new = Events(orderID: "O-2", customerID: Self.clara)
        driver.pipe(.orderPlaced, key: "O-2", new.placed(400))
        driver.pipe(.paymentFailed, key: "O-2", new.failed(410))
        driver.run(at: .minutes(10))
        #expect(try driver.triggers().last?.orderID == "O-2")
        #expect(try driver.triggers().last?.customerID == Self.clara)
        for task in driver.pipeline.tasks { driver.pipeline.crash(task) }
        driver.run(at: .minutes(11))
        driver.pipe(.orderCancelled, key: "O-2", new.cancelled(700))
        driver.run(at: .minutes(20))
        #expect(try driver.triggers().last?.cause == .changedMind)
    }

    @Test("is asked for in a way that nothing but this is done for what cannot be read")
    func garbage() throws {
        var driver = try known()
        for value in [[], Array("{".utf8), Array("{\"type\":\"forget\"}".utf8)] as [[UInt8]] {
            driver.pipeline.pipe(ProducedRecord(topic: driver.topics.control, partition: 0, key: nil, value: value))
        }
        driver.run(at: .minutes(6))
        #expect(driver.pipeline.records(of: driver.topics.deadLetters) == [])
        let forgetting = Forgetting(customerID: "C-1", requestedAt: Driver.noon.asEventTime)
        #expect(try ForgettingCodec.decode(ForgettingCodec.encode(forgetting)) == forgetting)
    }
}
