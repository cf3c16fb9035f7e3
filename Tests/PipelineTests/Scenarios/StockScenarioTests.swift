import Commerce
import Simulation
import Streaming
import Testing

@testable import Pipeline

/// The numbered scenarios of detection that are about goods, and what goods make customers do.
@Suite("The scenarios of stock")
struct StockScenarioTests {
    @Test("one sku out of stock in one warehouse is named, and what it causes is not")
    func stockout() throws {
        let play = try Play("stockout", ordersPerDay: 60_000, minutes: 270)
        #expect(try play.naming(try play.entry("stockout")).count == 1)
        #expect(try play.firing(.stockout).count == 1)
    }
}
