/// Decides which of a task's partitions to take the next record from, and how far event time has come.
///
/// A task that reads several partitions takes their records in order of event time, as if they had been read in step.
/// It waits while a partition that is not at its end has nothing to offer, so a backlog of which one part is hours
/// ahead of another gives exactly the output of reading both in step.
///
///     orders    10:00  10:02 ………………… 10:07         next: payments 10:01, the earliest head
///     payments  10:01  10:03                       then:  orders 10:02, payments 10:03, and wait for payments,
///                          └ not at its end        unless it is at its end
///
/// The watermark of a partition is its newest event, or its next one where that is known, less the lateness. The
/// task's watermark is the least of its partitions'; one that is at its end with nothing in flight does not hold it.
/// When all are, wall time less the lateness takes over. It never goes back.
public struct EventTimeMerge: Sendable {
    /// How far behind the newest event of its partition an event may be without being late.
    public let lateness: Milliseconds
    /// Everything before has been taken, but for what is late.
    public private(set) var watermark = EventTime.distantPast

    private var sources: [Source]

    private struct Source {
        var newest = EventTime.distantPast
        var head: EventTime?
        var isAtEnd = false
    }

    /// A merge of `count` partitions, none of which has been heard of.
    public init(count: Int, lateness: Milliseconds) {
        precondition(count > 0, "a task reads at least one partition")
        precondition(lateness >= .zero, "lateness is not negative")
        self.lateness = lateness
        sources = Array(repeating: Source(), count: count)
    }

    /// Says which event partition `source` offers next; `nil` when nothing of it is in flight.
    public mutating func offer(_ head: EventTime?, from source: Int) {
        sources[source].head = head
    }

    /// Says that partition `source` has nothing more for now, or that it has again.
    public mutating func reachedEnd(_ isAtEnd: Bool, of source: Int) { sources[source].isAtEnd = isAtEnd }

    /// The partition to take from now, and how far. `nil` when the task must wait.
    public func next() -> Turn? {
        var best: (source: Int, head: EventTime)?
        var second: (source: Int, head: EventTime)?
        for (index, source) in sources.enumerated() {
            guard let head = source.head else {
                if source.isAtEnd { continue }
                return nil
            }
            if best.map({ head < $0.head }) ?? true {
                second = best
                best = (index, head)
            } else if second.map({ head < $0.head }) ?? true {
                second = (index, head)
            }
        }
        guard let best else { return nil }
        return Turn(
            source: best.source,
            limit: second?.head ?? .distantFuture,
            limitIncluded: second.map { best.source < $0.source } ?? true,
            others: reached(except: best.source)
        )
    }

    /// Which partition's turn it is, and what is known of the others while it lasts.
    public struct Turn: Hashable, Sendable {
        /// The partition's index.
        public let source: Int
        /// The earliest head of another partition.
        public let limit: EventTime
        /// Whether an event at exactly ``limit`` still belongs to this turn.
        public let limitIncluded: Bool
        /// How far the partitions other than this one have come.
        let others: EventTime

        /// Whether an event at `time` still belongs to this turn.
        @inlinable
        public func includes(_ time: EventTime) -> Bool { time < limit || (limitIncluded && time == limit) }
    }

    /// Takes the event at `time` in its `turn`, and moves the watermark as far as it allows. Returns whether it moved.
    public mutating func take(_ time: EventTime, in turn: Turn) -> Bool {
        let reached = reached(taking: time, in: turn)
        if time > sources[turn.source].newest { sources[turn.source].newest = time }
        guard reached > watermark else { return false }
        watermark = reached
        return true
    }

    /// Where the watermark would be after the event at `time` was taken in its `turn`.
    public func reached(taking time: EventTime, in turn: Turn) -> EventTime {
        max(watermark, min(max(time, sources[turn.source].newest), turn.others).advanced(by: -lateness))
    }

    /// Where the watermark may be now, see ``advance(at:)``.
    public func reached(at now: WallTime) -> EventTime {
        max(watermark, (isIdle ? now.asEventTime : reached(except: nil)).advanced(by: -lateness))
    }

    /// Moves the watermark on to `time`, if it is not there yet: on the way to what ``reached(at:)`` or
    /// ``reached(taking:in:)`` says, a task may stop.
    public mutating func move(to time: EventTime) { watermark = max(watermark, time) }

    /// Whether every partition is at its end with nothing in flight.
    public var isIdle: Bool { sources.allSatisfy { $0.isAtEnd && $0.head == nil } }

    /// Moves the watermark as far as the partitions and, when all are idle, the wall clock allow. Returns whether it
    /// moved.
    public mutating func advance(at now: WallTime) -> Bool {
        let reached = reached(at: now)
        guard reached > watermark else { return false }
        watermark = reached
        return true
    }

    /// Appends how far the partitions and the watermark have come.
    public func write(to writer: inout StateWriter) {
        writer.time(watermark)
        writer.list(sources) { writer, source in writer.time(source.newest) }
    }

    /// Goes on from what ``write(to:)`` wrote.
    ///
    /// - Throws: ``StateError`` when it was written of another number of partitions.
    public mutating func restore(from reader: inout StateReader) throws(StateError) {
        watermark = try reader.time()
        let newest = try reader.list { (reader) throws(StateError) in try reader.time() }
        guard newest.count == sources.count else {
            throw StateError("it is of \(newest.count) partitions, and the task reads \(sources.count)")
        }
        for index in sources.indices { sources[index].newest = newest[index] }
    }

    /// The least that the partitions, idle ones and `exception` aside, have come to.
    private func reached(except exception: Int?) -> EventTime {
        var least = EventTime.distantFuture
        for (index, source) in sources.enumerated() where index != exception && !(source.isAtEnd && source.head == nil)
        {
            least = min(least, max(source.newest, source.head ?? .distantPast))
        }
        return least
    }
}
