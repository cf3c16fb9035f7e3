internal import Streaming

extension StockTracker {
    mutating func writeChanges(to writer: inout StateWriter) {
        counted.writeChanges(to: &writer)
        waiting.writeChanges(to: &writer, Self.write)
    }

    mutating func beginCheckpoint() {
        counted.beginCheckpoint()
        waiting.beginCheckpoint()
    }

    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        let end = writer.count + budget
        let isCounted = counted.writeCheckpoint(to: &writer, budget: budget)
        return waiting.writeCheckpoint(to: &writer, budget: max(0, end - writer.count), Self.write) && isCounted
    }

    mutating func restore(changes reader: inout StateReader) throws(StateError) {
        try counted.restoreChanges(from: &reader)
        try waiting.restoreChanges(from: &reader, Self.read)
    }

    mutating func restore(checkpoint reader: inout StateReader) throws(StateError) {
        try counted.restoreCheckpoint(from: &reader)
        try waiting.restoreCheckpoint(from: &reader, Self.read)
    }

    mutating func begin(in context: inout TrackContext) throws(StateError) {
        counted.finishRestoring()
        waiting.finishRestoring()
    }

    private static func write(_ writer: inout StateWriter, _ queue: [Waiting]) {
        writer.list(queue) { writer, waiting in
            writer.text(waiting.orderID)
            writer.text(waiting.customerID)
            writer.signed(waiting.quantity)
        }
    }

    private static func read(_ reader: inout StateReader) throws(StateError) -> [Waiting] {
        try reader.list { (reader) throws(StateError) in
            Waiting(orderID: try reader.text(), customerID: try reader.text(), quantity: try reader.signed())
        }
    }
}
