import Commerce
import Streaming
import Testing

@testable import Simulation

@Suite("A history")
struct HistoryTests {
    private static let histories = [1, 2].map { seed in
        Scenario.history(start: saturday, days: 4, eventsPerDay: 250_000, seed: seed)
    }
    private static let truths = histories.map(\.truth)

    @Test("has eight incidents a day after a first day without any, each large enough to be found")
    func incidents() {
        for truth in Self.truths {
            let incidents = truth.incidents
            #expect(incidents.count == 24)
            for entry in truth.entries {
                #expect(entry.start >= saturday.advanced(by: .hours(24)), "\(entry.name)")
                #expect(entry.end <= saturday.advanced(by: .days(4)), "\(entry.name)")
            }
            for entry in incidents {
                let minutes = entry.end.since(entry.start).rawValue / 60_000
                #expect((7...120).contains(minutes), "\(entry.name), \(minutes)")
                guard let size = entry.size else {
                    Issue.record("\(entry.name) has no size")
                    continue
                }
                #expect(size.excess >= 15 && size.evidence >= 20, "\(entry.name), \(size)")
                #expect((1.3...12.5).contains(size.lift), "\(entry.name), \(size)")
                #expect(size.showsFrom >= entry.start && size.showsUntil > size.showsFrom, "\(entry.name)")
            }
        }
    }

    @Test("has steps and ramps, slices of one dimension and of two, and most signals")
    func variety() {
        let incidents = Self.truths.flatMap(\.incidents)
        #expect(Set(incidents.map(\.shape)).count == 2)
        #expect(Set(incidents.map(\.slice.terms.count)) == [1, 2])
        #expect(Set(incidents.map(\.signal)).count == 5)
        #expect(Set(incidents.map(\.slice)).count > 20)
    }

    @Test("keeps the incidents of one signal apart")
    func apart() {
        for truth in Self.truths {
            let bySignal = Dictionary(grouping: truth.incidents, by: \.signal)
            for entries in bySignal.values {
                for (first, second) in zip(entries, entries.dropFirst()) {
                    #expect(first.end.advanced(by: .hours(1)) <= second.start, "\(first.name), \(second.name)")
                }
            }
        }
    }

    @Test("has confounders on every day after the first")
    func confounders() {
        for scenario in Self.histories {
            let names = scenario.disturbances.map(\.name)
            #expect(names.filter { $0 == "flash sale" }.count == 3)
            #expect(names.filter { $0 == "promotion" }.count == 3)
        }
        let names = Set(Self.histories.flatMap { $0.disturbances.map(\.name) })
        #expect(names.contains("silent provider") && names.contains("stalled pipeline"))
    }

    @Test("is the same on every machine and in every release")
    func pinned() {
        // A change of the model changes these: say so in the commit.
        let history = Scenario.history(start: saturday, days: 2, eventsPerDay: 50_000, seed: 3)
        #expect(StableHash.of(history.truth.ndjson.span) == 16_551_433_157_238_516_552)
        #expect(fingerprint(Shop(history), count: 20_000) == 953_394_325_242_400_795)
    }

    @Test("brings as many events a day as it was told to")
    func volume() {
        let history = Scenario.history(start: saturday, days: 2, eventsPerDay: 40_000, seed: 4)
        let count = Shop(history).reduce(0) { sum, _ in sum + 1 }
        #expect(abs(Double(count) / 80_000 - 1) < 0.15, "\(count)")
    }

    @Test("finds other slices with the same orders, and no others")
    func equivalents() {
        var shop = flatShop(seed: 1)
        shop.issuers = Array(shop.issuers.prefix(6))
        let equivalents = Equivalents(World(shop))
        let apple = Slice([.init(.method, "apple_pay")])
        let stripe = Slice.Term(.provider, "stripe")
        #expect(equivalents.equivalents(of: apple).contains(Slice([stripe, .init(.method, "apple_pay")])))
        #expect(equivalents.equivalents(of: Slice([.init(.method, "card")])) == [])
        #expect(equivalents.equivalents(of: Slice([.init(.country, "CN")])) == [])
        let sku = equivalents.equivalents(of: Slice([.init(.warehouse, "W-1"), .init(.sku, "S-501")]))
        #expect(sku.map(\.terms.count) == [3])
    }

    @Test("has rates that move by the minute and by the hour, around those that were meant")
    func restless() {
        var drift = RateDrift(seed: 1, stream: 5, rates: [0.08], deviation: 0, noise: 0.2)
        var factors: [Double] = []
        for minute in 0..<4000 {
            drift.advance(to: Int64(minute) * 60_000)
            factors.append(RateDrift.shift(0.08, by: drift.factors[0]) / 0.08)
        }
        let mean = factors.reduce(0, +) / 4000
        let deviation = (factors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4000).squareRoot()
        #expect(abs(mean - 1) < 0.02 && abs(deviation - 0.2) < 0.02, "\(mean), \(deviation)")
        let season = RateSeason(seed: 1, common: (1, 0.3), own: (2, 0), count: 2)
        let hours = (0..<168).map { season.factor(of: 0, at: .init(of: Int64($0) * 3_600_000)) }
        let logs = hours.map(Elementary.log)
        let spread = (logs.reduce(0) { $0 + $1 * $1 } / 168).squareRoot()
        #expect(abs(spread - 0.3) < 0.001, "\(spread)")
        #expect(
            zip(hours, hours.dropFirst()).allSatisfy { abs($0 / $1 - 1) < 0.35 },
            "from hour to hour it changes little"
        )
        #expect(season.factor(of: 1, at: .init(of: 0)) == hours[0], "all share the curve")
    }

    @Test("dates payments by the clocks of their providers, and orders by the shop's")
    func clocks() throws {
        var shop = flatShop(seed: 7, hours: 1)
        shop.transport = .perfect
        shop.transport.clockSkew = .seconds(600)
        let early = Shop(shop).filter {
            $0.occurredAt > $0.arrivesAt || $0.arrivesAt.since($0.occurredAt) > .seconds(5)
        }
        let topics = Set(early.map(\.type))
        #expect(topics.contains(.paymentCaptured) && !topics.contains(.orderPlaced), "\(topics)")
    }
}
