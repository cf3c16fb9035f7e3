internal import Commerce
internal import Kafka
internal import Streaming

/// Reads what RETAIN hears.
struct RetainDecoder: ~Copyable {
    typealias Content = RecordInput<RetainNews>.Content

    private var decoder = EventDecoder()

    /// The record at `index` of the alerts' topic.
    func alert(_ batch: borrowing RecordBatch, _ index: Int) -> Content {
        guard let value = batch.valueBytes(at: index) else { return .ignored }
        do throws(DecodeError) {
            let alert = try AlertCodec.decode(value)
            return .item(.alert(alert), alert.occurredAt)
        } catch {
            return .faulty(.undecodable(error))
        }
    }

    /// The record at `index` of the triggers' topic or of the notices', and who wrote it; an empty text where it does not say.
    mutating func news(_ batch: borrowing RecordBatch, _ index: Int) -> (content: Content, source: String) {
        var source = ""
        guard let range = batch.value(at: index), let value = batch.valueBytes(at: index) else {
            return (.ignored, source)
        }
        do throws(DecodeError) {
            let envelope = try CloudEventEnvelope(batch.headers(at: index))
            source = envelope?.source ?? ""
            return (try content(batch, range, value, envelope), source)
        } catch {
            return (.faulty(.undecodable(error)), source)
        }
    }

    private mutating func content(
        _ batch: borrowing RecordBatch,
        _ range: Range<Int>,
        _ value: [UInt8],
        _ envelope: CloudEventEnvelope?
    ) throws(DecodeError) -> Content {
        switch envelope?.type {
        case ProgressCodec.cloudEventType:
            let progress = try ProgressCodec.decode(value)
            return .item(.progress(progress), progress.watermark)
        case BudgetCodec.answerEventType:
            let (answer, time) = try BudgetCodec.decodeAnswer(value)
            return .item(.answer(answer), time)
        case EventType.customerPreferencesChanged.name:
            return try preferences(batch, range, envelope)
        default:
            let trigger = try TriggerCodec.decode(value)
            return .item(.trigger(trigger), trigger.occurredAt)
        }
    }

    private mutating func preferences(
        _ batch: borrowing RecordBatch,
        _ range: Range<Int>,
        _ envelope: CloudEventEnvelope?
    ) throws(DecodeError) -> Content {
        var events = EventBatch()
        guard case .event = try decoder.decode(batch.bytes.span, valueRange: range, envelope: envelope, into: &events),
            let event = events.events.first, let preferences = events.preferences.first
        else { return .ignored }
        return .item(.preferences(customerID: events.string(event.customerID), preferences), event.occurredAt)
    }
}
