internal import Commerce
internal import Kafka
internal import Retention
internal import Streaming

/// A task of RETAIN: decides each trigger of its customers, knowing what they were told before and which incidents
/// are running, and does what is due later: releases what was held, takes the next step, tells outcomes.
///
///     triggers, preferences,    ─┐
///     progress: a lane a tracker ├─► merge by event time ─► policy ─► decisions, actions, requests for money
///     alerts (all of them)      ─┘         ▲
///     money granted, progress of DETECT ───┘ at once, and what comes next may wait for them (``Patience``)
final class RetainTask: StageTask {
    let partitions: [TopicPartition]
    private let policies: PolicySource
    /// By what this turn is decided.
    private(set) var policy: RetentionPolicy
    var triggers: TriggerLanes
    /// The alerts, by partition.
    var alerts: [RecordInput<RetainNews>]
    /// What is heard ahead of all else.
    var notices: RecordInput<RetainNews>
    var control: ControlInput
    var merge: EventTimeMerge
    var outbox: Outbox
    var decoder = RetainDecoder()
    var customers = KeyedState<CustomerMemory>()
    var incidents = Incidents() { didSet { areIncidentsChanged = true } }
    /// Whether the incidents are others than when changes were last written.
    var areIncidentsChanged = false
    var progress: TrackerProgress
    /// The tasks of TRACK that write into the triggers' topic, in the order of their lanes.
    let writers: [String]
    /// Those that were waited for in vain, with how much had been heard of them by then.
    var silentWriters: [Int: Int] = [:]
    /// What the keeper of the money has answered: without transactions an answer can come twice, and the second one must
    /// not be taken for money that nobody waits for.
    var answered = RecentSet(window: .days(1), capacity: 1 << 20)
    /// Answers to what was not asked yet, by the id of the request.
    var early = KeyedState<EarlyAnswer>()
    var patience = Patience()
    /// When which customer is to be looked at, and who waits for the end of an incident. Made anew from the memories.
    var timers = CustomerTimers()
    var awaiting: Set<String> = []
    private let retention: Milliseconds
    var startedAt: WallTime?
    private var sweepAt = EventTime.distantPast

    /// How often customers are looked through, and those of whom nothing is left to remember forgotten.
    private static let sweepInterval = Milliseconds.days(1)

    /// - Parameters:
    ///   - notices: what is to be heard ahead of the triggers in `partition`.
    ///   - alerts: every partition of the alert topic, and then of the control topic, which all tasks read.
    ///   - trackers: the tasks of TRACK that raise triggers, which are waited for before a deadline passes.
    ///   - writers: these, and those that forward preferences.
    init(
        partition: TopicPartition,
        notices: TopicPartition,
        alerts: [TopicPartition],
        topics: Topics,
        policies: PolicySource,
        trackers: [String],
        writers: [String],
        timeout: Milliseconds,
        retention: Milliseconds = CustomerMemory.longest,
        outboxBytes: Int = Outbox.bytesMax
    ) {
        partitions = [partition, notices] + alerts
        self.policies = policies
        policy = policies.current()
        self.retention = retention
        control = ControlInput(alerts.filter { $0.topic == topics.control })
        self.notices = RecordInput(partition: notices)
        self.writers = writers
        triggers = TriggerLanes(partition: partition, sources: writers.map { "/orderkeeper/track/\($0)" })
        self.alerts = alerts.filter { $0.topic != topics.control }.map { RecordInput(partition: $0) }
        merge = EventTimeMerge(count: 1 + self.alerts.count, lateness: .zero)
        outbox = Outbox(
            topics: topics,
            stage: "retain",
            task: "customers-\(partition.partition)",
            bytesMax: outboxBytes
        )
        progress = TrackerProgress(of: trackers, timeout: timeout)
    }

    var statistics: TaskStatistics { outbox.statistics }
    let stateVersion = 5
    var readableVersions: ClosedRange<Int> { 3...stateVersion }

    /// How many bytes of triggers are read ahead at most: a trigger that is read takes several times the bytes it was sent as.
    static let bytesAhead = 4 << 20

    /// Notices are taken at once.
    func wants(_ partition: TopicPartition) -> Bool {
        if control.holds(partition) || partition == notices.partition { return true }
        return partition == triggers.partition
            ? triggers.byteCount < Self.bytesAhead : alerts[index(of: partition)].byteCount < 2 << 20
    }

    /// The number of `partition` among those of the alerts.
    func index(of partition: TopicPartition) -> Int {
        guard let index = alerts.firstIndex(where: { $0.partition == partition }) else {
            preconditionFailure("task \(outbox.task) does not read \(partition.topic)-\(partition.partition)")
        }
        return index
    }

    func ingest(_ batch: inout RecordBatch, of partition: TopicPartition, at now: WallTime) {
        guard !control.holds(partition) else { return control.append(&batch, of: partition) }
        guard partition != notices.partition else {
            return notices.append(&batch) { batch, index in decoder.news(batch, index).content }
        }
        guard partition != triggers.partition else {
            return triggers.append(&batch) { batch, index in decoder.news(batch, index) }
        }
        alerts[index(of: partition)].append(&batch) { batch, index in
            let content = decoder.alert(batch, index)
            if case .item(.alert(let alert), _) = content { patience.hear(alert) }
            return content
        }
    }

    // MARK: Deciding

