internal import Streaming

/// The last minutes of every slice and the sums over its windows: 12 bytes for each of a dozen cells, however long the
/// windows are.
///
///     minutes:   | 12:00 | 12:01 | … | 12:04 |        a minute's place is its number modulo the count
///     12 min:    | 11:54–12:00 | 12:00–12:06 |        two halves: one that is over, one that is being filled
///     60 min:    | 11:30–12:00 | 12:00–12:30 |
///
/// A window of up to ``exactMax`` minutes is summed from its minutes. A longer one is its two halves, so it holds between
/// half and all of its minutes; halves begin at fixed times, the same for all slices.
struct SliceWindows {
    /// Minutes that are remembered one by one.
    static let exactMax = 5
    /// The lengths of the windows, ascending.
    let windowsMinutes: [Int]
    private let halves: [Int]
    private let width: Int
    private var failures: [UInt32] = []
    private var trials: [Float] = []
    private var expected: [Float] = []

    /// Windows of these lengths, for no slice yet.
    init(windowsMinutes: [Int]) {
        self.windowsMinutes = windowsMinutes
        halves = windowsMinutes.filter { $0 > Self.exactMax }.map { ($0 + 1) / 2 }
        width = Self.exactMax + 2 * halves.count
    }

    /// Bytes that a slice takes.
    var bytesPerSlice: Int { width * 12 }

    /// Makes room for `slot`, or forgets what it holds.
    mutating func clear(slot: Int) {
        let end = (slot + 1) * width
        if failures.count < end {
            let missing = end - failures.count
            failures.append(contentsOf: repeatElement(0, count: missing))
            trials.append(contentsOf: repeatElement(0, count: missing))
            expected.append(contentsOf: repeatElement(0, count: missing))
        }
        for index in slot * width..<end { clear(cell: index) }
    }

    /// Takes in the next minute of `slot`, over the one that was there ``exactMax`` minutes before.
    mutating func set(slot: Int, minute: Int, failures: Int, trials: Double, expected: Double) {
        clear(cell: place(slot, minute))
        for (index, half) in halves.enumerated() where minute.isMultiple(of: half) {
            let over = slot * width + Self.exactMax + 2 * index
            self.failures[over] = self.failures[over + 1]
            self.trials[over] = self.trials[over + 1]
            self.expected[over] = self.expected[over + 1]
            clear(cell: over + 1)
        }
        add(slot: slot, minute: minute, closed: minute, failures: failures, trials: trials, expected: expected)
    }

    /// Adds to a minute wherever it is still remembered, when `closed` is the newest.
    mutating func add(slot: Int, minute: Int, closed: Int, failures: Int, trials: Double, expected: Double) {
        if minute > closed - Self.exactMax {
            add(cell: place(slot, minute), failures, trials, expected)
        }
        for (index, half) in halves.enumerated() {
            let age = Self.block(closed, half) - Self.block(minute, half)
            guard age <= 1 else { continue }
            add(cell: slot * width + Self.exactMax + 2 * index + 1 - age, failures, trials, expected)
        }
    }

    /// Whether any window still holds `minute` when `closed` is the newest.
    func hold(minute: Int, closed: Int) -> Bool {
        minute > closed - min(Self.exactMax, windowsMinutes.last ?? 1)
            || halves.contains { Self.block(closed, $0) - Self.block(minute, $0) <= 1 }
    }

    /// One of the last ``exactMax`` minutes of `slot`.
    func counts(slot: Int, minute: Int) -> WindowCounts { counts(cell: place(slot, minute)) }

    /// The window of this number, when `minute` is the newest.
    func sum(slot: Int, window: Int, endingAt minute: Int) -> WindowCounts {
        let length = windowsMinutes[window]
        guard length > Self.exactMax else {
            var sum = WindowCounts()
            for back in 0..<length { sum += counts(slot: slot, minute: minute - back) }
            return sum
        }
        let first = slot * width + Self.exactMax + 2 * (window - (windowsMinutes.count - halves.count))
        var sum = counts(cell: first)
        sum += counts(cell: first + 1)
        return sum
    }

    /// How many minutes the window of this number holds when `minute` is the newest.
    func length(ofWindow window: Int, endingAt minute: Int) -> Int {
        let length = windowsMinutes[window]
        guard length > Self.exactMax else { return length }
        let half = (length + 1) / 2
        return half + minute - Self.block(minute, half) * half + 1
    }

    private func place(_ slot: Int, _ minute: Int) -> Int {
        slot * width + minute - Self.block(minute, Self.exactMax) * Self.exactMax
    }

    /// The number of the half that holds `minute`.
    private static func block(_ minute: Int, _ half: Int) -> Int {
        let (quotient, rest) = minute.quotientAndRemainder(dividingBy: half)
        return rest < 0 ? quotient - 1 : quotient
    }

    private mutating func clear(cell: Int) {
        failures[cell] = 0
        trials[cell] = 0
        expected[cell] = 0
    }

    private mutating func add(cell: Int, _ failures: Int, _ trials: Double, _ expected: Double) {
        self.failures[cell] = UInt32(clamping: Int(self.failures[cell]) + min(failures, Int(UInt32.max)))
        self.trials[cell] += Float(trials)
        self.expected[cell] += Float(expected)
    }

    private func counts(cell: Int) -> WindowCounts {
        WindowCounts(
            failures: Double(failures[cell]),
            trials: Double(trials[cell]),
            expected: Double(expected[cell])
        )
    }

    // MARK: State

    /// The cells of `slot` that are not empty, each with the number of empty ones before it.
    func write(slot: Int, to writer: inout StateWriter) {
        let cells = slot * width..<(slot + 1) * width
        writer.number(cells.count { !isEmpty($0) })
        var gap = 0
        for cell in cells {
            if isEmpty(cell) {
                gap += 1
                continue
            }
            writer.number(gap)
            writer.number(UInt64(failures[cell]))
            writer.number(UInt64(trials[cell].bitPattern))
            writer.number(UInt64(expected[cell].bitPattern))
            gap = 0
        }
    }

    private func isEmpty(_ cell: Int) -> Bool {
        failures[cell] == 0 && trials[cell].bitPattern == 0 && expected[cell].bitPattern == 0
    }

    /// Windows of `count` slots, all empty.
    init(windowsMinutes: [Int], count: Int) {
        self.init(windowsMinutes: windowsMinutes)
        if count > 0 { clear(slot: count - 1) }
    }

    /// Reads the cells of `slot`, which is empty.
    mutating func restore(slot: Int, from reader: inout StateReader) throws(StateError) {
        var place = 0
        for _ in 0..<(try reader.number(upTo: width)) {
            let (next, isFar) = place.addingReportingOverflow(try reader.number(upTo: .max))
            guard !isFar, next < width else { throw StateError("a slice has more than its \(width) cells") }
            let cell = slot * width + next
            failures[cell] = UInt32(try reader.number(upTo: Int(UInt32.max)))
            trials[cell] = Float(bitPattern: UInt32(try reader.number(upTo: Int(UInt32.max))))
            expected[cell] = Float(bitPattern: UInt32(try reader.number(upTo: Int(UInt32.max))))
            guard trials[cell] >= 0, trials[cell].isFinite, expected[cell] >= 0, expected[cell].isFinite
            else {
                throw StateError("a cell holds what is no count")
            }
            place = next + 1
        }
    }
}
