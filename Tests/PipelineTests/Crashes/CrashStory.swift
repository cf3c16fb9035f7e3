import Commerce
import Kafka
import Retention
import Streaming

@testable import Pipeline

/// Inputs of a crash run, of every kind that a stage knows, and what a run without a crash makes of them.
///
/// Orders have one fate each, so what becomes of one does not depend on the order in which its topics are read.
struct CrashStory {
    let topology: Topology
    /// What lies in the sources.
    private(set) var sources: [ProducedRecord] = []
    /// What comes a second time, when other orders have come in between.
    private var repetitions: [(number: Int, record: ProducedRecord)] = []

    static let noon = Driver.noon

    /// - Parameter replenishes: whether skus come back, so that customers hear of it from one task and of their order from
    ///   another, in any order; and whether all cancelled orders are one customer's, who hears of them in any order too.
    init(seed: UInt64, orders: Int, partitions: Int32 = 3, replenishes: Bool = false) throws {
        let topics = Topics()
        var track = TrackRules()
        track.bufferBytes = 1 << 16
        // So short that ids are forgotten while the story lasts.
        track.deduplicationWindow = .minutes(1)
        // Nobody gives up waiting for a task that is slow because it dies all the time.
        topology = try Topology(
            partitionCounts: Dictionary(uniqueKeysWithValues: topics.all.map { ($0, partitions) }),
            track: track,
            policy: RetentionPolicy.builtIn,
            stageTimeout: .days(1)
        )
        var chance = Chance(seed: seed)
        for number in 0..<orders {
            tell(number, customer: replenishes && number % 6 == 2 ? "C-2" : "C-\(number)", &chance)
            repeatThings(upTo: number)
            if replenishes, number % 6 == 5 { replenish(number) }
        }
        for number in 0..<3 { pipe(.orderPlaced, key: "O-\(number)", Array("{\"garbage\": \(number)".utf8)) }
    }

    private mutating func tell(_ number: Int, customer: String, _ chance: inout Chance) {
        let start = Int64(number) * 3
        let events = Events(orderID: "O-\(number)", customerID: customer)
        func repeating(_ type: EventType, key: String, _ value: [UInt8]) {
            pipe(type, key: key, value)
            guard chance.hits(0.3), let record = sources.last else { return }
            repetitions.append((number + Int.random(in: 0..<15, using: &chance), record))
        }
        // Of an order whose stock is missing nothing else is known, because its two stories meet when they will.
        if number % 6 != 3 {
            repeating(.orderPlaced, key: events.orderID, events.placed(start, sku: "S-\(number % 4)"))
        }
        switch number % 6 {
        case 0: repeating(.paymentAuthorized, key: events.orderID, events.paid(start + 5))
        case 1:
            repeating(.paymentFailed, key: events.orderID, events.failed(start + 5))
            // The pane of this one is closed: it is late.
            if number >= 36 { pipe(.paymentFailed, key: events.orderID, events.failed(start - 90)) }
        case 2: repeating(.orderCancelled, key: events.orderID, events.cancelled(start + 9))
        case 3:
            // It is tried again with another event, which is no second failure.
            for again in [Int64(0), 15] {
                let failed = events.reservationFailed(start + 3 + again, sku: "S-\(number % 4)")
                repeating(.inventoryReservationFailed, key: "S-\(number % 4)", failed)
            }
        case 4:
            pipe(.paymentFailed, key: events.orderID, events.failed(start + 2, code: "expired_card"))
            pipe(.orderConfirmed, key: events.orderID, events.confirmed(start + 20))
        default: ship(number, events, start)
        }
    }

    /// A parcel that is on its way when its promise is due, or with its customer by then.
    private mutating func ship(_ number: Int, _ events: Events, _ start: Int64) {
        let promise = Self.noon.asEventTime.advanced(by: .minutes(40))
        pipe(.orderConfirmed, key: events.orderID, events.confirmed(start + 6))
        pipe(
            .orderShipped,
            key: events.orderID,
            SourceEvents.orderShipped(
                events.head("shipped", start + 10),
                carrier: "dhl",
                warehouse: "W-1",
                promisedAt: promise
            )
        )
        guard number % 12 == 5 else { return }
        pipe(
            .orderDelivered,
            key: events.orderID,
            SourceEvents.orderDelivered(events.head("delivered", start + 60))
        )
    }

    private mutating func repeatThings(upTo number: Int) {
        for repetition in repetitions where repetition.number <= number { sources.append(repetition.record) }
        repetitions.removeAll { $0.number <= number }
    }

    private mutating func replenish(_ number: Int) {
        let sku = "S-\(number % 12 == 5 ? 1 : 3)"
        pipe(
            .inventoryLevelChanged,
            key: sku,
            SourceEvents.inventoryLevelChanged(
                eventID: "level-\(number)",
                occurredAt: Self.noon.asEventTime.advanced(by: .seconds(Int64(number) * 3)),
                sku: sku,
                warehouse: "W-1",
                available: 1
            )
        )
    }

    private mutating func pipe(_ type: EventType, key: String, _ value: [UInt8]) {
        sources.append(ProducedRecord(topic: topology.topics.topic(of: type), key: Array(key.utf8), value: value))
    }

    // MARK: A run without a crash

    /// What every topic holds after a run in which nothing happened.
    func smooth() -> LocalPipeline {
        var pipeline = LocalPipeline(topology, keepsJournals: false)
        for record in sources { pipeline.pipe(record) }
        pipeline.run(at: Self.noon.advanced(by: .minutes(10)))
        pipeline.run(at: Self.noon.advanced(by: .hours(2)))
        return pipeline
    }
}

/// What a record says, with what a reader tells it apart by.
struct Said: Hashable, Comparable, CustomStringConvertible {
    let key: [UInt8]
    let value: [UInt8]

    init(_ record: ProducedRecord) {
        key = record.key ?? []
        value = record.value ?? []
    }

    static func < (lhs: Self, rhs: Self) -> Bool { lhs.value.lexicographicallyPrecedes(rhs.value) }

    var description: String { String(decoding: value.prefix(160), as: UTF8.self) }
}
