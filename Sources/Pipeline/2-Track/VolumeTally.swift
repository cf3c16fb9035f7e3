internal import Streaming

/// Events of one pane that were counted and are not yet in the table of slices.
///
/// Every event is counted here, so it must cost next to nothing: a comparison of times and an addition. What it has
/// counted goes to the table when another pane begins, when a pane closes and at a commit; so it is no state.
struct VolumeTally {
    /// The pane it counts for: none when both are the same.
    private(set) var start = EventTime.distantPast
    private(set) var end = EventTime.distantPast
    /// Events that have no provider, by the ordinal of their source.
    var events = InlineArray<8, UInt32>(repeating: 0)
    /// Payments by provider: each provider has one place, which it shares with others in turns.
    var payments = InlineArray<16, Payments>(repeating: Payments())

    /// Payments of one provider that came by one source.
    struct Payments: BitwiseCopyable {
        var provider = Word.unknown
        var source = VolumeSource.payments
        var count: UInt32 = 0
    }

    init() {}

    /// Whether it counts for the pane that holds `time`.
    @inline(__always)
    func holds(_ time: EventTime) -> Bool { time >= start && time < end }

    /// The place of `provider`.
    @inline(__always)
    static func place(of provider: Word) -> Int { Int(provider.rawValue & 15) }

    /// Counts for the pane from `start` to `end` from now on. What was counted before must have been taken.
    mutating func begin(_ start: EventTime, _ end: EventTime) {
        self.start = start
        self.end = end
    }
}
