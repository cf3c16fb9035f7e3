import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("What a task knows")
struct StateSurvivalTests {
    /// When something happens, in seconds after noon.
    private struct Step {
        var second: Int64
        var type: EventType
        var key: String
        var value: [UInt8]
    }

    /// Every kind of state in a few days: open orders with deadlines and promises, waiting lists, duplicates, caps, open
    /// actions, preferences.
    private static let story: [Step] = {
        var steps: [Step] = []
        func add(_ second: Int64, _ type: EventType, key: String, _ value: [UInt8]) {
            steps.append(Step(second: second, type: type, key: key, value: value))
        }
        let day: Int64 = 86_400
        for number in 0..<6 {
            let order = Events(orderID: "O-\(number)", customerID: "C-\(number % 4)")
            let start = Int64(number) * 50
            let id = order.orderID
            add(start, .orderPlaced, key: id, order.placed(start, tier: number == 1 ? "vip" : nil, locale: "de"))
            add(start + 9, .paymentFailed, key: id, order.failed(start + 9))
            // A repetition, and another attempt.
            add(start + 20, .paymentFailed, key: id, order.failed(start + 9))
            add(start + 30, .paymentFailed, key: id, order.failed(start + 30, code: "expired_card"))
            let missing = order.reservationFailed(start + 40, sku: "S-\(number % 2)")
            add(start + 40, .inventoryReservationFailed, key: "S-\(number % 2)", missing)
        }
        let noConsent = SourceEvents.customerPreferencesChanged(
            eventID: "preferences",
            occurredAt: Events().head("", 700).occurredAt,
            customerID: "C-2",
            marketingConsent: false,
            channels: ["email"],
            quietHours: (start: "22:00", end: "08:00"),
            timeZone: "Europe/Berlin",
            locale: "de-DE"
        )
        add(700, .customerPreferencesChanged, key: "C-2", noConsent)
        for number in 0..<6 {
            let order = Events(orderID: "O-\(number)", customerID: "C-\(number % 4)")
            let start = 1_000 + Int64(number) * 50
            let id = order.orderID
            let level = SourceEvents.inventoryLevelChanged(
                eventID: "level-\(number)",
                occurredAt: order.head("", start).occurredAt,
                sku: "S-\(number % 2)",
                available: 1
            )
            add(start, .inventoryLevelChanged, key: "S-\(number % 2)", level)
            switch number {
            case 0: add(start, .paymentAuthorized, key: id, order.paid(start))
            case 1, 2:
                let promise = order.head("", 2 * day).occurredAt
                let shipped = SourceEvents.orderShipped(order.head("shipped", start), promisedAt: promise)
                add(start, .orderShipped, key: id, shipped)
                let late = Int64(number) * day + 3_600
                add(late, .orderDelivered, key: id, SourceEvents.orderDelivered(order.head("delivered", late)))
                let feedback = SourceEvents.feedbackReceived(order.head("feedback", 3 * day), score: 1)
                add(3 * day, .feedbackReceived, key: order.customerID ?? "", feedback)
            case 3:
                add(start, .orderCancelled, key: id, order.cancelled(start, reason: "found_cheaper"))
                let reply = SourceEvents.feedbackReceived(order.head("reply", start + 30), reason: "shipping_cost")
                add(start + 30, .feedbackReceived, key: order.customerID ?? "", reply)
            case 4:
                let wrong = SourceEvents.fulfilmentMisShipped(order.head("wrong", start), warehouse: "W-1")
                add(start, .fulfilmentMisShipped, key: id, wrong)
            default: break
            }
        }
        return steps.sorted { $0.second < $1.second }
    }()

    /// What is said when `disturb` is called before each step.
    private static func played(_ disturb: (inout LocalPipeline) -> Void) throws -> [String: [[UInt8]]] {
        var driver = try Driver()
        for step in story {
            disturb(&driver.pipeline)
            // What passes in silence has passed before something happens: nobody is silent for days while a clock jumps.
            driver.run(at: .seconds(step.second))
            driver.pipe(step.type, key: step.key, step.value)
            driver.run(at: .seconds(step.second))
        }
        for hour in [3 * 24 + 1, 4 * 24, 10 * 24, 50 * 24] as [Int64] {
            disturb(&driver.pipeline)
            driver.run(at: .hours(hour))
        }
        var said: [String: [[UInt8]]] = [:]
        for topic in driver.topics.outputs {
            // How far DETECT is follows from who is silent, which is counted anew after a restart.
            let records = driver.pipeline.records(of: topic).filter { topic != driver.topics.notices || !$0.isProgress }
            said[topic] = inOrderOfKeys(records)
        }
        return said
    }

    /// What was said under each key, in its order. Which of two customers is woken first when days pass at once may follow
    /// from who was silent, too.
    private static func inOrderOfKeys(_ records: [ProducedRecord]) -> [[UInt8]] {
        let byKey = Dictionary(grouping: records) { $0.key ?? [] }
        let keys = byKey.keys.sorted { $0.lexicographicallyPrecedes($1) }
        return keys.flatMap { byKey[$0, default: []].map { $0.value ?? [] } }
    }

    /// What is said when nothing is lost.
    private static let expected = Result { lines(try played { _ in }) }

    private static func lines(_ said: [String: [[UInt8]]]) -> [String] {
        said.sorted { $0.key < $1.key }.flatMap { topic, values in
            values.map { "\(topic): \(String(decoding: $0, as: UTF8.self))" }
        }
    }

    /// What differs, to read.
    private static func difference(_ said: [String]) throws -> [String] {
        let changes = try said.difference(from: expected.get())
        return changes.prefix(6).map { change in
            switch change {
            case .insert(let offset, let line, _): "added at \(offset): \(line.prefix(300))"
            case .remove(let offset, let line, _): "missing at \(offset): \(line.prefix(300))"
            }
        }
    }

    @Test("tells every kind of danger in this story")
    func kinds() throws {
        let said = try Self.played { _ in }
        let topics = Topics()
        let kinds = said[topics.triggers, default: []].compactMap { try? TriggerCodec.decode($0).kind }
        #expect(Set(kinds) == Set(Trigger.Kind.allCases))
        let outcomes = try said[topics.decisions, default: []].map { try DecisionCodec.decode($0).outcome }
        #expect(Set(outcomes).isSuperset(of: [.acted, .capped, .alreadyOpen, .closed]))
    }

    @Test("survives when every task is lost before every step")
    func always() throws {
        let said = Self.lines(try Self.played { pipeline in for id in pipeline.tasks { pipeline.crash(id) } })
        let difference = try Self.difference(said)
        #expect(difference == [])
    }

    @Test("survives when tasks are lost by chance", arguments: 0 as UInt64..<3)
    func sometimes(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let rate = Double.random(in: 0.02..<0.7, using: &chance)
        let said = Self.lines(
            try Self.played { pipeline in for id in pipeline.tasks where chance.hits(rate) { pipeline.crash(id) } }
        )
        let difference = try Self.difference(said)
        #expect(difference == [], "run again with seed \(seed)")
    }
}
