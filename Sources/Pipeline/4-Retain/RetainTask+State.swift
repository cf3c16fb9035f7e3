internal import Kafka
internal import Retention
internal import Streaming

// What a RETAIN task says at a commit, and how its state is written and comes back. How far it has read the alerts, which
// are everybody's and which nobody commits, is part of the state.
extension RetainTask {
    func seal() -> Sealed {
        var positions = control.positions
        for input in inputs { positions[input.partition] = input.position }
        return Sealed(records: outbox.drain(), positions: positions)
    }

    func forgetEnds() {
        for index in inputs.indices { inputs[index].forgetEnd() }
        control.forgetEnds()
    }

    var reading: [TopicPartition: Offset] {
        var next = control.reading
        for input in inputs { next[input.partition] = input.next }
        return next
    }

    func writeChanges(to writer: inout StateWriter) {
        merge.write(to: &writer)
        progress.write(to: &writer)
        writer.optional(areIncidentsChanged ? incidents : nil) { $1.write(to: &$0) }
        areIncidentsChanged = false
        customers.writeChanges(to: &writer)
        answered.writeChanges(to: &writer)
    }

    func beginCheckpoint() {
        areIncidentsChanged = true
        customers.beginCheckpoint()
        answered.beginCheckpoint()
    }

    func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        writer.optional(areIncidentsChanged ? incidents : nil) { $1.write(to: &$0) }
        areIncidentsChanged = false
        let end = writer.count + budget
        let isLast = customers.writeCheckpoint(to: &writer, budget: budget)
        return answered.writeCheckpoint(to: &writer, budget: max(0, end - writer.count)) && isLast
    }

    func restore(changes reader: inout StateReader, isFirst: Bool) throws(StateError) {
        try merge.restore(from: &reader)
        try progress.restore(from: &reader)
        try restoreIncidents(from: &reader)
        try customers.restoreChanges(from: &reader)
        try answered.restoreChanges(from: &reader)
    }

    func restore(checkpoint reader: inout StateReader) throws(StateError) {
        try restoreIncidents(from: &reader)
        try customers.restoreCheckpoint(from: &reader)
        try answered.restoreCheckpoint(from: &reader)
    }

    private func restoreIncidents(from reader: inout StateReader) throws(StateError) {
        if let known = try reader.optional(Incidents.init(from:)) { incidents = known }
    }

    func begin(at positions: [TopicPartition: Offset]) throws(StateError) {
        areIncidentsChanged = false
        customers.finishRestoring()
        answered.finishRestoring()
        customers.forEach { follow($1, of: $0) }
        control.begin(at: positions)
        for (partition, offset) in positions where !control.holds(partition) {
            inputs[index(of: partition)].begin(at: offset)
        }
    }
}
