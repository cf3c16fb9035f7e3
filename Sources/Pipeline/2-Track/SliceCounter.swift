internal import Commerce
internal import Streaming

/// Counts outcomes per pane, signal and slice, and gives each closed pane as records for DETECT.
///
/// Bounded: ``SliceAdmission`` says which slices there are.
struct SliceCounter: ~Copyable {
    var cells: PaneTable<SliceCell>
    var amounts: PaneTable<AmountCell>
    var samples = ByteArena()
    /// Which slices are counted by themselves.
    var admission: SliceAdmission
    /// The pane boundary up to which DETECT was told that everything is counted.
    var announced = EventTime.distantPast
    /// What changed since changes were last written.
    var changes = CounterChanges()

    /// The most currencies of which a slice's amounts are told in a pane; a shop has a handful.
    static let currenciesMax: UInt8 = 32

    init(panes: Panes, valuesMax: Int) {
        cells = PaneTable(panes)
        amounts = PaneTable(panes)
        admission = SliceAdmission(valuesMax: valuesMax)
    }

    /// How panes are cut.
    var panes: Panes { cells.cut }

    /// When the earliest open pane is over; far away when none is open.
    var nextEnd: EventTime { cells.earliestEnd ?? .distantFuture }

    // MARK: Counting

    /// Counts `number` trials.
    @inline(__always)
    mutating func addTrials(_ number: UInt32, _ key: SliceKey, at time: EventTime) {
        var isNew = false
        let isKnown = cells.change(key.rawValue, at: time) {
            $0.trials &+= number
            isNew = !$0.isChanged
            $0.isChanged = true
        }
        guard isKnown else { return addFirst(number, key, at: time) }
        if isNew { changes.cells.append(PlacedKey(pane: cells.lastStart, key: key.rawValue)) }
    }

    /// Counts trials of a slice that has no cell in the pane.
    @inline(never)
    private mutating func addFirst(_ number: UInt32, _ key: SliceKey, at time: EventTime) {
        change(admission.place(of: key).rawValue, at: time) { $0.trials &+= number }
    }

    /// Counts `number` bad outcomes, of the order `orderID`, which are worth `amountMinor`. Their trials are counted by
    /// themselves.
    mutating func addFailures(
        _ number: UInt32,
        _ wanted: SliceKey,
        at time: EventTime,
        orderID: Span<UInt8>,
        amountMinor: Int64,
        currency: Word
    ) {
        let hasCell = cells.change(wanted.rawValue, at: time) { _ in }
        let key = hasCell ? wanted.rawValue : admission.place(of: wanted).rawValue
        var needsSample = false
        change(key, at: time) {
            $0.failures &+= number
            needsSample = $0.sample.isEmpty
        }
        if needsSample, !orderID.isEmpty {
            let slot = samples.store(orderID)
            change(key, at: time) { $0.sample = slot }
        }
        if amountMinor > 0 { add(amountMinor, of: currency, to: key, at: time) }
    }

    /// Adds to what the bad outcomes of a slice cost, which has a cell.
    private mutating func add(_ amountMinor: Int64, of currency: Word, to slice: UInt64, at time: EventTime) {
        let key = AmountCell.key(slice, currency)
        if !amounts.change(key, at: time, { _ in }) {
            var isFull = false
            change(slice, at: time) {
                isFull = $0.currencies == Self.currenciesMax
                $0.currencies += isFull ? 0 : 1
            }
            if isFull { return }
        }
        var isNew = false
        amounts.update(key, at: time, blank: AmountCell(slice: slice, currency: currency)) {
            $0.amountMinor = $0.amountMinor.addingReportingOverflow(amountMinor).partialValue
            isNew = !$0.isChanged
            $0.isChanged = true
        }
        if isNew { changes.amounts.append(PlacedKey(pane: amounts.lastStart, key: key)) }
    }

    /// Changes the cell under `key`, which is made if there is none.
    private mutating func change(_ key: UInt64, at time: EventTime, _ body: (inout SliceCell) -> Void) {
        var isNew = false
        cells.update(key, at: time, blank: SliceCell()) {
            body(&$0)
            isNew = !$0.isChanged
            $0.isChanged = true
        }
        if isNew { changes.cells.append(PlacedKey(pane: cells.lastStart, key: key)) }
    }

    /// Opens the pane that holds `time`, so that it is told when it is over.
    mutating func open(_ signal: Signal, at time: EventTime) {
        change(SliceKey(signal).rawValue, at: time) { _ in }
    }

    // MARK: Closing

