internal import Commerce
internal import Kafka
internal import Streaming

/// What a tracker works with: where it counts, sets timers and speaks.
struct TrackContext: ~Copyable {
    let rules: TrackRules
    var decoder = EventDecoder()
    var counter: SliceCounter
    var timers = TimerQueue()
    var outbox: Outbox
    /// Whether the event at hand came after its pane was closed: it changes its order and is not counted.
    var isLate = false

    init(rules: TrackRules, outbox: Outbox) {
        self.rules = rules
        self.outbox = outbox
        counter = SliceCounter(panes: Panes(length: rules.pane))
    }

    /// Counts a trial in each slice.
    mutating func trial(at time: EventTime, _ keys: SliceKey...) {
        guard !isLate else { return }
        for key in keys { counter.addTrial(key, at: time) }
    }

    /// Counts a bad outcome of the order `id`, which is worth `amountMinor`, in each slice.
    mutating func failure(
        at time: EventTime,
        id: Span<UInt8>,
        amountMinor: Int64,
        currency: Word,
        _ keys: SliceKey...
    ) {
        guard !isLate else { return }
        for key in keys {
            counter.addFailure(key, at: time, orderID: id, amountMinor: amountMinor, currency: currency)
        }
    }

    /// Publishes a trigger, or nothing when no customer is known: nobody could be reached.
    mutating func raise(_ trigger: Trigger) {
        guard !trigger.customerID.isEmpty else { return }
        outbox.count { $0.triggers["\(trigger.kind.rawValue)/\(trigger.cause.rawValue)", default: 0] += 1 }
        outbox.publish(
            TriggerCodec.encode(trigger),
            to: outbox.topics.triggers,
            key: trigger.customerID,
            id: trigger.id,
            type: "orderkeeper.trigger.v1",
            at: trigger.occurredAt
        )
    }
}
