public import Streaming

/// Turns records of the source topics into ``Event``s, checked against the contract.
///
/// Decodes in place: the value is read where it lies in the record batch's buffer, texts go to the batch or to
/// ``words``, and once both have grown to their working size nothing is allocated. Whatever the bytes are, the result
/// is an event, "not ours" or a ``DecodeError``; what is refused leaves the batch as it was.
///
/// The rules that are not in the schemas:
/// - Unknown fields are ignored, but their values must be valid JSON. Null says the same as absent. Of fields with the
///   same name the last one counts.
/// - A field that the contract gives to the event's type is checked even when ``Event`` has no place for it.
/// - An integer may be written with a fraction of zero or an exponent (`3.0`, `1e3`).
/// - A word that is on no list becomes `other` and is counted in ``otherWords``.
public struct EventDecoder: ~Copyable, Sendable {
    /// The texts behind the ``Word``s of the decoded events.
    public var words: WordTable
    /// How many words of closed lists were not on their list, in all decoded events so far.
    public internal(set) var otherWords = 0

    /// Bytes that must be readable in a buffer after each value.
    public static var padding: Int { JSONParser.padding }

    var parser: JSONParser
    let fields = JSONNames(EventField.names)
    let types = JSONNames(EventType.allCases.map(\.name))
    let tiers = ClosedWords<CustomerTier>(unknown: .unknown, other: .other)
    let reasons = ClosedWords<CancelReason>(unknown: .unknown, other: .other)
    let cancellers = ClosedWords<Canceller>(unknown: .unknown, other: .other)
    let faults = ClosedWords<ShipmentFault>(unknown: .unknown, other: .other)

    /// A decoder that refuses documents of more than `bytesMax` bytes and interns into `words`, which must have
    /// ``wordShares``.
    public init(words: consuming WordTable = makeWords(), bytesMax: Int = EventLimits.documentBytes) {
        precondition(EventField.names.count == EventField.allCases.count, "every field has a name")
        precondition(bytesMax > 0 && bytesMax <= 1 << 30, "a document has at most 1 GiB")
        self.words = words
        parser = JSONParser(
            bytesMax: bytesMax,
            depthMax: EventLimits.depth,
            nodesMax: EventLimits.values,
            namesMax: EventField.names.count
        )
    }

    /// Decodes the value at `valueRange` of `buffer` and appends its event to `batch`.
    ///
    /// `buffer` is a whole record batch's bytes. At least ``padding`` bytes must follow the value in it; what they hold
    /// does not matter.
    ///
    /// - Parameters:
    ///   - buffer: the bytes of all records of a batch.
    ///   - valueRange: where the record's value lies in them.
    ///   - record: the record's index in the batch, for ``Event/record``.
    ///   - envelope: what the record's headers say as a CloudEvent; it fills what the value does not say.
    ///   - batch: where the event is appended.
    /// - Returns: whether it was an event of the contract.
    /// - Throws: the first fault found; the batch is unchanged then.
    @inline(never)  // The nodes point into the buffer, which the caller keeps alive as long as the call lasts.
    public mutating func decode(
        _ buffer: Span<UInt8>,
        valueRange: Range<Int>,
        record: Int32 = 0,
        envelope: CloudEventEnvelope? = nil,
        into batch: inout EventBatch
    ) throws(DecodeError) -> DecodeOutcome {
        let (text, lines, preferences) = (batch.text.count, batch.lines.count, batch.preferences.count)
        defer { parser.forget() }
        var event = Event()
        event.record = record
        var others = 0
        do throws(DecodeError) {
            try parse(buffer, valueRange)
            let outcome = try decodeDocument(envelope, into: &event, &batch, &others)
            if outcome == .event {
                batch.events.append(event)
                otherWords += others
            }
            return outcome
        } catch {
            batch.text.removeLast(batch.text.count - text)
            batch.lines.removeLast(batch.lines.count - lines)
            batch.preferences.removeLast(batch.preferences.count - preferences)
            throw error
        }
    }

    /// Decodes one value that does not lie in a padded buffer, by copying it into one. For tests and tools.
    ///
    /// - Throws: the first fault found; the batch is unchanged then.
    public mutating func decode(
        copying value: [UInt8],
        record: Int32 = 0,
        envelope: CloudEventEnvelope? = nil,
        into batch: inout EventBatch
    ) throws(DecodeError) -> DecodeOutcome {
        let buffer = value + [UInt8](repeating: 0x20, count: Self.padding)
        return try decode(buffer.span, valueRange: 0..<value.count, record: record, envelope: envelope, into: &batch)
    }

    private mutating func parse(_ buffer: Span<UInt8>, _ range: Range<Int>) throws(DecodeError) {
        do {
            try parser.parse(buffer, range, names: fields)
        } catch {
            throw .document(error)
        }
    }
}

// MARK: The document and its envelope

