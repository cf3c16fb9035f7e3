import Commerce
import Kafka
import Streaming

@testable import Pipeline

/// A hundred minutes of counts, as two TRACK tasks tell them, in the last of which one provider fails, and orders are
/// cancelled for it and for another reason: what DETECT reads.
struct CountStory {
    let records: [ProducedRecord]

    static let minutes: Int64 = 100
    private static let providers = ["adyen", "stripe", "alipay"]

    init(_ topology: Topology, seed: UInt64) {
        var chance = Chance(seed: seed ^ 0xC0)
        var records: [ProducedRecord] = []
        for minute in 0..<Self.minutes {
            for task in ["orders-0", "orders-1"] {
                let pane = EventTime(milliseconds: CrashStory.noon.milliseconds + (minute - Self.minutes) * 60_000)
                var counts: [SliceCount] = []
                for provider in Self.providers {
                    let isFailing = provider == "adyen" && minute >= Self.minutes - 14
                    let failures = (0..<40).count { _ in chance.hits(isFailing ? 0.5 : 0.04) }
                    let slice = Slice([Slice.Term(.provider, provider)])
                    counts.append(
                        SliceCount(
                            slice: slice,
                            failures: failures,
                            trials: 40,
                            sampleOrderID: "O-\(minute)-\(provider)"
                        )
                    )
                }
                let whole = counts.reduce(0) { $0 + $1.failures }
                counts.insert(SliceCount(slice: .all, failures: whole, trials: 120), at: 0)
                let record = SignalCounts(
                    signal: .paymentFailure,
                    task: task,
                    pane: pane,
                    watermark: pane.advanced(by: .minutes(1)),
                    counts: counts
                )
                let cancelled = Self.cancellations(minute, task, pane, &chance)
                for record in [record, cancelled] {
                    records.append(
                        ProducedRecord(
                            topic: topology.topics.signals,
                            key: Array(SignalCounts.key.utf8),
                            value: SignalCountsCodec.encode(record)
                        )
                    )
                }
            }
        }
        self.records = records
    }

    private static func cancellations(
        _ minute: Int64,
        _ task: String,
        _ pane: EventTime,
        _ chance: inout Chance
    ) -> SignalCounts {
        let counts = ["payment_failed", "price_changed"].map { reason in
            let isMany = minute >= minutes - (reason == "payment_failed" ? 10 : 5)
            let number = (0..<40).count { _ in chance.hits(isMany ? 0.4 : 0.05) }
            return SliceCount(slice: Slice([Slice.Term(.reason, reason)]), failures: number, trials: 120)
        }
        let whole = counts.reduce(0) { $0 + $1.failures }
        return SignalCounts(
            signal: .cancellation,
            task: task,
            pane: pane,
            watermark: pane.advanced(by: .minutes(1)),
            counts: [SliceCount(slice: .all, failures: whole, trials: 120)] + counts
        )
    }
}
