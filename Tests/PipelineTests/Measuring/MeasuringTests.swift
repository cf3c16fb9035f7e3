import Commerce
import Simulation
import Streaming
import Testing

@testable import Pipeline

/// Events in, decisions out, and customers who answer by a known probability.
@Suite("What the actions achieve")
struct MeasuringTests {
    @Test("is found again in the decisions: the true effect lies in the interval", arguments: [(1, 0.3), (2, 0.15)])
    func recovers(seed: UInt64, effect: Double) throws {
        var shop = try AnsweringShop(seed: seed, baseShare: 0.2, effect: effect, heldOut: 40)
        try shop.play()
        let decisions = try shop.driver.decisions()
        var table = UpliftTable()
        for decision in decisions where shop.failed.contains(decision.orderID) { table.add(decision) }
        let total = table.total
        #expect(total.treated.orders > 200 && total.heldOut.orders > 150, "seed \(seed)")
        #expect(total.treated.orders + total.heldOut.orders + total.unmeasured.orders <= shop.failed.count)
        let uplift = try #require(total.uplift)
        #expect(uplift.interval.contains(effect), "seed \(seed): \(uplift)")
        #expect(uplift.verdict == .helps, "seed \(seed): \(uplift)")
        // The base share, give or take four standard errors.
        let error = (0.2 * 0.8 / Double(total.heldOut.orders)).squareRoot()
        #expect(abs((total.heldOut.share ?? 1) - 0.2) < 4 * error, "seed \(seed): \(total.heldOut)")
    }

    @Test("is nothing when the customers do not listen, and is counted by the process as by who reads the decisions")
    func nothing() throws {
        var shop = try AnsweringShop(seed: 3, baseShare: 0.2, effect: 0, heldOut: 40)
        try shop.play()
        var table = UpliftTable()
        for decision in try shop.driver.decisions() { table.add(decision) }
        #expect(table.total.verdict == .notEnough)
        #expect(shop.driver.pipeline.statistics.outcomes == table.total)
        #expect(table.total.orders > 400)
    }
}
