import Commerce
import Retention
import Streaming
import Testing

@testable import Pipeline

/// Which later orders of a customer are the lost one, placed again.
@Suite("An order that is placed later")
struct PlacedAgainTests {
    /// An order of sneakers or books, by its lines: sku, category and price.
    private static func order(_ id: String, at seconds: Int64, _ lines: [(String, String, Int64)]) -> [UInt8] {
        let order = SourceEvents.Order(
            channel: "app",
            country: "DE",
            currency: "EUR",
            totalMinor: lines.reduce(0) { $0 + $1.2 },
            lines: lines.map {
                SourceEvents.Line(sku: $0.0, category: $0.1, warehouse: "W-1", quantity: 1, unitPriceMinor: $0.2)
            }
        )
        return SourceEvents.orderPlaced(Events(orderID: id).head("placed", seconds), order)
    }

    struct Story: Sendable, CustomTestStringConvertible {
        var reason: String
        var later: [(String, String, Int64)]
        var isSaved: Bool

        var testDescription: String { "\(reason), then \(later.map(\.0))" }
    }

    static let stories: [Story] = [
        Story(reason: "return_policy", later: [("S-1", "shoes", 5000)], isSaved: true),
        Story(reason: "return_policy", later: [("B-1", "books", 9000), ("S-1", "shoes", 5000)], isSaved: true),
        Story(reason: "return_policy", later: [("B-1", "books", 9000)], isSaved: false),
        Story(reason: "return_policy", later: [("S-2", "shoes", 9000)], isSaved: false),
        // The answer to these may bring the customer to another product.
        Story(reason: "wrong_item", later: [("S-2", "shoes", 9000)], isSaved: true),
        Story(reason: "wrong_item", later: [("B-1", "books", 9000)], isSaved: false),
        Story(reason: "out_of_stock", later: [("S-2", "shoes", 9000)], isSaved: true),
        Story(reason: "out_of_stock", later: [("B-1", "books", 9000)], isSaved: false),
    ]

    @Test("saves one that was cancelled when it has its product, or what may be offered instead", arguments: stories)
    func saves(_ story: Story) throws {
        var driver = try RowTests.driver()
        let lines: [(String, String, Int64)] = [("S-1", "shoes", 5000), ("B-9", "books", 100)]
        driver.pipe(.orderPlaced, key: "O-1", Self.order("O-1", at: 0, lines))
        driver.pipe(.orderCancelled, key: "O-1", Events().cancelled(60, reason: story.reason))
        driver.run(at: .minutes(3))
        driver.pipe(.orderPlaced, key: "O-2", Self.order("O-2", at: 240, story.later))
        driver.run(at: .minutes(6))
        let saved = try driver.decisions().filter { $0.orderID == "O-1" && $0.outcome == .saved }
        #expect(saved.count == (story.isSaved ? 1 : 0))
        #expect(try driver.placements().last?.order.skus == story.later.map(\.0))
    }

    @Test("after the horizon of the policy saves nothing", arguments: [(6, true), (8, false)])
    func horizon(days: Int64, isSaved: Bool) throws {
        var driver = try RowTests.driver()
        driver.pipe(.orderPlaced, key: "O-1", Self.order("O-1", at: 0, [("S-1", "shoes", 5000)]))
        driver.pipe(.orderCancelled, key: "O-1", Events().cancelled(60, reason: "return_policy"))
        driver.run(at: .minutes(3))
        let time = days * 86_400
        driver.pipe(.orderPlaced, key: "O-2", Self.order("O-2", at: time, [("S-1", "shoes", 5000)]))
        driver.run(at: Milliseconds(time * 1000 + 180_000))
        driver.run(at: .days(20))
        let ends = try driver.decisions().filter { $0.orderID == "O-1" && $0.arm != nil && $0.outcome.endsAnswer }
        #expect(ends.map(\.outcome) == [isSaved ? .saved : .unknown])
    }
}
