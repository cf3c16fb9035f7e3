import Commerce
import Streaming
import Testing

@testable import Pipeline

/// Who waits for a product that was not there, and who is told when it is back.
@Suite("Who waits for a product")
struct WaitingTests {
    private static func driver(waiting numbers: Range<Int>, quantity: Int64 = 1) throws -> Driver {
        var driver = try Driver(partitions: 2)
        for number in numbers { wait(number, at: Int64(number), quantity: quantity, in: &driver) }
        driver.run(at: .minutes(2))
        return driver
    }

    private static func wait(_ number: Int, at second: Int64, quantity: Int64 = 1, in driver: inout Driver) {
        let order = Events(orderID: "O-\(number)", customerID: "C-\(number)")
        let failed = SourceEvents.inventoryReservationFailed(
            order.head("reserve", second),
            sku: "S-1",
            warehouse: "W-1",
            quantityRequested: quantity
        )
        driver.pipe(.inventoryReservationFailed, key: "S-1", failed)
    }

    private static func level(_ available: Int64, at minute: Int64, warehouse: String = "W-1", in driver: inout Driver)
    {
        let level = SourceEvents.inventoryLevelChanged(
            eventID: "level-\(minute)-\(warehouse)",
            occurredAt: Driver.noon.asEventTime.advanced(by: .minutes(minute)),
            sku: "S-1",
            warehouse: warehouse,
            available: available
        )
        driver.pipe(.inventoryLevelChanged, key: "S-1", level)
        driver.run(at: .minutes(minute + 1))
    }

    private static func told(_ driver: Driver) throws -> [String] {
        try driver.triggers().filter { $0.kind == .backInStock }.map(\.orderID)
            .sorted { Int($0.dropFirst(2)) ?? 0 < Int($1.dropFirst(2)) ?? 0 }
    }

    @Test("is told in the order they came, no more than there is")
    func order() throws {
        var driver = try Self.driver(waiting: 0..<5)
        Self.level(2, at: 10, in: &driver)
        #expect(try Self.told(driver) == ["O-0", "O-1"])
        // A cancelled order gives its pieces back: the level rises by them.
        Self.level(3, at: 11, in: &driver)
        #expect(try Self.told(driver) == ["O-0", "O-1", "O-2"])
    }

    @Test("is not offered what was offered to others who still make up their minds, also across a restart")
    func offered() throws {
        var driver = try Self.driver(waiting: 0..<6)
        Self.level(2, at: 10, in: &driver)
        for task in driver.pipeline.tasks { driver.pipeline.crash(task) }
        // One of the two is bought, and the level is told again and again.
        Self.level(1, at: 20, in: &driver)
        Self.level(1, at: 21, in: &driver)
        #expect(try Self.told(driver) == ["O-0", "O-1"])
        Self.level(0, at: 30, in: &driver)
        Self.level(1, at: 40, in: &driver)
        #expect(try Self.told(driver) == ["O-0", "O-1", "O-2"])
        // Another warehouse has pieces of its own.
        Self.level(1, at: 41, warehouse: "W-2", in: &driver)
        #expect(try Self.told(driver) == ["O-0", "O-1", "O-2", "O-3"])
        // Who has not bought within a day had the choice.
        Self.level(1, at: 40 + 24 * 60, in: &driver)
        #expect(try Self.told(driver) == ["O-0", "O-1", "O-2", "O-3", "O-4"])
    }

    @Test("waits for all that they want, and others behind them wait, too")
    func quantity() throws {
        var driver = try Self.driver(waiting: 0..<1, quantity: 3)
        Self.wait(1, at: 60, in: &driver)
        Self.level(2, at: 10, in: &driver)
        #expect(try Self.told(driver) == [])
        Self.level(4, at: 12, in: &driver)
        #expect(try Self.told(driver) == ["O-0", "O-1"])
    }

    @Test("keeps their place, and has one, however often they try")
    func again() throws {
        var driver = try Self.driver(waiting: 0..<2)
        Self.wait(0, at: 7_300, in: &driver)
        driver.run(at: .minutes(125))
        Self.level(9, at: 130, in: &driver)
        #expect(try Self.told(driver) == ["O-0", "O-1"])
    }

    @Test("is not told by a level that comes late: it says nothing of how things stand")
    func late() throws {
        var driver = try Self.driver(waiting: 0..<2)
        Self.level(0, at: 30, in: &driver)
        let late = SourceEvents.inventoryLevelChanged(
            eventID: "late",
            occurredAt: Driver.noon.asEventTime.advanced(by: .minutes(5)),
            sku: "S-1",
            warehouse: "W-1",
            available: 9
        )
        driver.pipe(.inventoryLevelChanged, key: "S-1", late)
        driver.run(at: .minutes(32))
        #expect(try Self.told(driver) == [])
        Self.level(1, at: 33, in: &driver)
        #expect(try Self.told(driver) == ["O-0"])
    }
}
