public import Commerce
public import Streaming

extension SignalDetector {
    /// Adds what one TRACK task counted for one slice in the pane that starts at `pane`.
    ///
    /// A pane whose minute is closed already still counts in the window it belongs to, from the next tick on, as long
    /// as it is inside it, but is not learnt; an older one is only counted in ``statistics``. Negative counts are
    /// taken as 0. Slices of which a value is not known are left out: orders that nobody has tried to pay have no
    /// provider, and all of them fail.
    public mutating func record(_ count: SliceCount, pane: EventTime) {
        guard count.slice.isPlace else { return }
        let minute = Self.minute(of: pane)
        if let closed = closedMinute, minute <= closed {
            recordLate(count, minute: minute, closed: closed)
            return
        }
        guard let place = pending.place(of: minute, countMax: rules.pendingMinutesMax) else {
            statistics.earlyCountsDropped += 1
            return
        }
        guard let slot = slot(for: count.slice, minute: minute) else { return }
        firstMinute = min(minute, firstMinute ?? minute)
        pending[place].add(count, slot: slot, samplesMax: rules.incidents.sampleOrdersMax)
    }

    private mutating func recordLate(_ count: SliceCount, minute: Int, closed: Int) {
        guard windows.hold(minute: minute, closed: closed) else {
            statistics.lateCountsDropped += 1
            return
        }
        guard let slot = slot(for: count.slice, minute: minute) else { return }
        statistics.lateCountsAdded += 1
        if firstMinute == nil { firstMinute = minute }
        activate(slot, minute: minute)
        let failures = max(0, count.failures)
        let trials = max(0, count.trials)
        let expectation = baseline(at: minute).expectation(
            of: table.states[slot],
            table.averages(of: slot),
            pool: pools[Int(table.states[slot].pool)],
            trials: Double(trials)
        )
        let expected = signal.isProportion ? Double(trials) * expectation.rate : 0
        windows.add(
            slot: slot,
            minute: minute,
            closed: closed,
            failures: failures,
            trials: Double(trials),
            expected: expected
        )
        table.states[slot].countedMinute = max(table.states[slot].countedMinute, Int32(clamping: minute))
        if baseline.isDelayed {
            var averages = table.averages(of: slot)
            Exposure.add(trials, to: &averages)
            table.keep(averages, of: slot)
        }
        let samplesMax = rules.incidents.sampleOrdersMax
        if let place = details.firstIndex(where: { $0.minute == minute }) {
            details[place].details.add(count, slot: slot, samplesMax: samplesMax)
        }
        if let place = incidents.firstIndex(where: { $0.slot == slot }) {
            var stakes = Stakes()
            stakes.add(count, samplesMax: samplesMax)
            let part = WindowCounts(failures: Double(failures), trials: Double(trials), expected: expected)
            incidents[place].add(part, stakes: stakes, samplesMax: samplesMax)
        }
    }

    /// The slot of `slice`, a new one if needed; `nil`, and counted, when there is no room.
    private mutating func slot(for slice: Slice, minute: Int) -> Int? {
        if let slot = table.slot(of: slice) { return slot }
        if table.isFull, let closed = closedMinute {
            let oldest = closed - rules.slicesKeptDays * 1440
            table.forget(countedBefore: oldest, now: closed, kept: slotsInUse)
            levels = levels.filter { table.states[$0.key].isUsed }
        }
        let state = SliceState(minute: minute, pool: poolIndex(of: slice), rules: rules.baseline)
        guard let slot = table.insert(slice, state: state) else {
            statistics.crowdedCountsDropped += 1
            isCrowded = true
            return nil
        }
        windows.clear(slot: slot)
        return slot
    }

    /// Slots that something outside the table refers to.
    private var slotsInUse: Set<Int> { pending.slots.union(incidents.map(\.slot)) }

    private mutating func poolIndex(of slice: Slice) -> Int {
        let kind = Pool.Kind(of: slice, rules: rules.incidents)
        if let index = pools.firstIndex(where: { $0.kind == kind }) { return index }
        let place = Pool.Kind(of: rules.incidents.place(of: slice), rules: rules.incidents)
        if let place = pools.first(where: { $0.kind == place }), kind.outcome != .all {
            pools.append(Pool(kind, firstIn: place))
        } else {
            pools.append(Pool(kind))
        }
        return pools.count - 1
    }

    /// Makes `slot` part of the ticks from `minute` on.
    mutating func activate(_ slot: Int, minute: Int) {
        guard !table.states[slot].isActive else { return }
        table.states[slot].begin(minute: minute)
        table.states[slot].isActive = true
        windows.clear(slot: slot)
        active.append(Int32(slot))
    }
}
