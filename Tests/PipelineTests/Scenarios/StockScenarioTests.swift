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

    @Test("8: the cancellations that follow from what is out of stock are not told")
    func consequences() throws {
        let play = try Play("tail-stockout", ordersPerDay: 60_000, minutes: 270)
        let seller = try play.entry("stockout")
        #expect(try play.naming(seller).count == 1)
        #expect(try play.firing(.cancellation).map { "\($0.slice)" } == [], "the stockout causes them")
        #expect(play.driver.pipeline.statistics.inhibited > 0)
    }
}
