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

    static let noon = Driver.noon

    init(seed: UInt64, orders: Int, partitions: Int32 = 3) throws {
        let topics = Topics()
        var track = TrackRules()
        track.bufferBytes = 1 << 16
        // Nobody gives up waiting for a task that is slow because it dies all the time.
        topology = try Topology(
            partitionCounts: Dictionary(uniqueKeysWithValues: topics.all.map { ($0, partitions) }),
            track: track,
            policy: RetentionPolicy.builtIn,
            stageTimeout: .days(1)
        )
        var chance = Chance(seed: seed)
        for number in 0..<orders { tell(number, &chance) }
        for number in 0..<3 { pipe(.orderPlaced, key: "O-\(number)", Array("{\"garbage\": \(number)".utf8)) }
    }

    private mutating func tell(_ number: Int, _ chance: inout Chance) {
        let start = Int64(number) * 3
        let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
        func times() -> Int { chance.hits(0.2) ? 2 : 1 }
        // Of an order whose stock is missing nothing else is known, because its two stories meet when they will.
        if number % 6 != 3 {
            for _ in 0..<times() {
                pipe(.orderPlaced, key: events.orderID, events.placed(start, sku: "S-\(number % 4)"))
            }
        }
        switch number % 6 {
        case 0: for _ in 0..<times() { pipe(.paymentAuthorized, key: events.orderID, events.paid(start + 5)) }
        case 1: for _ in 0..<times() { pipe(.paymentFailed, key: events.orderID, events.failed(start + 5)) }
        case 2: for _ in 0..<times() { pipe(.orderCancelled, key: events.orderID, events.cancelled(start + 9)) }
        case 3:
            let failed = events.reservationFailed(start + 3, sku: "S-\(number % 4)")
            for _ in 0..<times() { pipe(.inventoryReservationFailed, key: "S-\(number % 4)", failed) }
        case 4:
            pipe(.paymentFailed, key: events.orderID, events.failed(start + 2, code: "expired_card"))
            pipe(.orderConfirmed, key: events.orderID, events.confirmed(start + 20))
        default: break
        }
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
