internal import Commerce
internal import Kafka
internal import Retention
internal import Streaming

/// A task of RETAIN: decides each trigger of its customers, knowing what they were told before and which incidents
/// are running.
///
///     triggers, preferences ─┐
///     alerts (all of them)  ─┴─► merge by event time ─► policy ─► decision, and an action if there is one
final class RetainTask: StageTask {
    let partitions: [TopicPartition]
    private let policy: RetentionPolicy
    var inputs: [RecordInput<News>]
    var control: ControlInput
    var merge: EventTimeMerge
    var outbox: Outbox
    private var decoder = EventDecoder()
    var customers = KeyedState<CustomerMemory>()
    var incidents = Incidents() { didSet { areIncidentsChanged = true } }
    /// Whether the incidents are others than when changes were last written.
    var areIncidentsChanged = false
    private var sweepAt = EventTime.distantPast

    /// What RETAIN hears.
    enum News {
        case trigger(Trigger)
        case preferences(customerID: String, CustomerPreferences)
        case alert(Alert)
    }

    /// How often customers are looked through, and those of whom nothing is left to remember forgotten.
    private static let sweepInterval = Milliseconds.days(1)

    /// - Parameter alerts: every partition of the alert topic, and then of the control topic, which all tasks read.
    init(partition: TopicPartition, alerts: [TopicPartition], topics: Topics, policy: RetentionPolicy) {
        partitions = [partition] + alerts
        self.policy = policy
        control = ControlInput(alerts.filter { $0.topic == topics.control })
        inputs = partitions.filter { $0.topic != topics.control }.map { RecordInput(partition: $0) }
        merge = EventTimeMerge(count: inputs.count, lateness: .zero)
        outbox = Outbox(topics: topics, stage: "retain", task: "customers-\(partition.partition)")
    }

    var statistics: TaskStatistics { outbox.statistics }
    let stateVersion = 1

    /// A trigger that is read takes several times the bytes it was sent as.
    func wants(_ partition: TopicPartition) -> Bool {
        control.holds(partition) || inputs[index(of: partition)].byteCount < 2 << 20
    }

    func index(of partition: TopicPartition) -> Int {
        guard let index = partitions.firstIndex(of: partition) else {
            preconditionFailure("task \(outbox.task) does not read \(partition.topic)-\(partition.partition)")
        }
        return index
    }

    // MARK: Reading

    func ingest(_ batch: inout RecordBatch, of partition: TopicPartition, at now: WallTime) {
        guard !control.holds(partition) else { return control.append(&batch, of: partition) }
        let isAlerts = partition.topic == outbox.topics.alerts
        inputs[index(of: partition)].append(&batch) { batch, index in
            do throws(DecodeError) {
                return isAlerts ? try decodeAlert(batch, index) : try decodeTrigger(batch, index)
            } catch {
                return .faulty(.undecodable(error))
            }
        }
    }

    private func decodeAlert(
        _ batch: borrowing RecordBatch,
        _ index: Int
    ) throws(DecodeError)
        -> RecordInput<News>.Content
    {
        guard let value = batch.valueBytes(at: index) else { return .ignored }
        let alert = try AlertCodec.decode(value)
        return .item(.alert(alert), alert.occurredAt)
    }

    private func decodeTrigger(
        _ batch: borrowing RecordBatch,
        _ index: Int
    ) throws(DecodeError)
        -> RecordInput<News>.Content
    {
        guard let range = batch.value(at: index), let value = batch.valueBytes(at: index) else { return .ignored }
        let envelope = try CloudEventEnvelope(batch.headers(at: index))
        if envelope?.type == ProgressCodec.cloudEventType { return .ignored }
        guard envelope?.type == EventType.customerPreferencesChanged.name else {
            let trigger = try TriggerCodec.decode(value)
            return .item(.trigger(trigger), trigger.occurredAt)
        }
        var events = EventBatch()
        guard case .event = try decoder.decode(batch.bytes.span, valueRange: range, envelope: envelope, into: &events),
            let event = events.events.first, let preferences = events.preferences.first
        else { return .ignored }
        return .item(.preferences(customerID: events.string(event.customerID), preferences), event.occurredAt)
    }

    // MARK: Deciding

    func process(at now: WallTime) {
        while let forgetting = control.next(&outbox) { customers[forgetting.customerID] = nil }
        for index in inputs.indices { offer(index) }
        while let turn = merge.next() {
            while let time = inputs[turn.source].head(&outbox), turn.includes(time) {
                _ = merge.take(time, in: turn)
                take(inputs[turn.source].take(), at: time)
            }
            offer(turn.source)
        }
        forgetTheForgettable()
    }

    private func offer(_ index: Int) {
        merge.offer(inputs[index].head(&outbox), from: index)
        merge.reachedEnd(inputs[index].isAtEnd, of: index)
    }

    private func take(_ news: News, at time: EventTime) {
        switch news {
        case .alert(let alert): incidents.apply(alert)
        case .preferences(let customerID, let preferences):
            var memory = customers[customerID] ?? CustomerMemory()
            if memory.apply(preferences, at: time) { customers[customerID] = memory }
        // Not yet of use.
        case .trigger(let trigger) where trigger.kind == .placed: break
        case .trigger(let trigger):
            var memory = customers[trigger.customerID] ?? CustomerMemory()
            let verdict = policy.decide(trigger, memory: &memory, incidents: incidents)
            customers[trigger.customerID] = memory
            for decision in verdict.alsoDecided { publish(decision) }
            publish(verdict.decision)
            if let action = verdict.action { publish(action) }
        }
    }

    private func publish(_ decision: Decision) {
        outbox.count { $0.decisions[decision.outcome, default: 0] += 1 }
        outbox.publish(
            DecisionCodec.encode(decision),
            to: outbox.topics.decisions,
            key: decision.customerID,
            id: decision.id,
            type: "orderkeeper.decision.v1",
            at: decision.occurredAt
        )
    }

    private func publish(_ action: Action) {
        outbox.count { $0.actions[action.kind, default: 0] += 1 }
        outbox.publish(
            ActionCodec.encode(action),
            to: outbox.topics.actions,
            key: action.customerID,
            id: action.id,
            type: "orderkeeper.action.v1",
            at: action.occurredAt
        )
    }

    /// Drops customers of whom nothing is left to remember, from time to time.
    private func forgetTheForgettable() {
        guard merge.watermark >= sweepAt else { return }
        sweepAt = merge.watermark.advanced(by: Self.sweepInterval)
        let watermark = merge.watermark
        customers.update { memory in
            let before = memory
            memory.forget(before: watermark)
            if memory.isEmpty { return .removed }
            return memory == before ? .none : .changed
        }
    }
}
