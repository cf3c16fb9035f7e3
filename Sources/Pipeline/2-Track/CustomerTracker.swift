internal import Commerce
internal import Kafka
internal import Streaming

/// Watches what customers say: a low score is a danger, a reason may be a reply, and preferences are handed on to RETAIN.
///
/// RETAIN reads preferences from the trigger topic, not from the shop's: so the two lie in the same partition whatever
/// partitioner and however many partitions the shop uses.
struct CustomerTracker: ForgetfulTracker, ~Copyable {
    static var signals: [Signal] { [.volume] }

    init() {}

    mutating func take(_ index: Int, of chunk: borrowing SourceChunk, in context: inout TrackContext) {
        let event = chunk.events.events[index]
        switch event.type {
        case .feedbackReceived: feedback(event, chunk, &context)
        case .customerPreferencesChanged: preferences(event, chunk, &context)
        // The other types have topics of their own; on these they say nothing about a customer.
        default: break
        }
    }

    private func feedback(_ event: Event, _ chunk: borrowing SourceChunk, _ context: inout TrackContext) {
        // The reason first: it concerns what is open for the order, and a low score finds that open.
        if event.reason != .unknown, let cause = Cause(rawValue: event.reason.rawValue) {
            raise(.replied, cause, event, chunk, &context)
        }
        guard event.score >= 0, Int(event.score) <= context.rules.lowScore else { return }
        raise(.feedback, .lowScore, event, chunk, &context)
    }

    private func raise(
        _ kind: Trigger.Kind,
        _ cause: Cause,
        _ event: Event,
        _ chunk: borrowing SourceChunk,
        _ context: inout TrackContext
    ) {
        let orderID = chunk.events.string(event.orderID)
        context.raise(
            Trigger(
                id: StableID.make("trg", orderID, kind.rawValue, "\(event.eventID)"),
                kind: kind,
                cause: cause,
                occurredAt: event.occurredAt,
                orderID: orderID,
                customerID: chunk.events.string(event.customerID),
                order: .unknown
            )
        )
    }

    private func preferences(_ event: Event, _ chunk: borrowing SourceChunk, _ context: inout TrackContext) {
        let isHidden = context.pseudonyms != nil
        context.outbox.publish(
            isHidden ? rewritten(event, chunk) : chunk.records.valueBytes(at: Int(event.record)) ?? [],
            to: context.outbox.topics.triggers,
            key: chunk.events.string(event.customerID),
            id: StableID.make("prf", "\(event.eventID)"),
            type: event.type.name,
            at: event.occurredAt
        )
    }
    /// The preferences with the customer as they are known here. What the shop wrote has their id.
    private func rewritten(_ event: Event, _ chunk: borrowing SourceChunk) -> [UInt8] {
        let wanted = chunk.events.preferences[Int(event.preferences)]
        var quietHours: (start: String, end: String)?
        if let start = wanted.quietStart, let end = wanted.quietEnd {
            quietHours = (Self.clock(start), Self.clock(end))
        }
        return SourceEvents.customerPreferencesChanged(
            eventID: StableID.make("prf", "\(event.eventID)"),
            occurredAt: event.occurredAt,
            customerID: chunk.events.string(event.customerID),
            marketingConsent: wanted.marketingConsent,
            channels: wanted.channels,
            quietHours: quietHours,
            timeZone: wanted.timeZone,
            locale: wanted.locale
        )
    }

    /// Minutes after midnight as hours and minutes: `07:05`.
    private static func clock(_ minutes: Int) -> String {
        let parts = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return parts.joined(separator: ":")
    }
}
