internal import Commerce
internal import Kafka
internal import Streaming

/// What a tracker works with: where it counts, sets timers and speaks.
struct TrackContext: ~Copyable {
    let rules: TrackRules
    /// Over which slices signals are counted.
    let plan: SlicePlan
    var decoder = EventDecoder()
    /// What stands in the place of customer ids; `nil` when they may be seen.
    let pseudonyms: Pseudonyms?
    /// Our own words in the decoder's table.
    private(set) var vocabulary: TrackWords
    /// Until when orders must be confirmed.
    private(set) var deadlines: ConfirmationDeadlines
    var counter: SliceCounter
    var volume = VolumeTally()
    var timers = TimerQueue()
    /// How far the task is in event time.
    var watermark = EventTime.distantPast
    var outbox: Outbox
    /// Whether the event at hand came after its pane was closed: it changes its order and is not counted.
    var isLate = false

    init(rules: TrackRules, outbox: Outbox) {
        self.rules = rules
        self.outbox = outbox
        plan = SlicePlan(rules.slices)
        pseudonyms = rules.pseudonymKey.map { Pseudonyms($0) }
        vocabulary = TrackWords(in: &decoder.words)
        deadlines = ConfirmationDeadlines(rules, in: &decoder.words)
        counter = SliceCounter(panes: Panes(length: rules.pane), valuesMax: rules.slicesMax)
    }

    /// Goes on with the words of an earlier run of the task.
    mutating func begin(with words: consuming WordTable) {
        decoder.words = words
        vocabulary = TrackWords(in: &decoder.words)
        deadlines = ConfirmationDeadlines(rules, in: &decoder.words)
    }

    /// Counts `number` trials of `signal` in the slices of `facets`.
    mutating func trial(_ signal: Signal, at time: EventTime, _ facets: Facets, number: UInt32 = 1) {
        guard !isLate else { return }
        for selector in plan.common(signal) { counter.addTrials(number, plan.key(selector, facets), at: time) }
    }

    /// Counts `number` bad outcomes of `signal`, of the order `id`, which are worth `amountMinor`, in the slices of
    /// `facets`. Their trials are counted by themselves.
    ///
    /// - Parameter isPlaceless: whether they are counted by outcome only, and not in the whole shop or any part of it.
    mutating func failure(
        _ signal: Signal,
        at time: EventTime,
        _ facets: Facets,
        id: Span<UInt8>,
        amountMinor: Int64,
        currency: Word,
        number: UInt32 = 1,
        isPlaceless: Bool = false
    ) {
        guard !isLate else { return }
        for selector in isPlaceless ? plan.byOutcome(signal) : plan.all(signal) {
            counter.addFailures(
                number,
                plan.key(selector, facets),
                at: time,
                orderID: id,
                amountMinor: amountMinor,
                currency: currency
            )
        }
    }

    /// Notes whether event `index` of `chunk` came after its pane was closed, and sends one that did to the late topic.
    mutating func noteLateness(
        of index: Int,
        in chunk: borrowing SourceChunk,
        from source: TopicPartition,
        at watermark: EventTime,
        isRouted: Bool
    ) {
        let time = chunk.events.events[index].occurredAt
        isLate = time < watermark && counter.panes.isClosed(time, at: watermark)
        guard isLate else { return }
        // Where it was counted, by sku, it was told too.
        if isRouted, chunk.events.events[index].type == .inventoryReservationFailed { return }
        let delay = watermark.since(counter.panes.end(of: counter.panes.start(of: time)))
        let record = Int(chunk.events.events[index].record)
        outbox.late(chunk.records, at: record, from: source, behind: watermark, by: delay)
    }

    /// Hands event `index` of `chunk` over to the order that it concerns.
    mutating func route(_ index: Int, of chunk: borrowing SourceChunk) {
        let event = chunk.events.events[index]
        outbox.publish(
            chunk.records.valueBytes(at: Int(event.record)) ?? [],
            to: outbox.topics.routed,
            key: chunk.events.string(event.orderID),
            id: StableID.make("rtd", "\(event.eventID)"),
            type: event.type.name,
            at: event.occurredAt
        )
    }

    /// Publishes the trigger of an order that was placed.
    mutating func tellPlaced(_ value: [UInt8], customer: [UInt8], id: [UInt8], at time: EventTime) {
        outbox.count { $0.triggers["placed/placed", default: 0] += 1 }
        outbox.publish(
            value,
            to: outbox.topics.triggers,
            key: customer,
            id: id,
            type: Self.triggerType,
            at: time
        )
    }

    private static let triggerType = Array(TriggerCodec.cloudEventType.utf8)

    /// Publishes a trigger, or nothing when no customer is known: nobody could be reached.
    mutating func raise(_ trigger: Trigger) {
        guard !trigger.customerID.isEmpty else { return }
        outbox.count { $0.triggers["\(trigger.kind.rawValue)/\(trigger.cause.rawValue)", default: 0] += 1 }
        outbox.publish(
            TriggerCodec.encode(trigger),
            to: outbox.topics.triggers,
            key: trigger.customerID,
            id: trigger.id,
            type: TriggerCodec.cloudEventType,
            at: trigger.occurredAt
        )
    }
}
