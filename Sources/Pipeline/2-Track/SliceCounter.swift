internal import Commerce
internal import Streaming

/// Counts outcomes per pane, signal and slice, and gives each closed pane as records for DETECT.
struct SliceCounter: ~Copyable {
    var cells: PaneTable<SliceCell>
    var amounts: PaneTable<AmountCell>
    var samples = ByteArena()
    /// Every slice by outcome that was ever counted.
    var outcomes: Set<UInt64> = []
    /// The pane boundary up to which DETECT was told that everything is counted.
    var announced = EventTime.distantPast
    /// What changed since changes were last written.
    var changes = CounterChanges()

    init(panes: Panes) {
        cells = PaneTable(panes)
        amounts = PaneTable(panes)
    }

    /// How panes are cut.
    var panes: Panes { cells.cut }

    /// When the earliest open pane is over; far away when none is open.
    var nextEnd: EventTime { cells.earliestEnd ?? .distantFuture }

    /// Counts a trial.
    mutating func addTrial(_ key: SliceKey, at time: EventTime) {
        var isNew = false
        cells.update(key.rawValue, at: time, blank: SliceCell()) {
            $0.trials &+= 1
            isNew = !$0.isChanged
            $0.isChanged = true
        }
        if isNew { changes.cells.append(PlacedKey(pane: cells.lastStart, key: key.rawValue)) }
    }

    /// Counts a bad outcome of the order `orderID`, which is worth `amountMinor`. Its trial is counted by itself.
    mutating func addFailure(
        _ key: SliceKey,
        at time: EventTime,
        orderID: Span<UInt8>,
        amountMinor: Int64,
        currency: Word
    ) {
        var needsSample = false
        var isNew = false
        cells.update(key.rawValue, at: time, blank: SliceCell()) {
            $0.failures &+= 1
            needsSample = $0.sample.isEmpty
            isNew = !$0.isChanged
            $0.isChanged = true
        }
        if isNew { changes.cells.append(PlacedKey(pane: cells.lastStart, key: key.rawValue)) }
        if needsSample, !orderID.isEmpty {
            let slot = samples.store(orderID)
            cells.update(key.rawValue, at: time, blank: SliceCell()) { $0.sample = slot }
        }
        guard amountMinor > 0 else { return }
        var hash = StableHash()
        hash.combine(key.rawValue)
        hash.combine(UInt64(currency.rawValue))
        // The table's keys are read back when changes are written, so none may be zero.
        let place = max(hash.value, 1)
        amounts.update(place, at: time, blank: AmountCell(slice: key.rawValue, currency: currency)) {
            $0.amountMinor = $0.amountMinor.addingReportingOverflow(amountMinor).partialValue
            isNew = !$0.isChanged
            $0.isChanged = true
        }
        if isNew { changes.amounts.append(PlacedKey(pane: amounts.lastStart, key: place)) }
    }

    /// Takes every pane that is over at `watermark`, oldest first: for each signal that was counted, one record.
    mutating func close(through watermark: EventTime, task: String, words: borrowing WordTable) -> [SignalCounts] {
        var money: [EventTime: [UInt64: [Money]]] = [:]
        amounts.close(through: watermark) { start, cells in
            for (_, cell) in cells {
                let amount = Money(currency: words.text(cell.currency), amountMinor: cell.amountMinor)
                money[start, default: [:]][cell.slice, default: []].append(amount)
            }
        }
        var panesClosed: [(start: EventTime, cells: [(key: UInt64, cell: SliceCell)])] = []
        cells.close(through: watermark) { panesClosed.append(($0, $1)) }

        var records: [SignalCounts] = []
        for (start, cells) in panesClosed {
            for (signal, run) in runs(of: cells) {
                let texts = SliceTexts(of: run.lazy.map(\.key), words: words)
                let ordered = run.indices.map { (order: texts.order(of: run[$0].key), index: $0) }.sorted { $0 < $1 }
                let amounts = money[start] ?? [:]
                let counts = ordered.map { place in
                    let (key, cell) = run[place.index]
                    return count(texts.slice(key), cell, amounts[key] ?? [])
                }
                records.append(
                    SignalCounts(
                        signal: signal,
                        task: task,
                        pane: start,
                        watermark: panes.end(of: start),
                        counts: counts
                    )
                )
            }
        }
        return records
    }

    /// The cells of a pane, a run per signal. Slices by outcome (why it failed) have no trials of their own: theirs
    /// are those of the whole shop, also in a pane in which the outcome did not occur.
    private mutating func runs(
        of cells: [(key: UInt64, cell: SliceCell)]
    ) -> [(Signal, [(key: UInt64, cell: SliceCell)])] {
        var runs: [(Signal, [(key: UInt64, cell: SliceCell)])] = []
        var rest = cells[...]
        while let first = rest.first {
            let signal = SliceKey(rawValue: first.key).signal
            let end = rest.firstIndex { SliceKey(rawValue: $0.key).signal != signal } ?? rest.endIndex
            var run = Array(rest[..<end])
            rest = rest[end...]
            let trials = run.first { $0.key == SliceKey(signal).rawValue }?.cell.trials ?? 0
            for index in run.indices where SliceKey(rawValue: run[index].key).isByOutcome {
                run[index].cell.trials = trials
                if outcomes.insert(run[index].key).inserted { changes.outcomes.append(run[index].key) }
            }
            let present = Set(run.map(\.key))
            for key in outcomes.sorted() where SliceKey(rawValue: key).signal == signal && !present.contains(key) {
                run.append((key, SliceCell(trials: trials)))
            }
            runs.append((signal, run))
        }
        return runs
    }

    /// Says how far everything is counted, if that is further than was said before.
    mutating func announcement(at watermark: EventTime) -> EventTime? {
        let reached = panes.start(of: watermark)
        guard reached > announced else { return nil }
        announced = reached
        return reached
    }

    private mutating func count(_ slice: Slice, _ cell: SliceCell, _ amounts: [Money]) -> SliceCount {
        var sample: String?
        if !cell.sample.isEmpty {
            sample = samples.string(cell.sample)
            samples.release(cell.sample)
        }
        return SliceCount(
            slice: slice,
            failures: Int(cell.failures),
            trials: Int(cell.trials),
            amounts: amounts.sorted { $0.currency < $1.currency },
            sampleOrderID: sample
        )
    }
}
