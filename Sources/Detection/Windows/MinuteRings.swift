internal import Streaming

/// The last minutes of every slice, in one piece of memory: 16 bytes per slice and minute.
///
///     slot 0: | 12:00 | 12:01 | … | 12:04 |      a minute's place is its number modulo the length
///     slot 1: | 12:00 | 12:01 | … | 12:04 |
struct MinuteRings {
    /// Minutes remembered.
    let length: Int
    private var cells: [Cell] = []

    private struct Cell: BitwiseCopyable {
        var failures: UInt32 = 0
        var trials: UInt32 = 0
        var expected = 0.0

        var isEmpty: Bool { failures == 0 && trials == 0 && expected.bitPattern == 0 }
    }

    init(length: Int) { self.length = length }

    /// Makes room for `slot`, or forgets what it holds.
    mutating func clear(slot: Int) {
        let end = (slot + 1) * length
        if cells.count < end { cells.append(contentsOf: repeatElement(Cell(), count: end - cells.count)) }
        for index in slot * length..<end { cells[index] = Cell() }
    }

    /// Writes one minute of `slot` over the minute that was there `length` minutes before.
    mutating func set(slot: Int, minute: Int, failures: Int, trials: Int, expected: Double) {
        cells[place(slot, minute)] = Cell(
            failures: UInt32(clamping: failures),
            trials: UInt32(clamping: trials),
            expected: expected
        )
    }

    /// Adds to a minute that is still remembered.
    mutating func add(slot: Int, minute: Int, failures: Int, trials: Int, expected: Double) {
        let index = place(slot, minute)
        cells[index].failures = UInt32(clamping: Int(cells[index].failures) + failures)
        cells[index].trials = UInt32(clamping: Int(cells[index].trials) + trials)
        cells[index].expected += expected
    }

    /// One minute of `slot`.
    func counts(slot: Int, minute: Int) -> WindowCounts {
        let cell = cells[place(slot, minute)]
        return WindowCounts(
            failures: Double(cell.failures),
            trials: Double(cell.trials),
            expected: cell.expected
        )
    }

    /// The `minutes` minutes of `slot` that end with `minute`.
    func sum(slot: Int, endingAt minute: Int, minutes: Int) -> WindowCounts {
        var sum = WindowCounts()
        for back in 0..<min(minutes, length) { sum += counts(slot: slot, minute: minute - back) }
        return sum
    }

    private func place(_ slot: Int, _ minute: Int) -> Int {
        let place = minute % length
        return slot * length + (place < 0 ? place + length : place)
    }

    // MARK: State

    /// The minutes of `slot` that are not empty, each with the number of empty ones before it.
    func write(slot: Int, to writer: inout StateWriter) {
        let ring = slot * length..<(slot + 1) * length
        var count = 0
        for index in ring where !cells[index].isEmpty { count += 1 }
        writer.number(count)
        var gap = 0
        for index in ring {
            let cell = cells[index]
            if cell.isEmpty {
                gap += 1
                continue
            }
            writer.number(gap)
            writer.number(UInt64(cell.failures))
            writer.number(UInt64(cell.trials))
            writer.double(cell.expected)
            gap = 0
        }
    }

    /// Rings of `count` slots, all empty.
    init(length: Int, count: Int) {
        self.length = length
        cells = [Cell](repeating: Cell(), count: count * length)
    }

    /// Reads the minutes of `slot`, which is empty.
    mutating func restore(slot: Int, from reader: inout StateReader) throws(StateError) {
        var place = 0
        for _ in 0..<(try reader.number(upTo: length)) {
            let (next, isFar) = place.addingReportingOverflow(try reader.number(upTo: .max))
            guard !isFar, next < length else { throw StateError("a ring has more than its \(length) minutes") }
            cells[slot * length + next] = Cell(
                failures: UInt32(try reader.number(upTo: Int(UInt32.max))),
                trials: UInt32(try reader.number(upTo: Int(UInt32.max))),
                expected: try reader.sum()
            )
            place = next + 1
        }
    }
}
