internal import Streaming

/// The minutes that wait for the watermark, ascending.
///
/// Found by halving and taken from the front without moving the others, because a reader that runs ahead of the slowest
/// task may leave many of them.
struct PendingMinutes {
    private var minutes: [PendingMinute] = []
    private var head = 0

    /// How many wait.
    var count: Int { minutes.count - head }

    /// The oldest.
    var first: PendingMinute? { head < minutes.count ? minutes[head] : nil }

    /// The slots of the slices that have counts in any of them.
    var slots: Set<Int> {
        var slots: Set<Int> = []
        for minute in minutes[head...] { slots.formUnion(minute.entries.lazy.map(\.slot)) }
        return slots
    }

    /// The place of `minute`, a new one if needed; `nil` when `countMax` others wait.
    mutating func place(of minute: Int, countMax: Int) -> Int? {
        var low = head
        var high = minutes.count
        while low < high {
            let middle = (low + high) / 2
            if minutes[middle].minute < minute { low = middle + 1 } else { high = middle }
        }
        if low < minutes.count, minutes[low].minute == minute { return low }
        guard count < countMax else { return nil }
        minutes.insert(PendingMinute(minute: minute), at: low)
        return low
    }

    /// The minute at a place that ``place(of:countMax:)`` gave.
    subscript(place: Int) -> PendingMinute {
        get { minutes[place] }
        _modify { yield &minutes[place] }
    }

    /// Takes the oldest when it is `minute`.
    mutating func take(_ minute: Int) -> PendingMinute? {
        guard let first, first.minute == minute else { return nil }
        minutes[head] = PendingMinute(minute: minute)
        head += 1
        if head * 2 >= minutes.count {
            minutes.removeFirst(head)
            head = 0
        }
        return first
    }

    /// None.
    init() {}

    // MARK: State

    func write(to writer: inout StateWriter) { writer.list(minutes[head...]) { $1.write(to: &$0) } }

    init(
        from reader: inout StateReader,
        countMax: Int,
        closed: Int?,
        table: SliceTable
    ) throws(StateError) {
        let count = try reader.number(upTo: reader.remaining)
        guard count <= countMax else {
            throw StateError("\(count) minutes that wait are more than pendingMinutesMax, \(countMax)")
        }
        var newest = closed
        for _ in 0..<count {
            let minute = try PendingMinute(from: &reader, table: table)
            if let newest, minute.minute <= newest {
                throw StateError("minute \(minute.minute) waits behind minute \(newest)")
            }
            newest = minute.minute
            minutes.append(minute)
        }
    }
}
