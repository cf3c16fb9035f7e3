internal import Backtesting
internal import Kafka
internal import Streaming

/// A stretch of events with what is known about it.
protocol History: AnyObject {
    /// What people call it.
    var name: String { get }
    /// What is known.
    var labels: [Label] { get }
    /// The latest that an event may be dated.
    var limit: WallTime { get }
    /// How much there is to read, in any unit; for the progress bar.
    var size: Int { get }
    /// How much of that was read.
    var done: Int { get }

    /// The next event, in the order of arrival; `nil` after the last.
    func next() throws -> RecordedEvent?
}

/// An event as it was recorded.
struct RecordedEvent {
    /// Its JSON.
    var value: [UInt8]
    /// What stood beside it on its topic.
    var headers: [Header] = []
}
