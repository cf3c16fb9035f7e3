internal import Commerce
internal import Kafka
internal import Streaming

/// The state of a ``TrackTask`` and what it does with it.
struct TrackCore<Logic: Tracker & ~Copyable>: ~Copyable {
    private let name: String
    var logic: Logic
    /// What was read and not yet taken, by partition; of the partition in which other tasks hand events over, which comes
    /// last, a lane for each of them.
    var inputs: [SourceInput]
    /// Who hands events over; `nil` in a task to which nobody does.
    var routed: RoutedLanes?
    var control: ControlInput
    /// Which source of the shop each partition is; none for the one that brings what other tasks have counted.
    private let sources: [VolumeSource?]
    var merge: EventTimeMerge
    var recent: RecentSet
    var context: TrackContext
    /// The words of the state while it is being restored.
    var words = WordRestoration()
    /// The partitions in which it tells how far it is.
    private let listeners: [TopicPartition]
    /// For whom it waits now.
    var waiting: Waiting?
    private var marks = ProgressMarks()
    /// Events taken, by type.
    private var taken = EventTally()
    /// Where the chunk is while its events are taken.
    private var chunk = SourceChunk()
    /// What was read of the tables ahead. Kept only so that the compiler does not leave the reading out.
    private var touched: UInt64 = 0
    private static var touchMax: Int { 32 }

    init(
        _ logic: consuming Logic,
        name: String,
        partitions: [TopicPartition],
        control: [TopicPartition],
        routers: [String],
        listeners: [TopicPartition],
        topics: Topics,
        rules: TrackRules,
        outboxBytes: Int
    ) {
        precondition(!partitions.isEmpty, "a task reads at least one partition")
        self.name = name
        self.logic = logic
        self.control = ControlInput(control)
        self.listeners = listeners
        inputs = partitions.map { SourceInput(partition: $0) }
        if let last = partitions.last, last.topic == topics.routed {
            let lanes = RoutedLanes(partition: last, first: partitions.count - 1, writers: routers)
            for _ in 1..<max(1, lanes.lanes.count) { inputs.append(SourceInput(partition: last)) }
            routed = lanes
        }
        sources = partitions.map { VolumeSource(topic: $0.topic, of: topics) }
        merge = EventTimeMerge(count: partitions.count, lateness: rules.lateness)
        recent = RecentSet(window: rules.deduplicationWindow, capacity: rules.deduplicationCapacity)
        context = TrackContext(
            rules: rules,
            outbox: Outbox(topics: topics, stage: "track", task: name, bytesMax: outboxBytes)
        )
    }

    func index(of partition: TopicPartition) -> Int {
        guard let index = inputs.firstIndex(where: { $0.partition == partition }) else {
            preconditionFailure("task \(name) does not read \(partition.topic)-\(partition.partition)")
        }
        return index
    }

    func wants(_ partition: TopicPartition) -> Bool {
        if control.holds(partition) { return true }
        guard partition != routed?.partition else { return routedBytes < context.rules.bufferBytes }
        return inputs[index(of: partition)].byteCount < context.rules.bufferBytes
    }

    mutating func ingest(_ batch: inout RecordBatch, of partition: TopicPartition, at now: WallTime) {
        guard !control.holds(partition) else { return control.append(&batch, of: partition) }
        let latest = now.asEventTime.advanced(by: context.rules.maxClockSkew)
        guard partition != routed?.partition else { return ingestRouted(&batch, latest: latest) }
        append(&batch, to: index(of: partition), latest: latest)
    }

    mutating func append(_ batch: inout RecordBatch, to input: Int, latest: EventTime) {
        inputs[input].append(&batch, decoder: &context.decoder, latest: latest, pseudonyms: context.pseudonyms)
    }

    // MARK: Working

    mutating func process(at now: WallTime) {
        while let forgetting = control.next(&context.outbox) { logic.forget(customer: forgetting.customerID) }
        waiting = nil
        for source in sources.indices { offer(source) }
        while let turn = merge.next() {
            let isFinished = take(turn, at: now)
            offer(turn.source)
            guard isFinished else { return announce() }
        }
        let reached = mayReach(merge.reached(at: now), at: now)
        if passDeadlines(through: reached), reached > merge.watermark {
            merge.move(to: reached)
            fireDue()
        }
        announce()
    }

    private mutating func offer(_ source: Int) {
        guard source != routed?.first else { return offerRouted() }
        merge.offer(inputs[source].head(&context.outbox), from: source)
        merge.reachedEnd(inputs[source].isAtEnd, of: source)
    }

