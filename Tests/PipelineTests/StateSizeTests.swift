import Commerce
import Kafka
import Retention
import Streaming
import Testing

@testable import Pipeline

/// What an order and a customer cost, in memory and in the journal. The figures are printed; the bounds keep them.
@Suite("The size of state")
struct StateSizeTests {
    private static let count = 2000

    @Test("of an open order is below 186 bytes in memory, with its ids, its place and its deadline")
    func orderInMemory() {
        let value = MemoryLayout<OrderState>.stride
        // The table finds it by eight bytes, of which three to six tenths are in use.
        let place = 8 / 0.45
        var texts = ByteArena()
        let ids = [Array("2026-11-100000".utf8), Array("C-500000".utf8)]
        for id in ids { _ = texts.store(id.span) }
        // It waits for its confirmation or for its promise; of the memory of a queue, half to all is in use.
        let deadline = Double(MemoryLayout<TimerQueue.Timer>.stride) / 0.75
        let sum = value + 8 + texts.byteCount + Int(place + deadline)
        print(
            "orders: \(sum) bytes: value \(value), key 8, ids \(texts.byteCount), place \(place), deadline \(deadline)"
        )
        #expect(value <= 112 && sum < 186)
    }

    @Test("of an open order is below 100 bytes in a checkpoint, and below 200 in the journal for all its events")
    func orderInJournal() throws {
        var driver = try Driver()
        for number in 0..<Self.count {
            let events = Events(orderID: "2026-11-\(100_000 + number)", customerID: "C-\(500_000 + number)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(Int64(number) / 10, sku: "S-\(number % 50)"))
            driver.pipe(.paymentAuthorized, key: events.orderID, events.paid(Int64(number) / 10 + 1))
        }
        driver.run(at: .minutes(5))
        let entries = try Self.entries(of: .orders, in: driver)
        let changes = entries.reduce(0) { $0 + $1.changes.count }
        let slices = entries.reduce(0) { $0 + ($1.slice?.bytes.count ?? 0) }
        print("orders: \(changes / Self.count) bytes of changes, \(slices / Self.count) of checkpoints an order")
        #expect(changes / Self.count < 200)

        var texts = ByteArena()
        var order = OrderState()
        let (orderID, customerID) = (Array("2026-11-100000".utf8), Array("C-500000".utf8))
        order.id = texts.store(orderID.span)
        order.customer = texts.store(customerID.span)
        order.facts = [.placed, .paid]
        order.placedAt = EventTime(milliseconds: Driver.noon.milliseconds)
        order.forgetAt = order.placedAt.advanced(by: .days(400))
        order.totalMinor = 5_000
        order.sku = Word(rawValue: 20_000)
        order.issuer = Word(rawValue: 300)
        var table = StateTable<OrderState>()
        for key in 1...1000 as ClosedRange<UInt64> { _ = table.insert(key, order) }
        var writer = StateWriter()
        table.writeChanges(to: &writer) { $1.write(to: &$0, texts: texts) }
        print("orders: \(writer.count / 1000) bytes in a checkpoint, ids of 22 bytes among them")
        #expect(writer.count / 1000 < 100)
    }

    @Test("of a customer with an open action is below 400 bytes in the journal")
    func customerInJournal() throws {
        var driver = try Driver()
        for number in 0..<Self.count {
            let events = Events(orderID: "2026-11-\(100_000 + number)", customerID: "C-\(500_000 + number)")
            driver.pipe(.paymentFailed, key: events.orderID, events.failed(Int64(number) / 10))
        }
        driver.run(at: .minutes(5))
        #expect(try driver.decisions().count { [.acted, .heldOut].contains($0.outcome) } == Self.count)
        let entries = try Self.entries(of: .retain, in: driver)
        let changes = entries.reduce(0) { $0 + $1.changes.count }
        print("customers: \(changes / Self.count) bytes with an open action")
        #expect(changes / Self.count < 400)
        var writer = StateWriter()
        CustomerMemory().write(to: &writer)
        print("customers: CustomerMemory stride \(MemoryLayout<CustomerMemory>.stride); \(writer.count) bytes empty")
    }

    /// The entries in the journals of the tasks of `kind`.
    private static func entries(of kind: TaskKind, in driver: Driver) throws -> [JournalEntry] {
        var entries: [JournalEntry] = []
        var bytes: [UInt8] = []
        for record in driver.pipeline.records(of: driver.topics.journal(of: kind)) {
            let frame = try JournalFrame(record.value ?? [])
            bytes += frame.bytes
            guard frame.part == frame.parts - 1 else { continue }
            var reader = StateReader(bytes)
            entries.append(try JournalEntry(writer: frame.writer, sequence: frame.sequence, from: &reader))
            bytes = []
        }
        return entries
    }
}
