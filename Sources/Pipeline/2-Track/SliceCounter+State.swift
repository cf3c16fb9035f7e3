internal import Streaming

// The open panes as state: what is counted and not yet told. They are few and short-lived, so a checkpoint writes all of
// them at once, among the changes. Which slices are kept outlives the panes, and is written slice by slice.
extension SliceCounter {
    mutating func writeChanges(to writer: inout StateWriter) {
        writeOpen(to: &writer)
        admission.writeChanges(to: &writer)
    }

    private mutating func writeOpen(to writer: inout StateWriter) {
        writer.time(announced)
        writer.list(changes.removedCells, Self.write)
        writer.list(changes.removedAmounts, Self.write)
        writer.counted { writeCells(to: &$0) }
        writer.counted { writeAmounts(to: &$0) }
        changes.removeAll()
    }

    private static func write(_ writer: inout StateWriter, _ place: PlacedKey) {
        writer.time(place.pane)
        writer.fixed(place.key)
    }

    private static func place(_ reader: inout StateReader) throws(StateError) -> PlacedKey {
        PlacedKey(pane: try reader.time(), key: try reader.fixed())
    }

    private mutating func writeCells(to writer: inout StateWriter) -> Int {
        var count = 0
        for place in changes.cells {
            cells.visit(place.key, in: place.pane) { cell in
                count += 1
                cell.isChanged = false
                writer.time(place.pane)
                writer.fixed(place.key)
                writer.number(UInt64(cell.failures))
                writer.number(UInt64(cell.trials))
                writer.number(UInt64(cell.currencies))
                writer.bytes(samples.bytes(cell.sample))
            }
        }
        return count
    }

    private mutating func writeAmounts(to writer: inout StateWriter) -> Int {
        var count = 0
        for place in changes.amounts {
            amounts.visit(place.key, in: place.pane) { cell in
                count += 1
                cell.isChanged = false
                writer.time(place.pane)
                writer.fixed(place.key)
                writer.fixed(cell.slice)
                writer.number(UInt64(cell.currency.rawValue))
                writer.signed(cell.amountMinor)
            }
        }
        return count
    }

    mutating func beginCheckpoint() {
        changes.removeAll()
        cells.forEach { pane, key, _ in changes.cells.append(PlacedKey(pane: pane, key: key)) }
        amounts.forEach { pane, key, _ in changes.amounts.append(PlacedKey(pane: pane, key: key)) }
        admission.beginCheckpoint()
    }

    /// Writes everything that is open, in the first part of a checkpoint, and which slices are kept, in all of them.
    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        writeOpen(to: &writer)
        return admission.writeCheckpoint(to: &writer, budget: budget)
    }

    /// Takes in changes. Panes that `watermark` has passed are over.
    mutating func restore(changes reader: inout StateReader, watermark: EventTime) throws(StateError) {
        try restoreOpen(from: &reader, watermark: watermark)
        try admission.restore(changes: &reader)
    }

    /// Takes in a part of a checkpoint. Panes that `watermark` has passed are over.
    mutating func restore(checkpoint reader: inout StateReader, watermark: EventTime) throws(StateError) {
        try restoreOpen(from: &reader, watermark: watermark)
        try admission.restore(checkpoint: &reader)
    }

    private mutating func restoreOpen(from reader: inout StateReader, watermark: EventTime) throws(StateError) {
        announced = try reader.time()
        for place in try reader.list(Self.place) {
            if let cell = cells.remove(place.key, in: place.pane) { samples.release(cell.sample) }
        }
        for place in try reader.list(Self.place) { _ = amounts.remove(place.key, in: place.pane) }
        try reader.counted { (part) throws(StateError) in try restoreCell(from: &part) }
        try reader.counted { (part) throws(StateError) in try restoreAmount(from: &part) }
        cells.close(through: watermark) { _, closed in for (_, cell) in closed { samples.release(cell.sample) } }
        amounts.close(through: watermark) { _, _ in }
    }

    private mutating func restoreCell(from reader: inout StateReader) throws(StateError) {
        let pane = try reader.time()
        let key = try reader.fixed()
        var cell = SliceCell()
        cell.failures = UInt32(try reader.number(upTo: Int(UInt32.max)))
        cell.trials = UInt32(try reader.number(upTo: Int(UInt32.max)))
        cell.currencies = UInt8(try reader.number(upTo: Int(Self.currenciesMax)))
        let sample = try reader.bytes()
        guard key != 0, SliceKey.isValid(key), sample.count <= ByteArena.textLengthMax else {
            throw StateError("a slice has the key \(key)")
        }
        cell.sample = samples.store(sample.span)
        var old = TextSlot.empty
        cells.update(key, at: pane, blank: SliceCell()) {
            old = $0.sample
            $0 = cell
        }
        samples.release(old)
    }

    private mutating func restoreAmount(from reader: inout StateReader) throws(StateError) {
        let pane = try reader.time()
        let key = try reader.fixed()
        guard key != 0 else { throw StateError("an amount has the key 0") }
        let slice = try reader.fixed()
        let currency = Word(rawValue: UInt32(try reader.number(upTo: SliceKey.wordCountMax)))
        let amount = try reader.signed()
        amounts.update(key, at: pane, blank: AmountCell(slice: slice, currency: currency)) { $0.amountMinor = amount }
    }

    mutating func finishRestoring() {
        changes = CounterChanges()
        admission.finishRestoring()
    }
}
