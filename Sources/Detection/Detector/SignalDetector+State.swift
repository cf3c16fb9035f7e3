internal import Commerce
public import Streaming

// The state of a detector as bytes. What is added to a detector has a line of its own in `write(to:)` and in
// `init(restoring:from:)`, and its own `write(to:)` and `init(from:)` beside the type that it concerns.
extension SignalDetector {
    /// Appends all that can influence a later alert; ``statistics`` are left out.
    ///
    /// The same counts and watermarks in the same order give the same bytes. A slice costs about 65 bytes and its name,
    /// 75 when the signal is not a proportion, and a dozen more for each minute with counts in its windows.
    public func write(to writer: inout StateWriter) {
        for (_, value) in layout { writer.signed(Int64(value)) }
        writer.optionalMinute(closedMinute)
        writer.optionalMinute(firstMinute)
        writer.flag(isCrowded)
        hours.write(to: &writer)
        writer.list(levels.sorted { $0.key < $1.key }) { writer, level in
            writer.number(level.key)
            level.value.write(to: &writer)
        }
        dispersion.write(to: &writer)
        exposure.write(to: &writer)
        writer.list(pools) { $1.write(to: &$0) }
        table.write(to: &writer, closed: closedMinute, rules: rules.baseline)
        writeActive(to: &writer)
        pending.write(to: &writer)
        writer.list(details) { writer, part in
            writer.minute(part.minute)
            part.details.write(to: &writer)
        }
        writer.list(incidents) { $1.write(to: &$0) }
        stockShare.write(to: &writer)
    }

    /// Becomes the detector that was written: from here on, the same counts and watermarks give the same alerts, bit by
    /// bit. ``statistics`` go on from where they are.
    ///
    /// - Throws: ``StateError`` when the bytes are not those of a detector of this signal, or when the rules are others
    ///   than those by which the state is laid out (the windows, for example). The detector is then what it was.
    public mutating func restore(from reader: inout StateReader) throws(StateError) {
        var restored = try SignalDetector(restoring: self, from: &reader)
        restored.statistics = statistics
        self = restored
    }

    /// Raised when something is added to the bytes or taken out of them.
    private static let layoutVersion = 1006

    /// What state depends on: written by one of these it says nothing by another.
    private var layout: [(name: String, value: Int)] {
        [
            ("the layout", Self.layoutVersion),
            ("the signal's number", signal.ordinal),
            ("the number of windowsMinutes", rules.windowsMinutes.count),
            ("the longest of windowsMinutes", rules.windowMax),
            ("tauBlockMinutes", rules.baseline.tauBlockMinutes),
            ("guardMinutesMax", rules.baseline.guardMinutesMax),
        ]
    }

    /// A detector with the signal and rules of `other` and the state of the bytes.
    private init(restoring other: SignalDetector, from reader: inout StateReader) throws(StateError) {
        self.init(signal: other.signal, rules: other.rules)
        for (name, value) in layout {
            let written = try reader.signed()
            guard written == value else {
                throw StateError("\(name) was \(written) when the state was written and is \(value) now")
            }
        }
        closedMinute = try reader.optionalMinute()
        firstMinute = try reader.optionalMinute()
        isCrowded = try reader.flag()
        hours = try HourFactors(from: &reader)
        let told = try reader.list { (reader) throws(StateError) in
            (try reader.number(upTo: rules.slicesMax), try LevelHistory(from: &reader))
        }
        for (slot, level) in told { levels[slot] = level }
        dispersion = try Dispersion(from: &reader)
        exposure = try Exposure(from: &reader)
        pools = try reader.list { (reader) throws(StateError) in try Pool(from: &reader) }
        let indices = try poolIndices()
        table = try SliceTable(
            from: &reader,
            slotsMax: rules.slicesMax,
            isDelayed: baseline.isDelayed,
            closed: closedMinute,
            rules: rules.baseline
        ) { indices[Pool.Kind(of: $0, rules: other.rules.incidents)] }
        let states = self.table.states
        guard levels.keys.allSatisfy({ states.indices.contains($0) && states[$0].isUsed }) else {
            throw StateError("a level is of no slice")
        }
        windows = SliceWindows(windowsMinutes: rules.windowsMinutes, count: table.states.count)
        try readActive(from: &reader)
        pending = try PendingMinutes(
            from: &reader,
            countMax: rules.pendingMinutesMax,
            closed: closedMinute,
            table: table
        )
        let slotCount = table.states.count
        details = try reader.list { (reader) throws(StateError) in
            (try reader.minute(), try MinuteDetails(from: &reader, slotCount: slotCount))
        }
        let table = table
        incidents = try reader.list { (reader) throws(StateError) in
            try Incident(from: &reader, table: table, rules: other.rules)
        }
        if reader.version >= 7 { stockShare = try StockShare(from: &reader) }
    }

    /// The place of each pool by its kind.
    private func poolIndices() throws(StateError) -> [Pool.Kind: Int] {
        var indices: [Pool.Kind: Int] = [:]
        for (index, pool) in pools.enumerated() {
            guard indices.updateValue(index, forKey: pool.kind) == nil else {
                throw StateError("two pools have the same dimensions and outcome")
            }
        }
        return indices
    }

    /// The active slots in their order, each as the distance from the one before, with its ring. What is in the ring of
    /// another is forgotten when it becomes active.
    private func writeActive(to writer: inout StateWriter) {
        writer.number(active.count)
        var previous: Int32 = 0
        for slot in active {
            writer.signed(Int64(slot) - Int64(previous))
            windows.write(slot: Int(slot), to: &writer)
            previous = slot
        }
    }

    private mutating func readActive(from reader: inout StateReader) throws(StateError) {
        var previous: Int64 = 0
        for _ in 0..<(try reader.number(upTo: reader.remaining)) {
            let (number, isFar) = previous.addingReportingOverflow(try reader.signed())
            guard !isFar, let slot = Int(exactly: number), table.states.indices.contains(slot) else {
                throw StateError("an active slot is none of \(table.states.count)")
            }
            guard table.states[slot].isUsed, table.states[slot].isBegun, !table.states[slot].isActive else {
                throw StateError("slot \(slot) cannot be active")
            }
            table.states[slot].isActive = true
            active.append(Int32(slot))
            try windows.restore(slot: slot, from: &reader)
            previous = number
        }
    }
}
