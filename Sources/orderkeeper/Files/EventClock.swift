internal import Commerce
internal import Kafka
internal import Streaming

/// Finds out when events happened.
struct EventClock: ~Copyable {
    private var decoder = EventDecoder()
    private var batch = EventBatch()

    /// When the event in `line` happened; `nil` when it is no event.
    ///
    /// - Parameter headers: what stood beside it on its topic.
    mutating func time(of line: [UInt8], headers: [Header] = []) -> EventTime? {
        batch.removeAll()
        let padded = line + [UInt8](repeating: 0, count: EventDecoder.padding)
        do throws(DecodeError) {
            let named = headers.compactMap { header in header.value.map { (name: header.name, value: $0) } }
            let envelope = try CloudEventEnvelope.from(headers: named)
            _ = try decoder.decode(padded.span, valueRange: 0..<line.count, envelope: envelope, into: &batch)
            return batch.events.first?.occurredAt
        } catch {
            return nil
        }
    }
}
