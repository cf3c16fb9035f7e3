internal import Streaming

extension StockTracker {
    mutating func writeChanges(to writer: inout StateWriter) {
        counted.writeChanges(to: &writer)
        waiting.writeChanges(to: &writer)
    }

    mutating func beginCheckpoint() {
        counted.beginCheckpoint()
        waiting.beginCheckpoint()
    }

    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        let end = writer.count + budget
        let isCounted = counted.writeCheckpoint(to: &writer, budget: budget)
        return waiting.writeCheckpoint(to: &writer, budget: max(0, end - writer.count)) && isCounted
    }

    mutating func restore(changes reader: inout StateReader) throws(StateError) {
        try counted.restoreChanges(from: &reader)
        try waiting.restoreChanges(from: &reader)
    }

    mutating func restore(checkpoint reader: inout StateReader) throws(StateError) {
        try counted.restoreCheckpoint(from: &reader)
        try waiting.restoreCheckpoint(from: &reader)
    }

    mutating func begin(in context: inout TrackContext) throws(StateError) {
        counted.finishRestoring()
        waiting.finishRestoring()
    }
}
