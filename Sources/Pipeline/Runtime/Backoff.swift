internal import Foundation
internal import Streaming

/// Pauses that double with each failure in a row, half of each by chance, so that a fleet does not beat in step.
struct Backoff: Sendable {
    let clock: Clock
    /// The pause after the first failure, in milliseconds.
    var first = 100.0
    /// The longest pause, in milliseconds.
    var longest = 10_000.0

    /// Sleeps, in short naps, until the pause is over or `isOver`.
    func sleep(afterFailures failures: Int, unless isOver: () -> Bool = { false }) {
        let ceiling = min(longest, first * Double(1 << min(max(failures, 1) - 1, 20)))
        let end = clock.elapsed().rawValue + Int64(Double.random(in: ceiling / 2...ceiling))
        while !isOver(), clock.elapsed().rawValue < end { Thread.sleep(forTimeInterval: 0.02) }
    }
}
