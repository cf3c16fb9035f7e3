import Streaming

/// A state that is written as it changes, and slice by slice as a checkpoint: what the tests of restoring share.
protocol Chronicled: ~Copyable {
    /// The state in which nothing has happened.
    init()
    mutating func writeChanges(to writer: inout StateWriter)
    mutating func beginCheckpoint()
    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool
    mutating func restoreChanges(from reader: inout StateReader) throws(StateError)
    mutating func restoreCheckpoint(from reader: inout StateReader) throws(StateError)
    mutating func finishRestoring() throws(StateError)
}
