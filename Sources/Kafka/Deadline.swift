/// The end of a bounded wait. The only place in the module that reads a clock; it decides nothing but how long to block.
struct Deadline {
    private let end: ContinuousClock.Instant

    init(after timeout: Duration) { end = ContinuousClock.now.advanced(by: timeout) }

    /// What is left, never negative.
    var remaining: Duration { max(.zero, ContinuousClock.now.duration(to: end)) }

    var hasPassed: Bool { remaining == .zero }

    /// What is left, but no more than `slice`.
    func remaining(atMost slice: Duration) -> Duration { min(slice, remaining) }
}

extension Duration {
    /// Whole milliseconds for librdkafka: rounded up, never negative, never so many that they wrap.
    var wholeMilliseconds: Int32 {
        guard self > .zero else { return 0 }
        guard self < .milliseconds(Int64(Int32.max)) else { return Int32.max }
        let (seconds, attoseconds) = components
        let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000
        return Int32(seconds * 1000 + (attoseconds + attosecondsPerMillisecond - 1) / attosecondsPerMillisecond)
    }
}
