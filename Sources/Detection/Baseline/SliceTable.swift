internal import Commerce

/// The slices of one signal: a name has a slot, a slot a state. Bounded; old slices make room when it is full.
struct SliceTable {
    /// By slot.
    private(set) var names: [Slice] = []
    /// By slot.
    var states: [SliceState] = []
    private var slots: [Slice: Int32] = [:]
    private var free: [Int32] = []
    private var sweptMinute: Int?
    let slotsMax: Int

    init(slotsMax: Int) { self.slotsMax = slotsMax }

    /// Slices remembered.
    var count: Int { slots.count }

    /// Whether a further slice needs room that is not there.
    var isFull: Bool { free.isEmpty && states.count >= slotsMax }

    /// The slot of `slice`.
    func slot(of slice: Slice) -> Int? { slots[slice].map(Int.init) }

    /// Gives `slice`, which has none, a slot; `nil` when there is no room.
    mutating func insert(_ slice: Slice, state: SliceState) -> Int? {
        if let slot = free.popLast() {
            names[Int(slot)] = slice
            states[Int(slot)] = state
            slots[slice] = slot
            return Int(slot)
        }
        guard states.count < slotsMax else { return nil }
        names.append(slice)
        states.append(state)
        slots[slice] = Int32(states.count - 1)
        return states.count - 1
    }

    /// Forgets the slices that are not active, not in `kept` and were last counted before `minute`.
    ///
    /// Looks at every slot, so it does so at most once per day of event time.
    mutating func forget(countedBefore minute: Int, now: Int, kept: Set<Int>) {
        if let swept = sweptMinute, now - swept < 1440 { return }
        sweptMinute = now
        for slot in states.indices where states[slot].isUsed && !states[slot].isActive {
            guard Int(states[slot].countedMinute) < minute, !kept.contains(slot) else { continue }
            slots[names[slot]] = nil
            names[slot] = .all
            states[slot].isUsed = false
            free.append(Int32(slot))
        }
    }
}
