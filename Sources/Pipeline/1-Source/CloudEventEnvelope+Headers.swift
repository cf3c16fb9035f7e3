internal import Commerce
internal import Kafka

extension CloudEventEnvelope {
    /// What a record's headers say, when they say that it is a CloudEvent. A header without a value says nothing.
    ///
    /// - Throws: ``DecodeError`` when the headers are a CloudEvent's and wrong.
    init?(_ headers: [Header]) throws(DecodeError) {
        let named = headers.compactMap { header in header.value.map { (name: header.name, value: $0) } }
        guard let envelope = try CloudEventEnvelope.from(headers: named) else { return nil }
        self = envelope
    }
}
