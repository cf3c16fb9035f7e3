internal import CMeasure

/// Adds up the CPU time and the allocations of the parts of a run that count.
struct Meter {
    private(set) var nanoseconds: UInt64 = 0
    private(set) var allocations: UInt64 = 0

    /// Runs `body` and counts what its thread uses.
    mutating func measure<Value>(_ body: () throws -> Value) rethrows -> Value {
        let (time, count) = (measure_thread_nanoseconds(), measure_allocations())
        defer {
            nanoseconds += measure_thread_nanoseconds() - time
            allocations += measure_allocations() - count
        }
        return try body()
    }

    /// The figure of `events` events.
    func figure(_ name: String, events: Int, note: String = "") -> Figure {
        Figure(
            name: name,
            events: events,
            nanosecondsPerEvent: Double(nanoseconds) / Double(events),
            allocationsPerEvent: measure_counts_allocations() ? Double(allocations) / Double(events) : nil,
            note: note
        )
    }

    /// Makes sure that allocations are counted where the platform lets them be.
    static func check() {
        guard measure_counts_allocations() else { return }
        let before = measure_allocations()
        let arrays = (1...100).map { [Int](repeating: $0, count: $0) }
        let counted = measure_allocations() - before
        precondition(
            arrays.count == 100 && counted >= 100,
            "the counter stands before the allocator: \(counted) of 100 counted"
        )
    }
}
