internal import Commerce
public import Kafka
public import Streaming

/// Makes letters of records, and finds out what TRACK would say of a record.
public struct LetterDecoder: ~Copyable {
    private let topics: Topics
    private var decoder = EventDecoder()
    private var events = EventBatch()

    /// A decoder for letters from these topics.
    public init(_ topics: Topics) { self.topics = topics }

    /// The letter that record `index` of `batch` is, which lies in `partition`.
    ///
    /// The headers of an older late event do not say where it came from, but it is an event: the contract says in which
    /// topic events of its type lie.
    public mutating func letter(of batch: RecordBatch, at index: Int, in partition: TopicPartition) -> Letter {
        var letter = Letter(
            place: RecordPlace(partition, batch.offset(at: index)),
            key: batch.keyBytes(at: index),
            value: batch.valueBytes(at: index),
            headers: batch.headers(at: index),
            timestamp: batch.timestamp(at: index)
        )
        if let source = letter.sourceInHeaders {
            letter.source = source
        } else if letter.isLate, case .event(let event)? = try? decode(letter.value, letter.headers) {
            letter.source = Letter.Source(topic: topics.topic(of: event.type))
        }
        return letter
    }

    /// What TRACK would say against `record`, in one sentence; `nil` when nothing, or when it is not of a topic of the
    /// shop. An event later than `latest` is one from the future.
    public mutating func objection(to record: ProducedRecord, latest: EventTime) -> String? {
        guard topics.sources.contains(record.topic), record.value != nil else { return nil }
        do throws(DecodeError) {
            guard case .event(let event) = try decode(record.value, record.headers) else { return nil }
            let ahead = event.occurredAt.since(latest)
            return ahead > .zero ? RecordFault.future(aheadMilliseconds: ahead.rawValue).sentence : nil
        } catch {
            return RecordFault.undecodable(error).sentence
        }
    }

    private enum Content {
        case event(Event)
        case ignored
    }

    private mutating func decode(_ value: [UInt8]?, _ headers: [Header]) throws(DecodeError) -> Content {
        guard let value else { return .ignored }
        events.removeAll()
        let envelope = try CloudEventEnvelope(headers)
        _ = try decoder.decode(copying: value, envelope: envelope, into: &events)
        return events.events.first.map { .event($0) } ?? .ignored
    }
}
