internal import Commerce
internal import Streaming

/// Finds out when events happened.
struct EventClock: ~Copyable {
    private var decoder = EventDecoder()
    private var batch = EventBatch()

    /// When the event in `line` happened; `nil` when it is no event.
    mutating func time(of line: [UInt8]) -> EventTime? {
        batch.removeAll()
        let padded = line + [UInt8](repeating: 0, count: EventDecoder.padding)
        do throws(DecodeError) {
            _ = try decoder.decode(padded.span, valueRange: 0..<line.count, into: &batch)
            return batch.events.first?.occurredAt
        } catch {
            return nil
        }
    }
}
