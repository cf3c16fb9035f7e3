internal import Commerce
internal import Streaming

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

    /// No details yet.
    init() {}

    // MARK: State

    /// By slot, ascending: the order of the dictionary is nobody's.
    func write(to writer: inout StateWriter) {
        writer.list(bySlot.sorted { $0.key < $1.key }) { writer, entry in
            writer.number(Int(entry.key))
            entry.value.write(to: &writer)
        }
    }

    /// - Parameter slotCount: how many slots there are; one that is free now may have had details before.
    init(from reader: inout StateReader, slotCount: Int) throws(StateError) {
        for _ in 0..<(try reader.number(upTo: reader.remaining)) {
            let slot = Int32(try reader.slot(count: slotCount))
            guard bySlot.updateValue(try Stakes(from: &reader), forKey: slot) == nil else {
                throw StateError("slot \(slot) has details twice")
            }
        }
    }
}
