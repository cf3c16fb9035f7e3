internal import Commerce
internal import Streaming

/// What a TRACK task knows and does with one event or one deadline. The ``TrackTask`` around it reads, orders, drops
/// duplicates and closes panes.
protocol Tracker: ~Copyable {
    /// The signals it counts for, which DETECT waits for it to have counted.
    static var signals: [Signal] { get }

    /// Whether an event that comes after its pane was closed goes to the late topic from here.
    static var judgesLateness: Bool { get }

    /// Takes event `index` of `chunk`, which was not seen before.
    mutating func take(_ index: Int, of chunk: borrowing SourceChunk, in context: inout TrackContext)

    /// Reads what it will look for when it takes `event`, so that it is in the cache by then. Returns what it read, which
    /// means nothing.
    func touch(_ event: borrowing Event) -> UInt64

    /// Does what is due: the watermark has passed the deadline.
    mutating func due(_ timer: TimerQueue.Timer, in context: inout TrackContext)

    /// Takes back some of the memory of what is forgotten by now. It is called with each pane that is closed.
    mutating func tidy(in context: inout TrackContext)

    /// Forgets a customer: from now on nothing that it knows names them.
    mutating func forget(customer id: String)

    // MARK: State

    /// Appends how its state changed since the last call.
    mutating func writeChanges(to writer: inout StateWriter)

    /// Begins a checkpoint of its state as it is now.
    mutating func beginCheckpoint()

    /// Appends the next part of the checkpoint, about `budget` bytes. Returns whether that was the last one.
    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool

    /// Takes in what ``writeChanges(to:)`` wrote.
    mutating func restore(changes reader: inout StateReader) throws(StateError)

    /// Takes in what ``writeCheckpoint(to:budget:)`` wrote.
    mutating func restore(checkpoint reader: inout StateReader) throws(StateError)

    /// Ends restoring: sets the deadlines that are still to come. The words of its state are those of `context`.
    mutating func begin(in context: inout TrackContext) throws(StateError)
}

extension Tracker where Self: ~Copyable {
    /// It does.
    static var judgesLateness: Bool { true }

    /// Nothing: what it looks for is small.
    func touch(_ event: borrowing Event) -> UInt64 { 0 }

    /// Nothing: it knows no customers.
    mutating func forget(customer id: String) {}

    /// Nothing: it takes back what is forgotten at once.
    mutating func tidy(in context: inout TrackContext) {}
}
