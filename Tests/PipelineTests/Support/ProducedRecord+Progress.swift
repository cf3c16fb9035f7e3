import Commerce
import Kafka

extension ProducedRecord {
    /// The type that it has as a CloudEvent; `nil` when it is none.
    var cloudEventType: String? {
        headers.first { $0.name == "ce_type" }?.value.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether it says how far a task has come, which depends on the clock and on how much was read at once.
    var isProgress: Bool { cloudEventType == ProgressCodec.cloudEventType }
}
