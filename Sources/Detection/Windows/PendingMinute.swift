internal import Commerce

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
            entries[place].failures += failures
            entries[place].trials += trials
        } else {
            places[Int32(slot)] = entries.count
            entries.append(Entry(slot: slot, failures: failures, trials: trials))
        }
        details.add(count, slot: slot, samplesMax: samplesMax)
    }
}
