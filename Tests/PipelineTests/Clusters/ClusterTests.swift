import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("The cancellations of one customer")
struct ClusterTests {
    /// Places an order of `customer` and cancels it at `second`.
    private static func cancel(
        _ order: String,
        of customer: String?,
        at second: Int64,
        by canceller: String = "customer",
        _ driver: inout Driver
    ) {
        let events = Events(orderID: order, customerID: customer)
        driver.pipe(.orderPlaced, key: order, events.placed(second - 20))
        let cancelled = SourceEvents.orderCancelled(
            events.head("cancelled", second),
            reason: "changed_mind",
            cancelledBy: canceller
        )
        driver.pipe(.orderCancelled, key: order, cancelled)
    }

    /// Eight orders of one customer, a minute apart, and one of each of eight others.
    private static func story(_ driver: inout Driver, disturb: (inout LocalPipeline) -> Void = { _ in }) {
        for number in 0..<8 as Range<Int64> {
            cancel("O-\(number)", of: "C-many", at: 60 + number * 60, &driver)
            cancel("P-\(number)", of: "C-\(number)", at: 65 + number * 60, &driver)
            disturb(&driver.pipeline)
            driver.run(at: .seconds(80 + number * 60))
        }
        disturb(&driver.pipeline)
        driver.run(at: .hours(1))
    }

    @Test("beyond the third in an hour are counted by themselves, and at no place")
    func beyondTheThird() throws {
        var driver = try Driver()
        Self.story(&driver)
        let sums = try driver.sums(of: .cancellation)
        #expect(sums[.oneCustomer] == Tally(failures: 5, trials: 0))
        for slice in [.all, Slice(.channel, "app"), Slice(.category, "shoes"), Slice(.warehouse, "W-1")] {
            #expect(sums[slice] == Tally(failures: 11, trials: 16), "\(slice)")
        }
        #expect(sums[Slice(.reason, "changed_mind")]?.failures == 11)
        // RETAIN hears of all of them as before.
        #expect(try driver.triggers().count { $0.kind == .cancelled && $0.cause == .changedMind } == 16)
    }

    @Test("are the same when the task is lost at every step")
    func survival() throws {
        var smooth = try Driver()
        Self.story(&smooth)
        var rough = try Driver()
        Self.story(&rough) { pipeline in for id in pipeline.tasks { pipeline.crash(id) } }
        let topic = smooth.topics.signals
        #expect(rough.pipeline.records(of: topic).map(\.value) == smooth.pipeline.records(of: topic).map(\.value))
    }

    @Test("are usual when no four of them are within an hour")
    func slowly() throws {
        var driver = try Driver()
        for number in 0..<12 as Range<Int64> {
            Self.cancel("O-\(number)", of: "C-1", at: 60 + number * 1200, &driver)
        }
        driver.run(at: .hours(6))
        #expect(try driver.totals(of: .cancellation) == (12, 12))
        #expect(try driver.sums(of: .cancellation)[.oneCustomer] == nil)
    }

    @Test(
        "are usual when the shop cancels, when nobody knows whose they are, and when customers are many",
        arguments: [("C-1", "merchant"), ("C-1", "system"), (nil, "customer"), ("", "customer")] as [(String?, String)]
    )
    func usual(customer: String?, canceller: String) throws {
        var driver = try Driver()
        for number in 0..<40 as Range<Int64> {
            let own = customer == "" ? "C-\(number)" : customer
            Self.cancel("O-\(number)", of: own, at: 60 + number * 5, by: canceller, &driver)
        }
        driver.run(at: .hours(1))
        #expect(try driver.totals(of: .cancellation) == (40, 40))
        let sums = try driver.sums(of: .cancellation)
        #expect(sums[.oneCustomer] == nil)
        #expect(sums[Slice(.reason, "changed_mind")]?.failures == 40)
    }

    @Test("are not remembered of a customer who is forgotten")
    func forgotten() {
        var tracker = OrderTracker(rules: TrackRules())
        let customers = ["C-1", "C-2"].map { Array($0.utf8) }
        for customer in customers {
            _ = tracker.cancelling.note(StableHash.of(customer.span), at: Driver.noon.asEventTime)
        }
        tracker.forget(customer: "C-1")
        let count = tracker.cancelling.count
        #expect(count == 1)
    }

    @Test("are counted where they are when reasons are not counted: nothing gets lost")
    func withoutReasons() throws {
        var rules = TrackRules()
        rules.slices[.cancellation] = [SliceCut(.channel)]
        var driver = try Driver(track: rules)
        Self.story(&driver)
        #expect(
            try driver.sums(of: .cancellation) == [
                .all: Tally(failures: 16, trials: 16), Slice(.channel, "app"): Tally(failures: 16, trials: 16),
            ]
        )
    }
}
