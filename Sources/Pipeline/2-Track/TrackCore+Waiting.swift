internal import Commerce
internal import Kafka
internal import Streaming

// What other tasks hand over, and how long they are waited for: in a backlog they may be hours behind, and an order whose
// reservation failed would be paid before that is heard of.
extension TrackCore where Logic: ~Copyable {
    /// So far who hands events over is behind at most when it is in step, beyond the lateness: an interval of commits, a step of
    /// the marks, and some more.
    private static var routingLag: Milliseconds { .minutes(2) }

    /// What happened since never waits: by the clock, all who hand events over may be expected to have passed what was before.
    private func young(at now: WallTime) -> EventTime {
        now.asEventTime.advanced(by: -context.rules.lateness).advanced(by: -Self.routingLag)
    }

    /// Who may still hand over what happened after it has told everything up to `told`; `nil` when there is nobody. Nobody is
    /// waited for when those who are ahead have filled the buffer: what comes next lies behind it.
    private func lagging() -> (told: EventTime, waiting: Waiting)? {
        guard let routed, routedBytes < context.rules.bufferBytes,
            let lagging = routed.lagging(among: { inputs[routed.first + $0].isEmpty })
        else { return nil }
        return (lagging.told, Waiting(for: .track, lane: lagging.lane, heard: routed.lanes[lagging.lane].heard))
    }

    /// Up to where events may be taken from `input`, of which the next one is known. When not even that, ``waiting`` says for
    /// whom.
    mutating func mayTake(from input: Int, at now: WallTime) -> EventTime {
        guard routed != nil else { return .distantFuture }
        let (time, young) = (inputs[input].nextTime, young(at: now))
        guard time < young, let lagging = lagging(), lagging.told < young else { return .distantFuture }
        if time > lagging.told { waiting = lagging.waiting }
        return lagging.told
    }

    /// Where the watermark may be now on its way to `time`, at which nothing was read: somebody who is far behind may still
    /// hand over what happened before.
    mutating func mayReach(_ time: EventTime, at now: WallTime) -> EventTime {
        guard routed != nil, time > merge.watermark, let lagging = lagging(), lagging.told < time,
            lagging.told < young(at: now)
        else { return time }
        waiting = lagging.waiting
        return max(merge.watermark, lagging.told)
    }

    mutating func stopWaiting() {
        guard let routed else { return }
        for lane in routed.lanes.indices where inputs[routed.first + lane].isEmpty { self.routed?.giveUp(lane) }
    }

    // MARK: Lanes

    /// The inputs that are partitions of their own.
    var ownInputs: Range<Int> { 0..<(routed?.first ?? inputs.count) }

    private var routedInputs: Range<Int> { (routed?.first ?? inputs.count)..<inputs.count }

    /// What was handed over and not taken.
    var routedBytes: Int { routedInputs.reduce(0) { $0 + inputs[$1].byteCount } }

    mutating func ingestRouted(_ batch: inout RecordBatch, latest: EventTime) {
        guard let first = routed?.first, let parts = routed?.sort(&batch) else { return }
        for (lane, var records) in parts {
            // Somebody of whom nobody knew.
            while inputs.count <= first + lane { inputs.append(SourceInput(partition: inputs[first].partition)) }
            append(&records, to: first + lane, latest: latest)
        }
    }

    mutating func offerRouted() {
        guard let routed else { return }
        var head: EventTime?
        for input in routedInputs {
            guard let time = inputs[input].head(&context.outbox) else { continue }
            head = min(head ?? .distantFuture, time)
        }
        merge.offer(head, from: routed.first)
        merge.reachedEnd(routed.isAtEnd && head == nil, of: routed.first)
    }

    /// The input whose turn it is, and up to where: when something was handed over, the lane that is behind, up to where
    /// another one is.
    func input(of turn: EventTimeMerge.Turn) -> (index: Int, limit: EventTime) {
        guard turn.source == routed?.first else { return (turn.source, .distantFuture) }
        let heads = routedInputs.filter { !inputs[$0].isEmpty }.map { (index: $0, time: inputs[$0].nextTime) }
            .sorted { ($0.time, $0.index) < ($1.time, $1.index) }
        return (heads[0].index, heads.count > 1 ? heads[1].time : .distantFuture)
    }

    // MARK: State

    /// Everything that was handed over before is taken.
    var routedPosition: Offset? { routedInputs.compactMap { inputs[$0].left }.min() ?? routed?.next }

    func writeRouted(to writer: inout StateWriter) {
        guard let routed else { return }
        routed.write(to: &writer, taken: { inputs[routed.first + $0].position }, position: routedPosition)
    }

    mutating func beginRouted(at offset: Offset) {
        guard let routed else { return }
        self.routed?.begin(at: offset)
        for (lane, known) in routed.lanes.enumerated() {
            while inputs.count <= routed.first + lane { inputs.append(SourceInput(partition: routed.partition)) }
            inputs[routed.first + lane].begin(at: max(offset, known.taken))
        }
    }
}
