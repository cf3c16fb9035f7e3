internal import Commerce
internal import Streaming

/// The slices of one signal: a name has a slot, a slot a state. Bounded; old slices make room when it is full.
struct SliceTable {
    /// By slot.
    private(set) var names: [Slice] = []
    /// By slot.
    var states: [SliceState] = []
    /// Trials per minute as moving averages, by slot; empty when bad outcomes come with their trials.
    private var averages: [Three] = []
    private var slots: [Slice: Int32] = [:]
    private var free: [Int32] = []
    private var sweptMinute: Int?
    let slotsMax: Int
    /// Whether bad outcomes come later than their trials, so that averages of these are kept.
    let isDelayed: Bool

    init(slotsMax: Int, isDelayed: Bool) {
        self.slotsMax = slotsMax
        self.isDelayed = isDelayed
    }

    /// Slices remembered.
    var count: Int { slots.count }

    /// Whether a further slice needs room that is not there.
    var isFull: Bool { free.isEmpty && states.count >= slotsMax }

    /// Trials per minute of a slot as moving averages, see ``Exposure``; zero when bad outcomes come with their trials.
    func averages(of slot: Int) -> Three { isDelayed ? averages[slot] : Three() }

    /// Keeps what ``averages(of:)`` gives, if it is kept at all.
    mutating func keep(_ new: Three, of slot: Int) {
        if isDelayed { averages[slot] = new }
    }

    /// The slot of `slice`.
    func slot(of slice: Slice) -> Int? { slots[slice].map(Int.init) }

    /// Gives `slice`, which has none, a slot; `nil` when there is no room.
    mutating func insert(_ slice: Slice, state: SliceState) -> Int? {
        if let slot = free.popLast() {
            names[Int(slot)] = slice
            states[Int(slot)] = state
            keep(Three(), of: Int(slot))
            slots[slice] = slot
            return Int(slot)
        }
        guard states.count < slotsMax else { return nil }
        names.append(slice)
        states.append(state)
        if isDelayed { averages.append(Three()) }
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

    // MARK: State

    /// The free slots come first, in the order in which they became free; then name and state of the others, by slot.
    func write(to writer: inout StateWriter, closed: Int?, rules: BaselineRules) {
        writer.number(states.count)
        writer.list(free) { $0.number(Int($1)) }
        writer.optionalMinute(sweptMinute)
        for slot in states.indices where states[slot].isUsed {
            writer.slice(names[slot])
            states[slot].write(averages(of: slot), to: &writer, closed: closed, rules: rules)
        }
    }

    /// - Parameter poolIndex: the pool of a slice; `nil` when there is none.
    init(
        from reader: inout StateReader,
        slotsMax: Int,
        isDelayed: Bool,
        closed: Int?,
        rules: BaselineRules,
        poolIndex: (Slice) -> Int?
    ) throws(StateError) {
        self.init(slotsMax: slotsMax, isDelayed: isDelayed)
        let count = try reader.number(upTo: .max)
        guard count <= slotsMax else { throw StateError("\(count) slices are more than slicesMax, \(slotsMax)") }
        // A slot costs a byte at least, so that false counts ask for no memory.
        guard count <= reader.remaining else { throw StateError("the bytes end before \(count) slices") }
        var unused = SliceState(minute: 0, pool: 0, rules: rules)
        unused.isUsed = false
        names = [Slice](repeating: .all, count: count)
        states = [SliceState](repeating: unused, count: count)
        if isDelayed { averages = [Three](repeating: Three(), count: count) }
        slots.reserveCapacity(count)
        var isFree = [Bool](repeating: false, count: count)
        free = try reader.list { (reader) throws(StateError) in
            let slot = try reader.slot(count: count)
            guard !isFree[slot] else { throw StateError("slot \(slot) is free twice") }
            isFree[slot] = true
            return Int32(slot)
        }
        sweptMinute = try reader.optionalMinute()
        for slot in 0..<count where !isFree[slot] {
            let name = try reader.slice()
            guard let pool = poolIndex(name) else { throw StateError("slice \(name) has no pool") }
            names[slot] = name
            var averages = Three()
            states[slot] = try SliceState(from: &reader, &averages, closed: closed, pool: pool, rules: rules)
            keep(averages, of: slot)
            guard slots.updateValue(Int32(slot), forKey: name) == nil else {
                throw StateError("slice \(name) has two slots")
            }
        }
    }

    /// A slot in use, which something outside the table refers to.
    func usedSlot(_ reader: inout StateReader) throws(StateError) -> Int {
        let slot = try reader.slot(count: states.count)
        guard states[slot].isUsed else { throw StateError("slot \(slot) is free") }
        return slot
    }
}
