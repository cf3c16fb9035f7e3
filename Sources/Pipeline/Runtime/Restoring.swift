internal import Kafka
internal import Streaming

/// A task whose state is being read back, as a worker sees it.
struct Restoring {
    var restoration: Restoration
    /// What was committed when reading began.
    let known: [TopicPartition: CommittedOffset]
    /// Where the journal began and ended when reading began, for progress.
    let bounds: Watermarks
    /// Since when the journal has had nothing more to offer, and still is not complete.
    var stuckSince: Milliseconds?

    /// How many records are still to be read.
    var remaining: Int64 { max(0, bounds.high.rawValue - restoration.position.rawValue) }
}