    func process(at now: WallTime) {
        startedAt = startedAt ?? now
        policy = policies.current()
        while let forgetting = control.next(&outbox) { forget(forgetting.customerID) }
        hearNotices()
        beginLooking(at: now)
        // Whoever was to be looked at before is, before anything more is heard.
        guard wakeDue(at: now) else { return }
        for source in 0...alerts.count { offer(source) }
        while let turn = merge.next() {
            let isDone = turn.source == 0 ? takeTriggers(turn, now) : takeAlerts(turn)
            offer(turn.source)
            guard isDone else { return }
        }
        if wakeDue(at: now) { forgetTheForgettable() }
    }

    /// Offers what is next of the triggers, which are source 0, or of a partition of the alerts.
    private func offer(_ source: Int) {
        if source == 0 {
            merge.offer(triggers.head(&outbox)?.time, from: 0)
            merge.reachedEnd(triggers.isAtEnd, of: 0)
        } else {
            merge.offer(alerts[source - 1].head(&outbox), from: source)
            merge.reachedEnd(alerts[source - 1].isAtEnd, of: source)
        }
    }

    /// Takes triggers while it is their turn. Returns whether more may be taken.
    private func takeTriggers(_ turn: EventTimeMerge.Turn, _ now: WallTime) -> Bool {
        while let (lane, time) = triggers.head(&outbox), turn.includes(time) {
            guard mayTake(from: lane, at: time, now) else { return false }
            _ = merge.take(time, in: turn)
            guard take(triggers.take(from: lane), at: time, now) else { return false }
        }
        return true
    }

    /// The same for alerts.
    private func takeAlerts(_ turn: EventTimeMerge.Turn) -> Bool {
        while let time = alerts[turn.source - 1].head(&outbox), turn.includes(time) {
            guard patience.allows(nil, at: time) else { return false }
            _ = merge.take(time, in: turn)
            if case .alert(let alert) = alerts[turn.source - 1].take() { take(alert) }
        }
        return true
    }

    /// Returns whether more may be taken: when many customers are due, what they lead to is sealed first.
    private func take(_ news: RetainNews, at time: EventTime, _ now: WallTime) -> Bool {
        switch news {
        // They have partitions of their own.
        case .alert: outbox.ignored(1)
        case .preferences(let customerID, let preferences):
            var memory = customers[customerID] ?? CustomerMemory()
            if memory.apply(preferences, at: time) { customers[customerID] = memory }
        case .trigger(let trigger):
            update(trigger.customerID) { policy.decide(trigger, memory: &$0, incidents: incidents) }
        // Where a build of before answered.
        case .answer(let answer): hear(answer, at: time)
        case .progress(let progress):
            self.progress.take(progress, at: now)
            return wakeDue(at: now)
        }
        return true
    }

    private func take(_ alert: Alert) {
        incidents.apply(alert)
        // What waits for the end of an incident may go when one is resolved, or turns out to be somewhere else.
        guard !awaiting.isEmpty else { return }
        for customer in awaiting.sorted() {
            guard var memory = customers[customer] else { continue }
            guard memory.release(at: alert.occurredAt, incidents: incidents, over: policy.releaseOver) else { continue }
            keep(memory, of: customer)
        }
    }

    /// Looks at the customers whose moment every tracker has passed, as long as there is room for what comes of it. Returns
    /// whether that were all.
    private func wakeDue(at now: WallTime) -> Bool {
        guard let start = startedAt, let reached = progress.reached(at: now, since: start) else { return true }
        while !outbox.isFull, let due = timers.pop(through: reached) {
            guard patience.allows(due.customer, at: due.at) else {
                timers.set(due.customer, at: due.at)
                return false
            }
            update(due.customer) { policy.wake(memory: &$0, at: due.at, incidents: incidents) }
        }
        return !outbox.isFull
    }

    // MARK: Remembering

    /// Lets `decide` change what is remembered of `customer`, and publishes what it says.
    func update(_ customer: String, _ decide: (inout CustomerMemory) -> Verdict) {
        let before = customers[customer]
        var memory = before ?? CustomerMemory()
        let verdict = decide(&memory)
        if memory != before ?? CustomerMemory() {
            keep(memory, of: customer)
        } else if before != nil {
            follow(memory, of: customer)
        }
        for decision in verdict.decisions { publish(decision) }
        for action in verdict.actions { publish(action) }
        for request in verdict.requests {
            publish(request, at: memory.latest)
            takeEarly(request.id)
        }
    }

    private func keep(_ memory: CustomerMemory, of customer: String) {
        customers[customer] = memory
        follow(memory, of: customer)
    }

    /// Notes when `customer` is to be looked at next.
    func follow(_ memory: CustomerMemory, of customer: String) {
        timers.set(customer, at: memory.nextDue)
        if memory.awaitsIncident { awaiting.insert(customer) } else { awaiting.remove(customer) }
        patience.follow(customer, isAsking: memory.awaitsMoney, at: memory.latest)
    }

    private func forget(_ customer: String) {
        customers[customer] = nil
        timers.set(customer, at: nil)
        awaiting.remove(customer)
        patience.follow(customer, isAsking: false, at: .distantPast)
    }

    /// Drops customers of whom nothing is left to remember, from time to time.
    private func forgetTheForgettable() {
        guard merge.watermark >= sweepAt else { return }
        sweepAt = merge.watermark.advanced(by: Self.sweepInterval)
        let (watermark, retention) = (merge.watermark, retention)
        customers.update { memory in
            let before = memory
            memory.forget(before: watermark, keeping: retention)
            if memory.isEmpty { return .removed }
            return memory == before ? .none : .changed
        }
    }
}
