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

    @Test("8: the best seller out of stock is one alert, the tail one notice, and their cancellations none")
    func tail() throws {
        let play = try Play("tail-stockout", ordersPerDay: 60_000, minutes: 270)
        let seller = try play.entry("stockout")
        let tail = Set(play.truth.entries.filter { $0.expectation == .notice }.flatMap { [$0.slice] + $0.equivalents })
        #expect(tail.count >= 60)
        let stockouts = try play.firing(.stockout)
        let named = try play.naming(seller)
        #expect(named.count == 1, "\(stockouts.map(\.slice))")
        let others = stockouts.filter { !named.contains($0) }
        #expect(others.count <= 1, "\(others.map(\.slice))")
        #expect(others.filter { tail.contains($0.slice) } == [], "a slow seller has no alert of its own")
        #expect(try play.firing(.cancellation).map { "\($0.slice)" } == [], "the stockout causes them")
        #expect(play.driver.pipeline.statistics.inhibited > 0)
    }
}
