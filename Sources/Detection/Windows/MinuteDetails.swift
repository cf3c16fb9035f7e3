internal import Commerce

/// Money and sample orders of one minute, for the slices that had bad outcomes in it.
///
/// Kept apart from the counts because only an incident asks for them, and only for the window in which it began.
struct MinuteDetails {
    private var bySlot: [Int32: Stakes] = [:]

    /// Adds what one task counted in one pane.
    mutating func add(_ count: SliceCount, slot: Int, samplesMax: Int) {
        guard !count.amounts.isEmpty || count.sampleOrderID != nil else { return }
        bySlot[Int32(slot), default: Stakes()].add(count, samplesMax: samplesMax)
    }

    /// What the minute put at stake in `slot`.
    func stakes(of slot: Int) -> Stakes? { bySlot[Int32(slot)] }
}
