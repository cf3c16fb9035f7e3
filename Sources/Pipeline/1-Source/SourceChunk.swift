internal import Commerce
internal import Kafka
internal import Streaming

/// One batch of records of a partition, decoded, and how much of it was taken. Used again, so that decoding allocates
/// nothing in steady state.
struct SourceChunk {
    var records = RecordBatch()
    var events = EventBatch()
    /// What is wrong with which record, in order of records.
    var faults: [(record: Int, fault: RecordFault)] = []
    /// How many records are tombstones or of types that are not ours.
    var ignoredCount = 0
    /// The first event that was not taken.
    var cursor = 0
    /// The first event whose entries in the tables were not touched.
    var touched = 0
    /// The first fault that was not passed on.
    var faultCursor = 0

    /// Whether every event was taken.
    var isFinished: Bool { cursor == events.events.count }

    /// The offset after the last record that is done with.
    var position: Offset? {
        if isFinished { return records.count == 0 ? nil : records.offset(at: records.count - 1).next }
        return cursor == 0 ? nil : records.offset(at: Int(events.events[cursor - 1].record)).next
    }

    /// The offset of the first record that is not done with; `nil` when every event was taken.
    var left: Offset? {
        guard !isFinished else { return nil }
        return records.offset(at: cursor == 0 ? 0 : Int(events.events[cursor - 1].record) + 1)
    }

    /// When the first event that was not taken happened.
    var nextTime: EventTime { events.events[cursor].occurredAt }

    /// The first fault that was not passed on, if its record lies before `position`.
    func nextFault(before position: Offset?) -> (record: Int, fault: RecordFault)? {
        guard faultCursor < faults.count, let position else { return nil }
        return records.offset(at: faults[faultCursor].record) < position ? faults[faultCursor] : nil
    }

    /// Decodes every record. An event later than `latest` is a fault: it must never move a watermark. From here on, nobody
    /// sees customer ids when there are pseudonyms.
    mutating func decode(with decoder: inout EventDecoder, latest: EventTime, pseudonyms: Pseudonyms? = nil) {
        let bytes = records.bytes
        for index in 0..<records.count {
            guard let value = records.value(at: index) else {
                ignoredCount += 1
                continue
            }
            do throws(DecodeError) {
                let envelope = try envelope(at: index)
                switch try decoder.decode(bytes.span, valueRange: value, envelope: envelope, into: &events) {
                case .ignored: ignoredCount += 1
                case .event:
                    if let pseudonyms { events.hideLastCustomer(behind: pseudonyms) }
                    accept(record: index, latest: latest)
                }
            } catch {
                faults.append((index, .undecodable(error)))
            }
        }
    }

    /// Forgets everything and keeps the memory.
    mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        events.removeAll()
        faults.removeAll(keepingCapacity: true)
        ignoredCount = 0
        cursor = 0
        touched = 0
        faultCursor = 0
    }

    private func envelope(at index: Int) throws(DecodeError) -> CloudEventEnvelope? {
        guard records.hasHeaders(at: index) else { return nil }
        return try CloudEventEnvelope(records.headers(at: index))
    }

    private mutating func accept(record index: Int, latest: EventTime) {
        let last = events.events.count - 1
        events.events[last].record = Int32(index)
        let ahead = events.events[last].occurredAt.since(latest)
        guard ahead > .zero else { return }
        events.events.removeLast()
        faults.append((index, .future(aheadMilliseconds: ahead.rawValue)))
    }
}