extension EventDecoder {
    // What an event's identity is read from when the event itself does not say it: nodes of a structured CloudEvent.
    struct EnvelopeNodes {
        var id = 0
        var type = 0
        var time = 0
    }

    private mutating func decodeDocument(
        _ envelope: CloudEventEnvelope?,
        into event: inout Event,
        _ batch: inout EventBatch,
        _ others: inout Int
    ) throws(DecodeError) -> DecodeOutcome {
        parser.select(0)
        let looksStructured = member(.specversion) != 0 && member(.data) != 0 && member(.eventID) == 0
        guard looksStructured || envelope?.isStructured == true else {
            return try decodeEvent(envelope, EnvelopeNodes(), into: &event, &batch, &others)
        }
        let nodes = EnvelopeNodes(id: member(.id), type: member(.type), time: member(.time))
        let data = member(.data)
        guard data != 0 else { throw DecodeError(field: "data", fault: .missing) }
        guard parser.kind(data) == .object else { throw DecodeError(field: "data", fault: .wrongType) }
        parser.select(data)
        do throws(DecodeError) {
            return try decodeEvent(nil, nodes, into: &event, &batch, &others)
        } catch {
            // The envelope's own attributes stand beside the data, not in it.
            guard error.field.hasPrefix("ce_") else { throw error.inside("data") }
            throw DecodeError(field: String(error.field.dropFirst(3)), problem: error.problem, fault: error.fault)
        }
    }

    private mutating func decodeEvent(
        _ envelope: CloudEventEnvelope?,
        _ nodes: EnvelopeNodes,
        into event: inout Event,
        _ batch: inout EventBatch,
        _ others: inout Int
    ) throws(DecodeError) -> DecodeOutcome {
        let (type, name) = try readType(envelope, nodes)
        guard let type else { return .ignored(unknownType: name) }
        event.type = type
        event.eventID = try readEventID(envelope, nodes)
        event.occurredAt = try readOccurredAt(envelope, nodes)
        switch type {
        case .orderPlaced: try readPlaced(&event, &batch, &others)
        case .orderConfirmed: try readOrder(&event, &batch)
        case .orderCancelled: try readCancelled(&event, &batch, &others)
        case .orderShipped: try readShipped(&event, &batch)
        case .orderDelivered: try readDelivered(&event, &batch)
        case .orderReturned: try readReturned(&event, &batch, &others)
        case .paymentAuthorized, .paymentCaptured, .paymentFailed, .paymentRefunded: try readPayment(&event, &batch)
        case .inventoryLevelChanged: try readLevel(&event)
        case .inventoryReservationFailed: try readReservation(&event, &batch)
        case .fulfilmentMisShipped: try readMisShipped(&event, &batch, &others)
        case .feedbackReceived: try readFeedback(&event, &batch, &others)
        case .customerPreferencesChanged: try readPreferences(&event, &batch)
        }
        return .event
    }

    private func readType(
        _ envelope: CloudEventEnvelope?,
        _ nodes: EnvelopeNodes
    ) throws(DecodeError) -> (type: EventType?, name: String) {
        let node = member(.type) != 0 ? member(.type) : nodes.type
        if node != 0 {
            guard parser.kind(node) == .string else {
                throw DecodeError(field: node == nodes.type ? "ce_type" : "type", fault: .wrongType)
            }
            let index = parser.withText(node) { types.find($0) }
            if index >= 0 { return (EventType(rawValue: UInt8(index)), "") }
            return (nil, clipped(parser.string(node)))
        }
        guard let name = envelope?.type else { throw DecodeError(field: "type", fault: .missing) }
        return (EventType(name: name), clipped(name))
    }

    private func readEventID(_ envelope: CloudEventEnvelope?, _ nodes: EnvelopeNodes) throws(DecodeError) -> UInt64 {
        if member(.eventID) != 0 { return try hash(member(.eventID), "event_id") }
        if nodes.id != 0 { return try hash(nodes.id, "ce_id") }
        guard let id = envelope?.id else { throw DecodeError(field: "event_id", fault: .missing) }
        let bytes = Array(id.utf8)
        try checkIdentifier(bytes: bytes.count, "ce_id")
        return StableHash.of(bytes.span)
    }

    private func readOccurredAt(
        _ envelope: CloudEventEnvelope?,
        _ nodes: EnvelopeNodes
    ) throws(DecodeError) -> EventTime {
        if member(.occurredAt) != 0 { return try time(member(.occurredAt), "occurred_at") }
        if nodes.time != 0 { return try time(nodes.time, "ce_time") }
        guard let text = envelope?.time else { throw DecodeError(field: "occurred_at", fault: .missing) }
        guard let time = RFC3339.parse(text) else { throw DecodeError(field: "ce_time", fault: .badTime) }
        return time
    }

    private func clipped(_ name: String) -> String {
        String(decoding: name.utf8.prefix(EventLimits.textBytes), as: UTF8.self)
    }
}
