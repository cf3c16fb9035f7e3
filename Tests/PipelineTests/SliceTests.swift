import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("Slices")
struct SliceTests {
    /// Pipes an order whose payment fails or not, with this issuer.
    private static func pay(_ number: Int, issuer: String, fails: Bool, _ driver: inout Driver, second: Int64) {
        let events = Events(orderID: "O-\(number)", customerID: nil)
        let payment = SourceEvents.Payment(
            amountMinor: 100,
            currency: "EUR",
            provider: "adyen",
            method: "card",
            issuer: issuer,
            country: "DE"
        )
        let head = events.head("paid", second)
        guard fails else {
            return driver.pipe(.paymentAuthorized, key: events.orderID, SourceEvents.paymentAuthorized(head, payment))
        }
        let failed = SourceEvents.paymentFailed(head, payment, declineCode: "51")
        driver.pipe(.paymentFailed, key: events.orderID, failed)
    }

    // MARK: As configured

    @Test("are those of the design, unless a user says otherwise")
    func defaults() throws {
        var driver = try Driver()
        driver.pipe(.orderPlaced, key: "O-1", Events().placed(0))
        driver.pipe(.paymentFailed, key: "O-1", Events().failed(1))
        driver.pipe(.orderCancelled, key: "O-1", Events().cancelled(2))
        let second = Events(orderID: "O-2", customerID: "C-2")
        driver.pipe(.orderPlaced, key: "O-2", second.placed(0))
        driver.pipe(.paymentAuthorized, key: "O-2", second.paid(1))
        driver.run(at: .hours(1))
        func names(_ signal: Signal) throws -> Set<String> {
            Set(try driver.sums(of: signal).keys.map { $0.terms.map(\.dimension.name).joined(separator: "+") })
        }
        #expect(
            try names(.paymentFailure) == [
                "", "provider", "method", "issuer", "country", "channel", "decline_family", "provider+issuer",
                "provider+method", "provider+country", "provider+decline_family", "method+decline_family",
                "issuer+decline_family", "country+decline_family", "channel+decline_family",
            ]
        )
        #expect(
            try names(.cancellation) == [
                "", "reason", "channel", "category", "warehouse", "country", "category+warehouse",
                "channel+reason", "reason+category", "reason+warehouse", "country+reason",
            ]
        )
        #expect(try names(.stockout) == ["", "sku", "category", "warehouse", "warehouse+sku"])
        #expect(
            try names(.unconfirmed) == [
                "", "provider", "method", "channel", "country", "cause", "channel+cause", "country+cause",
            ]
        )
        let family = Slice(.declineFamily, "funds")
        // What goes wrong is not tried: DETECT takes the trials of the place.
        #expect(try driver.sums(of: .paymentFailure)[family] == Tally(failures: 1, trials: 0))
        let there = Slice([Slice.Term(.provider, "adyen"), Slice.Term(.declineFamily, "funds")])
        #expect(try driver.sums(of: .paymentFailure)[there] == Tally(failures: 1, trials: 0))
    }

    @Test("are counted over what is configured and nothing else, failures and trials alike")
    func configured() throws {
        var rules = TrackRules()
        rules.slices[.paymentFailure] = [SliceCut(.country), SliceCut(.method), SliceCut(.country, .method)]
        rules.slices[.unconfirmed] = []
        var driver = try Driver(track: rules)
        driver.pipe(.orderPlaced, key: "O-1", Events().placed(0))
        driver.pipe(.paymentFailed, key: "O-1", Events().failed(1))
        driver.run(at: .hours(1))
        let one = Tally(failures: 1, trials: 1)
        #expect(
            try driver.sums(of: .paymentFailure) == [
                .all: one, Slice(.country, "DE"): one, Slice(.method, "card"): one,
                Slice([Slice.Term(.country, "DE"), Slice.Term(.method, "card")]): one,
            ]
        )
        #expect(try driver.sums(of: .unconfirmed) == [.all: Tally(failures: 0, trials: 1)], "its payment failed")
    }

    // MARK: Too many

    /// Twenty issuers that pay every ten seconds, and an issuer that nobody has heard of before or after `flood` times
    /// between two of them.
    private static func story(flood: Int, _ driver: inout Driver, disturb: (inout LocalPipeline) -> Void = { _ in }) {
        var number = 0
        for pane in 0..<30 as Range<Int64> {
            for issuer in 0..<20 {
                let fails = (Int64(issuer) + pane) % 4 == 0
                pay(number, issuer: "bank-\(issuer)", fails: fails, &driver, second: pane * 10 + Int64(issuer) / 2)
                number += 1
                // Not before the banks are known: then nobody could tell who is who.
                guard pane > 0 else { continue }
                for junk in 0..<flood {
                    let name = "junk-\(pane)-\(issuer)-\(junk)"
                    pay(number, issuer: name, fails: true, &driver, second: pane * 10 + Int64(issuer) / 2)
                    number += 1
                }
            }
            // First what came is taken, then a pane closes.
            for second in [5, 10] {
                disturb(&driver.pipeline)
                driver.run(at: .seconds(pane * 10 + Int64(second)))
            }
        }
        driver.run(at: .minutes(20))
    }

    private static let few: TrackRules = {
        var rules = TrackRules()
        rules.slicesMax = 40
        return rules
    }()

    @Test("of heavy values are counted the same with a flood of values that come once, which are grouped as other")
    func flood() throws {
        var quiet = try Driver(track: Self.few)
        Self.story(flood: 0, &quiet)
        var driver = try Driver(track: Self.few)
        Self.story(flood: 20, &driver)
        let (expected, found) = (try quiet.sums(of: .paymentFailure), try driver.sums(of: .paymentFailure))
        for issuer in 0..<20 {
            for slice in [
                Slice(.issuer, "bank-\(issuer)"),
                Slice([Slice.Term(.provider, "adyen"), Slice.Term(.issuer, "bank-\(issuer)")]),
            ] {
                #expect(expected[slice]?.trials == 30)
                #expect(found[slice] == expected[slice], "\(slice)")
            }
        }
        // Nothing is lost: all issuers together are the whole shop.
        let whole = try #require(found[.all])
        #expect(whole.trials == 20 * 30 + 20 * 20 * 29)
        let issuers = found.filter { $0.key.terms.map(\.dimension) == [.issuer] }
        #expect(issuers.values.reduce(0) { $0 + $1.trials } == whole.trials)
        #expect(issuers.values.reduce(0) { $0 + $1.failures } == whole.failures)
        #expect(try #require(found[Slice(.issuer, "other")]).trials > 20 * 20 * 28)
        // DETECT is not flooded either: it hears of as many as are kept, and of few more.
        #expect(issuers.count <= 2 * 40)
        #expect(driver.pipeline.statistics.grouped > 0)
        #expect(quiet.pipeline.statistics.grouped == 0)
    }

    @Test("in a pane are never more than are configured, of each dimension")
    func bound() throws {
        var driver = try Driver(track: Self.few)
        Self.story(flood: 20, &driver)
        for record in try driver.records(of: .paymentFailure) {
            let cuts = Dictionary(grouping: record.counts) { $0.slice.terms.map(\.dimension) }
            for (cut, counts) in cuts { #expect(counts.count <= 40 + 1, "\(cut)") }
        }
    }

    @Test("of a value that becomes heavy while there are too many get their own place")
    func newcomer() throws {
        var driver = try Driver(track: Self.few)
        var number = 0
        for pane in 0..<40 as Range<Int64> {
            for junk in 0..<60 {
                Self.pay(number, issuer: "junk-\(pane)-\(junk)", fails: false, &driver, second: pane * 10)
                number += 1
                guard pane >= 20, junk % 6 == 0 else { continue }
                Self.pay(number, issuer: "new-bank", fails: false, &driver, second: pane * 10)
                number += 1
            }
        }
        driver.run(at: .minutes(20))
        #expect(try #require(driver.trials(of: .paymentFailure, by: .issuer)["new-bank"]) > 150)
    }

    @Test("are the same when the task is lost at every step")
    func survival() throws {
        var smooth = try Driver(track: Self.few)
        Self.story(flood: 5, &smooth)
        var rough = try Driver(track: Self.few)
        Self.story(flood: 5, &rough) { pipeline in for id in pipeline.tasks { pipeline.crash(id) } }
        let topic = smooth.topics.signals
        #expect(smooth.pipeline.statistics.grouped > 0)
        #expect(rough.pipeline.records(of: topic).map(\.value) == smooth.pipeline.records(of: topic).map(\.value))
    }

    @Test(
        "that are many are told in records of which each fits through a broker, and only the last says all is counted"
    )
    func parts() throws {
        let slices = (0..<4000).map { number in
            SliceCount(slice: Slice(.sku, String(repeating: "x", count: 200) + "\(number)"), failures: 1, trials: 1)
        }
        let pane = Driver.noon.asEventTime
        let end = pane.advanced(by: .seconds(10))
        let counts = SignalCounts(signal: .stockout, task: "orders-0", pane: pane, watermark: end, counts: slices)
        let parts = CountedPart.divide(counts)
        #expect(parts.count > 1)
        #expect(parts.flatMap(\.counts.counts) == slices)
        #expect(parts.map(\.number) == Array(parts.indices))
        #expect(parts.allSatisfy { SignalCountsCodec.encode($0.counts).count < 400 << 10 })
        #expect(parts.dropLast().allSatisfy { $0.counts.watermark == pane })
        #expect(parts.last?.counts.watermark == end)
    }
}
