import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

/// When a shop falls silent after a burst, or a task was away, a great many deadlines pass at once. What they lead to must
/// not lie in memory all together.
@Suite("A great many deadlines at once")
struct RoomTests {
    private static let orders = 400

    /// What is said when every order is given up at one moment, and how many records the largest commit had.
    private static func played(
        room: Int,
        _ disturb: (inout LocalPipeline) -> Void = { _ in }
    ) throws -> (said: [String: [[UInt8]]], largest: Int) {
        var driver = try Driver()
        driver.pipeline = LocalPipeline(with(driver.pipeline.topology, room: room))
        for number in 0..<orders {
            let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(Int64(number)))
        }
        driver.run(at: .seconds(Int64(orders)))
        var largest = 0
        // The second of them is beyond the last step of every ladder.
        for day in [1, 30] as [Int64] {
            let now = Driver.noon.advanced(by: .days(day))
            var isMoving = true
            while isMoving {
                isMoving = false
                disturb(&driver.pipeline)
                for id in driver.pipeline.tasks {
                    let read = driver.pipeline.step(id, at: now)
                    let written = driver.pipeline.commit(id)
                    largest = max(largest, written)
                    isMoving = isMoving || read > 0 || written > 0
                }
            }
        }
        var said: [String: [[UInt8]]] = [:]
        for topic in driver.topics.outputs {
            said[topic] = driver.pipeline.records(of: topic).filter { !isProgress($0) }
                .map { $0.value ?? [] }.sorted { $0.lexicographicallyPrecedes($1) }
        }
        return (said, largest)
    }

    /// Whether a record says how far a task is and nothing else: one that stops on the way says so more often.
    private static func isProgress(_ record: ProducedRecord) -> Bool {
        let counts = try? SignalCountsCodec.decode(record.value ?? [])
        return record.isProgress || counts?.counts.isEmpty == true
    }

    private static func with(_ topology: Topology, room: Int) -> Topology {
        var topology = topology
        topology.outboxBytes = room
        return topology
    }

    @Test("lead to the same as one after the other, and never to more than there is room for")
    func bounded() throws {
        let wide = try Self.played(room: 1 << 30)
        let narrow = try Self.played(room: 20_000)
        #expect(narrow.said == wide.said)
        // A record takes a kilobyte or so, and the last of them may be larger than the room.
        #expect(wide.largest >= Self.orders && narrow.largest < 60)
        #expect(wide.said.values.reduce(0) { $0 + $1.count } > 4 * Self.orders)
    }

    @Test("lead to the same when tasks are lost between any two of them")
    func survives() throws {
        let rough = try Self.played(room: 20_000) { pipeline in for id in pipeline.tasks { pipeline.crash(id) } }
        #expect(try rough.said == Self.played(room: 1 << 30).said)
    }
}
