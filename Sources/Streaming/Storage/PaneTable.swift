/// Counters by pane and key: one ``Table`` for each pane that is open.
///
/// Few panes are open at a time (the allowed lateness over the pane length, and what is read ahead), and the next event
/// is most often of the pane of the last one, which is remembered. Closed panes give their memory to the next ones.
@safe public struct PaneTable<Cell: BitwiseCopyable>: ~Copyable {
    @usableFromInline
    struct Pane: ~Copyable {
        @usableFromInline var start: EventTime
        @usableFromInline var cells: Table<Cell>

        @inlinable
        init(start: EventTime, cells: consuming Table<Cell>) {
            self.start = start
            self.cells = cells
        }
    }

    // The first `openCount` are open, sorted by start; the others are spare.
    @usableFromInline
    var panes: UnsafeMutablePointer<Pane>
    @usableFromInline
    var capacity = 4
    @usableFromInline
    var initialized = 0
    @usableFromInline
    var openCount = 0
    // The pane of the last event: its index, its start and its end, which are equal when there is none.
    @usableFromInline
    var current = 0
    @usableFromInline
    var currentStart = EventTime.distantPast
    @usableFromInline
    var currentEnd = EventTime.distantPast
    /// How panes are cut.
    public let cut: Panes

    /// No counters.
    @inlinable
    public init(_ cut: Panes) {
        self.cut = cut
        unsafe panes = .allocate(capacity: capacity)
    }

    @inlinable
    deinit {
        unsafe panes.deinitialize(count: initialized)
        unsafe panes.deallocate()
    }

    /// The number of panes with counters.
    @inlinable
    public var paneCount: Int { openCount }

    /// When the oldest open pane is over; `nil` when none is open.
    @inlinable
    public var earliestEnd: EventTime? { openCount == 0 ? nil : unsafe cut.end(of: panes[0].start) }

    /// Calls `body` with the cell under `key`, not zero, in the pane that holds `time`; `blank` if there is none yet.
    @inlinable
    public mutating func update(_ key: UInt64, at time: EventTime, blank: Cell, _ body: (inout Cell) -> Void) {
        precondition(key != 0, "the key zero could not be read back")
        if time < currentStart || time >= currentEnd { find(time) }
        unsafe Self.update(&panes[current].cells, key, blank, body)
    }

    /// Calls `body` with the cell under `key` in the pane that holds `time`, if there is one. Returns whether there was.
    @inlinable
    @inline(__always)
    public mutating func change(_ key: UInt64, at time: EventTime, _ body: (inout Cell) -> Void) -> Bool {
        if time < currentStart || time >= currentEnd { find(time) }
        guard let slot = unsafe panes[current].cells.slot(of: key) else { return false }
        unsafe body(&panes[current].cells[slot])
        return true
    }

    /// Takes away every pane that is over at `watermark`, oldest first, its cells sorted by key.
    @inlinable
    public mutating func close(through watermark: EventTime, _ body: (EventTime, [(key: UInt64, cell: Cell)]) -> Void) {
        while openCount > 0, unsafe cut.end(of: panes[0].start) <= watermark {
            var cells: [(key: UInt64, cell: Cell)] = []
            unsafe cells.reserveCapacity(panes[0].cells.count)
            unsafe panes[0].cells.forEach { cells.append(($0, $1)) }
            cells.sort { $0.key < $1.key }
            unsafe body(panes[0].start, cells)
            unsafe panes[0].cells.removeAll()
            // The emptied pane becomes the first spare one.
            let emptied = unsafe panes.move()
            for index in 1..<max(openCount, 1) {
                unsafe (panes + index - 1).moveInitialize(from: panes + index, count: 1)
            }
            unsafe (panes + openCount - 1).initialize(to: emptied)
            openCount -= 1
            currentEnd = currentStart
        }
    }

    /// The start of the pane of the last ``update(_:at:blank:_:)``.
    @inlinable
    public var lastStart: EventTime { currentStart }

    /// Calls `body` with the cell under `key` in the open pane that begins at `start`, if there is one.
    @inlinable
    public mutating func visit(_ key: UInt64, in start: EventTime, _ body: (inout Cell) -> Void) {
        for index in 0..<openCount where unsafe panes[index].start == start {
            if let slot = unsafe panes[index].cells.slot(of: key) { unsafe body(&panes[index].cells[slot]) }
        }
    }

    /// Takes the cell under `key` out of the open pane that begins at `start`; `nil` when there is none.
    @inlinable
    public mutating func remove(_ key: UInt64, in start: EventTime) -> Cell? {
        for index in 0..<openCount where unsafe panes[index].start == start {
            guard let slot = unsafe panes[index].cells.slot(of: key) else { return nil }
            let cell = unsafe panes[index].cells[slot]
            unsafe panes[index].cells.remove(at: slot)
            return cell
        }
        return nil
    }

    /// Calls `body` with every cell of the oldest open pane, in an order that means nothing.
    @inlinable
    public func forEachOfOldest(_ body: (UInt64, Cell) -> Void) {
        if openCount > 0 { unsafe panes[0].cells.forEach(body) }
    }

    /// Calls `body` with the start of its pane, the key and the cell of every cell, in an order that means nothing.
    @inlinable
    public func forEach(_ body: (EventTime, UInt64, Cell) -> Void) {
        for index in 0..<openCount {
            unsafe panes[index].cells.forEach { unsafe body(panes[index].start, $0, $1) }
        }
    }

    @inlinable
    @inline(__always)
    static func update(_ cells: inout Table<Cell>, _ key: UInt64, _ blank: Cell, _ body: (inout Cell) -> Void) {
        let slot = cells.slot(of: key) ?? cells.insert(key, blank)
        body(&cells[slot])
    }

    /// Makes the pane that holds `time` the current one.
    @inlinable
    @inline(never)
    mutating func find(_ time: EventTime) {
        currentStart = cut.start(of: time)
        currentEnd = cut.end(of: currentStart)
        current = open(currentStart)
    }

    /// The index of the pane that starts at `start`, opened if it was not.
    @inlinable
    mutating func open(_ start: EventTime) -> Int {
        var index = openCount
        while index > 0 {
            let other = unsafe panes[index - 1].start
            if other == start { return index - 1 }
            if other < start { break }
            index -= 1
        }
        if openCount == initialized { addSpare() }
        let spare = unsafe (panes + openCount).move()
        var place = openCount
        while place > index {
            unsafe (panes + place).moveInitialize(from: panes + place - 1, count: 1)
            place -= 1
        }
        unsafe (panes + index).initialize(to: spare)
        unsafe panes[index].start = start
        openCount += 1
        return index
    }

    @inlinable
    mutating func addSpare() {
        if initialized == capacity {
            let larger = UnsafeMutablePointer<Pane>.allocate(capacity: capacity * 2)
            unsafe larger.moveInitialize(from: panes, count: initialized)
            unsafe panes.deallocate()
            unsafe panes = larger
            capacity *= 2
        }
        unsafe (panes + initialized).initialize(to: Pane(start: .distantPast, cells: Table()))
        initialized += 1
    }
}

// The memory belongs to one owner, so it may move to another thread with it.
extension PaneTable: @unchecked Sendable where Cell: Sendable {}
