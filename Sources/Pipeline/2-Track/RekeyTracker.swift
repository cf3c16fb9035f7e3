internal import Commerce
internal import Kafka
internal import Streaming

/// Sends the events of a source that is not keyed by order id to their orders, over the routed topic.
///
/// It judges nothing: whether an event is late is seen where it meets its order.
struct RekeyTracker: Tracker, ~Copyable {
    static var signals: [Signal] { [] }
    static var judgesLateness: Bool { false }

    init() {}

    mutating func take(_ index: Int, of chunk: borrowing SourceChunk, in context: inout TrackContext) {
        let event = chunk.events.events[index]
        guard !event.orderID.isEmpty else { return }
        context.outbox.publish(
            chunk.records.valueBytes(at: Int(event.record)) ?? [],
            to: context.outbox.topics.routed,
            key: chunk.events.string(event.orderID),
            id: StableID.make("rtd", "\(event.eventID)"),
            type: event.type.name,
            at: event.occurredAt
        )
    }

    mutating func due(_ timer: TimerQueue.Timer, in context: inout TrackContext) {
        preconditionFailure("no deadline is set for events that are handed on")
    }

    // Nothing is remembered here.
    mutating func writeChanges(to writer: inout StateWriter) {}
    mutating func beginCheckpoint() {}
    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool { true }
    mutating func restore(changes reader: inout StateReader) throws(StateError) {}
    mutating func restore(checkpoint reader: inout StateReader) throws(StateError) {}
    mutating func begin(in context: inout TrackContext) throws(StateError) {}
}
