import Commerce
import Kafka
import Retention
import Streaming
import Testing

@testable import Pipeline

@Suite("The volume")
struct VolumeTests {
    private let events = Events()

    /// An event of every source, some of them twice, some late, some wrong.
    private func tell(_ driver: inout Driver) {
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.orderPlaced, key: "O-1", Array("{".utf8))
        driver.pipe(.paymentFailed, key: "O-1", events.failed(2))
        driver.pipe(.paymentAuthorized, key: "O-1", events.paid(4))
        driver.pipe(.fulfilmentMisShipped, key: "O-1", SourceEvents.fulfilmentMisShipped(events.head("wrong", 6)))
        // This one is handed over to its order, and must not be counted there again.
        driver.pipe(.inventoryReservationFailed, key: "S-1", events.reservationFailed(8))
        driver.pipe(.feedbackReceived, key: "C-1", SourceEvents.feedbackReceived(events.head("said", 9), score: 9))
        let preferences = SourceEvents.customerPreferencesChanged(
            eventID: "preferences",
            occurredAt: events.head("", 9).occurredAt,
            customerID: "C-1",
            marketingConsent: true,
            channels: ["email"]
        )
        driver.pipe(.customerPreferencesChanged, key: "C-1", preferences)
        driver.run(at: .minutes(10))
        // Its pane is closed.
        driver.pipe(.orderConfirmed, key: "O-1", events.confirmed(9))
        driver.run(at: .minutes(20))
    }

    @Test("counts every event once, by the source where it was first read and by provider")
    func onceEach() throws {
        var driver = try Driver(partitions: 4)
        tell(&driver)
        let sums = try driver.sums(of: .volume)
        #expect(sums[.all] == Tally(trials: 7))
        #expect(
            try driver.trials(of: .volume, by: .source) == [
                "orders": 1, "payments": 2, "fulfilment": 1, "inventory": 1, "feedback": 1, "customers": 1,
            ]
        )
        #expect(try driver.trials(of: .volume, by: .provider) == ["adyen": 2])
        #expect(driver.pipeline.statistics.late == 1)
    }

    @Test("is the same when payments are keyed by something else and go to their orders over the routed topic")
    func rekeyed() throws {
        var topics = Topics()
        topics.paymentsKey = .other
        let counts = Dictionary(uniqueKeysWithValues: topics.all.map { ($0, Int32(2)) })
        let topology = try Topology(topics: topics, partitionCounts: counts, policy: RetentionPolicy.builtIn)
        var driver = try Driver()
        driver.pipeline = LocalPipeline(topology)
        tell(&driver)
        #expect(try driver.sums(of: .volume)[.all] == Tally(trials: 7))
        #expect(try driver.trials(of: .volume, by: .source)["payments"] == 2)
    }

    @Test("counts in the pane of the event, also when events come out of order and providers share a place")
    func panes() throws {
        var chance = Chance(seed: 7)
        var driver = try Driver()
        var expected: [Int64: [String: Int]] = [:]
        for number in 0..<600 {
            let events = Events(orderID: "O-\(number)")
            let second = max(0, Int64(number) / 4 + Int64.random(in: -12...12, using: &chance))
            let provider = "psp-\(Int.random(in: 0..<40, using: &chance))"
            let payment = SourceEvents.Payment(amountMinor: 1, currency: "EUR", provider: provider)
            let value = SourceEvents.paymentCaptured(events.head("captured", second), payment)
            driver.pipe(.paymentCaptured, key: events.orderID, value)
            expected[second / 10, default: [:]][provider, default: 0] += 1
        }
        driver.run(at: .minutes(10))
        var found: [Int64: [String: Int]] = [:]
        for record in try driver.records(of: .volume) {
            for count in record.counts {
                guard let provider = count.slice.value(of: .provider) else { continue }
                let pane = (record.pane.milliseconds - Driver.noon.milliseconds) / 10_000
                found[pane, default: [:]][provider, default: 0] += count.trials
            }
        }
        #expect(found == expected)
    }

    @Test("of a silent source is missing, while the tasks say that they have passed its time")
    func silence() throws {
        var driver = try Driver()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.run(at: .minutes(30))
        let records = try driver.records(of: .volume)
        #expect(records.filter { !$0.counts.isEmpty }.count == 1)
        let reached = Driver.noon.asEventTime.advanced(by: .minutes(29))
        for task in ["orders-0", "stock-0", "feedback-0", "preferences-0"] {
            #expect(records.contains { $0.task == task && $0.watermark >= reached }, "\(task)")
        }
    }

    @Test(
        "is waited for by DETECT from exactly the tasks that tell of it, as every signal is",
        arguments: [true, false]
    )
    func trackers(rekeyed: Bool) throws {
        var topics = Topics()
        if rekeyed { (topics.ordersKey, topics.paymentsKey, topics.fulfilmentKey) = (.other, .other, .other) }
        let counts = Dictionary(uniqueKeysWithValues: topics.all.map { ($0, Int32(2)) })
        let topology = try Topology(topics: topics, partitionCounts: counts, policy: RetentionPolicy.builtIn)
        var driver = try Driver()
        driver.pipeline = LocalPipeline(topology)
        tell(&driver)
        for signal in Signal.allCases {
            let told = Set(try driver.records(of: signal).map(\.task))
            #expect(told == Set(topology.trackers[signal] ?? []), "\(signal)")
        }
        #expect(topology.trackers[.volume]?.count == topology.tasks(of: .track).count)
    }
}
