internal import Streaming

/// Simulated time that passes so many times as fast as the machine's, and can be held up.
struct Pace {
    private var time: EventTime
    private let speed: Double
    private var last = Milliseconds.zero

    /// Time that stands at `start`.
    init(start: EventTime, speed: Double) {
        time = start
        self.speed = speed
    }

    /// The simulated time `elapsed` after the beginning; no later than before when it is held up.
    mutating func advance(to elapsed: Milliseconds, holding: Bool) -> EventTime {
        let passed = Double(elapsed.rawValue - last.rawValue) * speed
        last = elapsed
        if !holding { time = time.advanced(by: Milliseconds(Int64(passed))) }
        return time
    }
}