    /// Takes every pane that is over at `watermark`, oldest first: for each signal that was counted, its records.
    mutating func close(through watermark: EventTime, task: String, words: borrowing WordTable) -> [CountedPart] {
        var records: [CountedPart] = []
        while let end = cells.earliestEnd, end <= watermark {
            rankSlices(closing: end)
            records += closeOldest(at: end, task: task, words: words)
        }
        return records
    }

    /// Lets the counts of the oldest pane, which is over at `end`, decide which slices are kept when they are too many.
    private mutating func rankSlices(closing end: EventTime) {
        var counted: [(SliceKey, UInt32)] = []
        cells.forEachOfOldest { counted.append((SliceKey(rawValue: $0), max($1.trials, $1.failures))) }
        for (key, number) in counted { admission.weigh(key, number, at: end) }
        guard admission.isCrowded else { return }
        var open: [UInt64: UInt32] = [:]
        let oldest = panes.start(of: end.advanced(by: Milliseconds(-1)))
        cells.forEach { pane, key, cell in
            if pane != oldest { open[key, default: 0] &+= max(cell.trials, cell.failures) }
        }
        let givenUp = admission.rank(at: end, open: open)
        if !givenUp.isEmpty { fold(givenUp) }
    }

    /// Adds what the open panes hold of slices that were given up to those that stand for them.
    private mutating func fold(_ givenUp: Set<UInt64>) {
        var foundAmounts: [(pane: EventTime, key: UInt64)] = []
        amounts.forEach { if givenUp.contains($2.slice) { foundAmounts.append(($0, $1)) } }
        var foundCells: [(pane: EventTime, key: UInt64)] = []
        cells.forEach { pane, key, _ in if givenUp.contains(key) { foundCells.append((pane, key)) } }
        foundCells.sort { $0 < $1 }
        foundAmounts.sort { $0 < $1 }
        for (pane, key) in foundCells {
            guard let cell = cells.remove(key, in: pane) else { continue }
            changes.removedCells.append(PlacedKey(pane: pane, key: key))
            var isSpare = false
            change(admission.substitute(of: SliceKey(rawValue: key)).rawValue, at: pane) {
                $0.trials &+= cell.trials
                $0.failures &+= cell.failures
                isSpare = !$0.sample.isEmpty
                if !isSpare { $0.sample = cell.sample }
            }
            if isSpare { samples.release(cell.sample) }
        }
        for (pane, key) in foundAmounts {
            guard let cell = amounts.remove(key, in: pane) else { continue }
            changes.removedAmounts.append(PlacedKey(pane: pane, key: key))
            let slice = admission.substitute(of: SliceKey(rawValue: cell.slice)).rawValue
            add(cell.amountMinor, of: cell.currency, to: slice, at: pane)
        }
    }

    private mutating func closeOldest(at end: EventTime, task: String, words: borrowing WordTable) -> [CountedPart] {
        var money: [UInt64: [Money]] = [:]
        amounts.close(through: end) { _, cells in
            for (_, cell) in cells {
                let amount = Money(currency: words.text(cell.currency), amountMinor: cell.amountMinor)
                money[cell.slice, default: []].append(amount)
            }
        }
        var closed: [(key: UInt64, cell: SliceCell)] = []
        cells.close(through: end) { closed = $1 }

        var records: [CountedPart] = []
        for (signal, run) in runs(of: closed) {
            let texts = SliceTexts(of: run.lazy.map(\.key), words: words)
            let ordered = run.indices.map { (order: texts.order(of: run[$0].key), index: $0) }.sorted { $0 < $1 }
            let counts = ordered.map { place in
                let (key, cell) = run[place.index]
                return count(texts.slice(key), cell, money[key] ?? [])
            }
            let start = panes.start(of: end.advanced(by: Milliseconds(-1)))
            let all = SignalCounts(signal: signal, task: task, pane: start, watermark: end, counts: counts)
            records += CountedPart.divide(all)
        }
        return records
    }

    /// The cells of a pane, a run per signal. Slices by outcome (why it failed) have no trials of their own: DETECT takes
    /// those of the place.
    private func runs(
        of cells: [(key: UInt64, cell: SliceCell)]
    ) -> [(Signal, ArraySlice<(key: UInt64, cell: SliceCell)>)] {
        var runs: [(Signal, ArraySlice<(key: UInt64, cell: SliceCell)>)] = []
        var rest = cells[...]
        while let first = rest.first {
            let signal = SliceKey(rawValue: first.key).signal
            let end = rest.firstIndex { SliceKey(rawValue: $0.key).signal != signal } ?? rest.endIndex
            runs.append((signal, rest[..<end]))
            rest = rest[end...]
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
