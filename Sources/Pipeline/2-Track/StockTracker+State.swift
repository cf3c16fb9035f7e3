internal import Streaming

extension StockTracker {
    mutating func writeChanges(to writer: inout StateWriter) {
        counted.writeChanges(to: &writer)
        waiting.writeChanges(to: &writer)
        shelves.writeChanges(to: &writer) { $1.write(to: &$0) }
    }

    mutating func beginCheckpoint() {
        counted.beginCheckpoint()
        waiting.beginCheckpoint()
        shelves.beginCheckpoint()
    }

    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        let end = writer.count + budget
        var isLast = counted.writeCheckpoint(to: &writer, budget: budget)
        isLast = waiting.writeCheckpoint(to: &writer, budget: max(0, end - writer.count)) && isLast
        let left = max(0, end - writer.count)
        return shelves.writeCheckpoint(to: &writer, budget: left) { $1.write(to: &$0) } && isLast
    }

    mutating func restore(changes reader: inout StateReader) throws(StateError) {
        try counted.restoreChanges(from: &reader)
        try waiting.restoreChanges(from: &reader)
        try shelves.restoreChanges(from: &reader, drop: { _ in }, Shelf.init(from:))
    }

    mutating func restore(checkpoint reader: inout StateReader) throws(StateError) {
        try counted.restoreCheckpoint(from: &reader)
        try waiting.restoreCheckpoint(from: &reader)
        try shelves.restoreCheckpoint(from: &reader, drop: { _ in }, Shelf.init(from:))
    }

    mutating func begin(in context: inout TrackContext) throws(StateError) {
        counted.finishRestoring()
        waiting.finishRestoring()
        shelves.finishRestoring()
        setAllDue(in: &context)
    }
}
