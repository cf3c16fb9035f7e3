internal import Kafka
internal import Streaming

// What the keeper of the money says at a commit, and how its state is written and comes back.
extension BudgetTask {
    func seal() -> Sealed {
        var positions: [TopicPartition: Offset] = [:]
        positions[input.partition] = input.position
        return Sealed(records: outbox.drain(), positions: positions)
    }

    func forgetEnds() { input.forgetEnd() }

    var reading: [TopicPartition: Offset] {
        var next: [TopicPartition: Offset] = [:]
        next[input.partition] = input.next
        return next
    }

    func writeChanges(to writer: inout StateWriter) {
        writer.signed(newestDay)
        spent.writeChanges(to: &writer)
        answered.writeChanges(to: &writer)
    }

    func beginCheckpoint() {
        spent.beginCheckpoint()
        answered.beginCheckpoint()
    }

    func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        let end = writer.count + budget
        let isLast = spent.writeCheckpoint(to: &writer, budget: budget)
        return answered.writeCheckpoint(to: &writer, budget: max(0, end - writer.count)) && isLast
    }

    func restore(changes reader: inout StateReader, isFirst: Bool) throws(StateError) {
        newestDay = try reader.signed()
        try spent.restoreChanges(from: &reader)
        try answered.restoreChanges(from: &reader)
    }

    func restore(checkpoint reader: inout StateReader) throws(StateError) {
        try spent.restoreCheckpoint(from: &reader)
        try answered.restoreCheckpoint(from: &reader)
    }

    func begin(at positions: [TopicPartition: Offset]) throws(StateError) {
        spent.finishRestoring()
        answered.finishRestoring()
        for (partition, offset) in positions where partition == input.partition { input.begin(at: offset) }
    }
}
