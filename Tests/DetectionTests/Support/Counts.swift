import Commerce
import Detection
import Streaming

/// Counts of several signals of one shop, minute by minute: payments by provider, orders and what is cancelled by reason.
struct Counts {
    static let first = 29_000_160
    static let reasons = ["payment_failed", "changed_mind", "out_of_stock"]
    static let channels = ["app", "web"]

    var chance: SplitMix64
    /// The share of failures of a provider in a minute.
    var failing: (Int, String) -> Double = { _, _ in 0.06 }
    /// The mean number of cancellations for a reason in a minute.
    var cancelled: (Int, String) -> Double = { _, _ in 4 }

    /// The orders of a minute, half of them through each channel.
    var orders: (Int) -> Int = { _ in 300 }

    init(seed: UInt64) { chance = SplitMix64(seed: seed) }

    /// What one task tells of minute `minute` of the story: payments first, then cancellations.
    mutating func minute(_ minute: Int) -> [SignalCounts] { [payments(minute), cancellations(minute)] }

    private mutating func payments(_ minute: Int) -> SignalCounts {
        var counts: [SliceCount] = []
        for provider in ["adyen", "stripe", "alipay"] {
            let failures = min(100, chance.poisson(100 * failing(minute, provider)))
            counts.append(SliceCount(slice: Slice([.init(.provider, provider)]), failures: failures, trials: 100))
        }
        let whole = counts.reduce(0) { $0 + $1.failures }
        return told(.paymentFailure, [SliceCount(slice: .all, failures: whole, trials: 300)] + counts, minute)
    }

    private mutating func cancellations(_ minute: Int) -> SignalCounts {
        let orders = orders(minute)
        var channels = [0, 0]
        var counts: [SliceCount] = []
        for reason in Self.reasons {
            let number = chance.poisson(cancelled(minute, reason))
            for _ in 0..<number { channels[chance.unit() < 0.5 ? 0 : 1] += 1 }
            counts.append(SliceCount(slice: Slice([.init(.reason, reason)]), failures: number, trials: orders))
        }
        let whole = channels[0] + channels[1]
        counts.insert(SliceCount(slice: .all, failures: whole, trials: orders), at: 0)
        for (index, channel) in Self.channels.enumerated() {
            let slice = Slice([.init(.channel, channel)])
            counts.append(SliceCount(slice: slice, failures: channels[index], trials: orders / 2))
        }
        return told(.cancellation, counts, minute)
    }

    private func told(_ signal: Signal, _ counts: [SliceCount], _ minute: Int) -> SignalCounts {
        let pane = EventTime.minute(Self.first + minute)
        return SignalCounts(
            signal: signal,
            task: "orders-0",
            pane: pane,
            watermark: pane.advanced(by: .minutes(1)),
            counts: counts
        )
    }
}

extension ShopDetector {
    /// Plays minutes of a story: each is counted, then judged, causes first.
    mutating func play(_ minutes: Range<Int>, of counts: inout Counts) -> [Alert] {
        var alerts: [Alert] = []
        for minute in minutes {
            let told = counts.minute(minute)
            for part in told { record(part) }
            for part in told { alerts += advance(part.signal, to: part.watermark) }
        }
        return alerts
    }
}
