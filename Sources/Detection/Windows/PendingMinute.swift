internal import Commerce
internal import Streaming

/// The counts of one minute that is not closed yet.
struct PendingMinute {
    /// The minute, in minutes since 1970.
    let minute: Int
    /// What was counted, one entry per slice, in order of arrival.
    private(set) var entries: [Entry] = []
    /// Money and sample orders of the slices with bad outcomes.
    private(set) var details = MinuteDetails()
    private var places: [Int32: Int] = [:]

    /// The counts of one slice.
    struct Entry {
        var slot: Int
        var failures: Int
        var trials: Int
    }

    init(minute: Int) { self.minute = minute }

    /// Adds what one task counted in one pane.
    mutating func add(_ count: SliceCount, slot: Int, samplesMax: Int) {
        let failures = max(0, count.failures)
        let trials = max(0, count.trials)
        if let place = places[Int32(slot)] {
            entries[place].failures = Self.sum(entries[place].failures, failures)
            entries[place].trials = Self.sum(entries[place].trials, trials)
        } else {
            places[Int32(slot)] = entries.count
            entries.append(Entry(slot: slot, failures: failures, trials: trials))
        }
        details.add(count, slot: slot, samplesMax: samplesMax)
    }

    /// The sum of two counts; one that no longer fits stays at its limit.
    private static func sum(_ left: Int, _ right: Int) -> Int {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }

    // MARK: State

    /// In order of arrival, because sums over the slices depend on it in their last bit.
    func write(to writer: inout StateWriter) {
        writer.minute(minute)
        writer.list(entries) { writer, entry in
            writer.number(entry.slot)
            writer.number(entry.failures)
            writer.number(entry.trials)
        }
        details.write(to: &writer)
    }

    init(from reader: inout StateReader, table: SliceTable) throws(StateError) {
        self.init(minute: try reader.minute())
        for _ in 0..<(try reader.number(upTo: reader.remaining)) {
            let slot = try table.usedSlot(&reader)
            guard places.updateValue(entries.count, forKey: Int32(slot)) == nil else {
                throw StateError("slot \(slot) has two entries in minute \(minute)")
            }
            let failures = try reader.number(upTo: .max)
            entries.append(Entry(slot: slot, failures: failures, trials: try reader.number(upTo: .max)))
        }
        details = try MinuteDetails(from: &reader, slotCount: table.states.count)
    }
}
