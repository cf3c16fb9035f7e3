internal import Commerce
internal import Streaming

/// Sends the events of a source that is not keyed by order id to their orders, over the routed topic.
///
/// It judges nothing: whether an event is late is seen where it meets its order.
struct RekeyTracker: ForgetfulTracker, ~Copyable {
    static var signals: [Signal] { [.volume] }
    static var judgesLateness: Bool { false }

    init() {}

    mutating func take(_ index: Int, of chunk: borrowing SourceChunk, in context: inout TrackContext) {
        guard !chunk.events.events[index].orderID.isEmpty else { return }
        context.route(index, of: chunk)
    }
}
