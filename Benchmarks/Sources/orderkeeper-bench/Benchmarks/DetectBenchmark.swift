internal import Commerce
internal import Detection
internal import Streaming

/// Minutes of a signal with 100,000 slices that all have counts: taking the counts, and the tick that expects, tests and
/// learns every slice.
enum DetectBenchmark {
    private static let slices = 100_000
    /// Nothing is tested in the first hour.
    private static let warm = 64
    private static let minutes = 16
    private static let first = 29_000_160

    static func measure() -> [Figure] {
        let names = (0..<slices).map { number in
            Slice([.init(.provider, "provider-\(number % 10)"), .init(.issuer, "issuer-\(number / 10)")])
        }
        var chance = Chance(seed: 1)
        var detector = SignalDetector(signal: .paymentFailure)
        var (taking, ticking) = (Meter(), Meter())
        for minute in 0..<warm + minutes {
            if minute == warm { (taking, ticking) = (Meter(), Meter()) }
            let counts = names.map { slice in
                SliceCount(slice: slice, failures: Int.random(in: 0..<10, using: &chance) < 3 ? 1 : 0, trials: 5)
            }
            let pane = EventTime(milliseconds: Int64(first + minute) * 60_000)
            taking.measure { for count in counts { detector.record(count, pane: pane) } }
            let alerts = ticking.measure { detector.advance(to: pane.advanced(by: .minutes(1))) }
            precondition(alerts.isEmpty, "a calm shop has no incident")
        }
        var writer = StateWriter()
        detector.write(to: &writer)
        return [
            taking.figure("detect, counts taken", events: slices * minutes),
            ticking.figure(
                "detect, slices judged",
                events: slices * minutes,
                note: "\(writer.bytes.count / slices) bytes a slice in a checkpoint, its name included"
            ),
        ]
    }
}