    /// Takes the events of one partition that come before those of the others. Returns whether it did: what deadlines have
    /// to say may fill the outbox first, and is sealed then, or somebody is waited for.
    private mutating func take(_ turn: EventTimeMerge.Turn, at now: WallTime) -> Bool {
        let input = input(of: turn)
        let reach = mayTake(from: input.index, at: now)
        guard waiting == nil else { return false }
        inputs[input.index].exchangeFirst(for: &chunk)
        let source = sources[turn.source]
        var isFinished = true
        while !chunk.isFinished, turn.includes(chunk.nextTime), chunk.nextTime <= min(input.limit, reach) {
            let time = chunk.nextTime
            isFinished = passDeadlines(through: merge.reached(taking: time, in: turn))
            guard isFinished else { break }
            if merge.take(time, in: turn), isPaneOver { fireDue() }
            context.watermark = merge.watermark
            let event = chunk.cursor
            if event == chunk.touched { touchNext() }
            if recent.insert(chunk.events.events[event].eventID, at: time) {
                if Logic.judgesLateness {
                    let (partition, mark) = (inputs[input.index].partition, merge.watermark)
                    context.noteLateness(of: event, in: chunk, from: partition, at: mark, isRouted: source == nil)
                }
                if let source {
                    taken.count(chunk.events.events[event].type)
                    context.countEvent(event, of: chunk, from: source, at: time, merge.watermark)
                }
                logic.take(event, of: chunk, in: &context)
            } else {
                context.outbox.count { $0.duplicates += 1 }
            }
            chunk.cursor += 1
        }
        inputs[input.index].exchangeFirst(for: &chunk)
        inputs[input.index].passFaults(to: &context.outbox)
        return isFinished
    }

    /// Reads where the next events of the chunk will be looked for in large tables: the waits for memory overlap then.
    private mutating func touchNext() {
        let end = min(chunk.touched + Self.touchMax, chunk.events.events.count)
        for index in chunk.touched..<end {
            touched ^= recent.touch(chunk.events.events[index].eventID) ^ logic.touch(chunk.events.events[index])
        }
        chunk.touched = end
    }

    /// What happened so far.
    var statistics: TaskStatistics {
        var statistics = context.outbox.statistics
        statistics.events = taken.byType
        statistics.grouped = context.counter.admission.turnedAway
        return statistics
    }

    // MARK: Time

    /// Whether the watermark has passed the end of a pane. Deadlines have passed by then.
    private var isPaneOver: Bool { context.counter.nextEnd <= merge.watermark }

    /// Lets deadlines pass, one after the other, up to `time`, where the watermark may be, as long as there is room for what
    /// they say: a million orders may be due at once. Returns whether all have passed.
    private mutating func passDeadlines(through time: EventTime) -> Bool {
        while let next = context.timers.next, next <= time {
            guard !context.outbox.isFull else { return false }
            merge.move(to: next)
            fireDue()
        }
        return true
    }

    /// Fires every deadline and closes every pane that the watermark has passed. A deadline counts in the pane it
    /// falls into, so deadlines come first. One that was set late, in a pane that is closed, does not count.
    private mutating func fireDue() {
        let before = context.watermark
        context.watermark = merge.watermark
        while let timer = context.timers.pop(through: merge.watermark) {
            context.isLate = context.counter.panes.isClosed(timer.deadline, at: before)
            logic.due(timer, in: &context)
        }
        context.isLate = false
        guard isPaneOver else { return }
        context.endVolume()
        let closed = context.counter.close(through: merge.watermark, task: name, words: context.decoder.words)
        for part in closed { publish(part.counts, part: part.number) }
        logic.tidy(in: &context)
    }

    /// Tells DETECT how far everything is counted, and RETAIN, and those to whom it hands events over, how far everything is
    /// told. It comes after all else that
    /// is said, so in each partition it lies behind what it speaks of.
    private mutating func announce() {
        if let reached = marks.next(at: merge.watermark) { mark(reached) }
        guard let reached = context.counter.announcement(at: merge.watermark) else { return }
        for signal in Logic.signals {
            publish(SignalCounts(signal: signal, task: name, pane: reached, watermark: reached, counts: []))
        }
    }

    /// What the task had come to when it was sealed, it has told.
    mutating func passMarks() { _ = marks.next(at: merge.watermark) }

    private mutating func mark(_ reached: EventTime) {
        let value = ProgressCodec.encode(Progress(task: name, watermark: reached))
        for listener in listeners {
            let prefix = listener.topic == context.outbox.topics.triggers ? "prg" : "prr"
            context.outbox.publish(
                value,
                to: listener.topic,
                partition: listener.partition,
                key: nil,
                id: StableID.make(prefix, name, "\(listener.partition)", "\(reached.milliseconds)"),
                type: ProgressCodec.cloudEventType,
                at: reached
            )
        }
    }

    private mutating func publish(_ counts: SignalCounts, part: Int = 0) {
        // Counts and the news that everything before a pane is counted are told apart: both may name the same pane.
        let prefix = counts.counts.isEmpty ? "rch" : part == 0 ? "sig" : "sig\(part)"
        context.outbox.publish(
            SignalCountsCodec.encode(counts),
            to: context.outbox.topics.signals,
            key: SignalCounts.key,
            id: StableID.make(prefix, name, counts.signal.rawValue, "\(counts.pane.milliseconds)"),
            type: SignalCountsCodec.cloudEventType,
            at: counts.pane
        )
    }
}
