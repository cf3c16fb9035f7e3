internal import Kafka
internal import Retention
internal import Streaming

// What a RETAIN task says at a commit, and how its state is written and comes back. How far it has read the alerts, which
// are everybody's and which nobody commits, is part of the state.
extension RetainTask {
    func seal() -> Sealed {
        var positions = control.positions
        positions[triggers.partition] = triggers.position
        for input in alerts + [notices] { positions[input.partition] = input.position }
        return Sealed(records: outbox.drain(), positions: positions)
    }

    func forgetEnds() {
        triggers.forgetEnd()
        for index in alerts.indices { alerts[index].forgetEnd() }
        notices.forgetEnd()
        control.forgetEnds()
    }

    var reading: [TopicPartition: Offset] {
        var next = control.reading
        next[triggers.partition] = triggers.next
        for input in alerts + [notices] { next[input.partition] = input.next }
        return next
    }

    func writeChanges(to writer: inout StateWriter) {
        merge.write(to: &writer)
        progress.write(to: &writer)
        triggers.write(to: &writer)
        patience.write(to: &writer)
        writer.optional(areIncidentsChanged ? incidents : nil) { $1.write(to: &$0) }
        areIncidentsChanged = false
        customers.writeChanges(to: &writer)
        answered.writeChanges(to: &writer)
        patience.known.writeChanges(to: &writer)
        early.writeChanges(to: &writer)
    }

    func beginCheckpoint() {
        areIncidentsChanged = true
        customers.beginCheckpoint()
        answered.beginCheckpoint()
        patience.known.beginCheckpoint()
        early.beginCheckpoint()
    }

    func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        writer.optional(areIncidentsChanged ? incidents : nil) { $1.write(to: &$0) }
        areIncidentsChanged = false
        let end = writer.count + budget
        var isLast = customers.writeCheckpoint(to: &writer, budget: budget)
        isLast = answered.writeCheckpoint(to: &writer, budget: max(0, end - writer.count)) && isLast
        isLast = patience.known.writeCheckpoint(to: &writer, budget: max(0, end - writer.count)) && isLast
        return early.writeCheckpoint(to: &writer, budget: max(0, end - writer.count)) && isLast
    }

    func restore(changes reader: inout StateReader, isFirst: Bool) throws(StateError) {
        try merge.restore(from: &reader)
        try progress.restore(from: &reader)
        let knowsNotices = reader.version > Self.versionWithoutNotices
        if knowsNotices {
            try triggers.restore(from: &reader)
            try patience.restore(from: &reader)
        }
        try restoreIncidents(from: &reader)
        try customers.restoreChanges(from: &reader)
        try answered.restoreChanges(from: &reader)
        guard knowsNotices else { return }
        try patience.known.restoreChanges(from: &reader)
        try early.restoreChanges(from: &reader)
    }

    func restore(checkpoint reader: inout StateReader) throws(StateError) {
        try restoreIncidents(from: &reader)
        try customers.restoreCheckpoint(from: &reader)
        try answered.restoreCheckpoint(from: &reader)
        guard reader.version > Self.versionWithoutNotices else { return }
        try patience.known.restoreCheckpoint(from: &reader)
        try early.restoreCheckpoint(from: &reader)
    }

    /// The last version of the state in which answers came among the triggers, and nobody was waited for.
    private static let versionWithoutNotices = 4

    private func restoreIncidents(from reader: inout StateReader) throws(StateError) {
        if let known = try reader.optional(Incidents.init(from:)) { incidents = known }
    }

    func begin(at positions: [TopicPartition: Offset]) throws(StateError) {
        areIncidentsChanged = false
        customers.finishRestoring()
        answered.finishRestoring()
        patience.known.finishRestoring()
        early.finishRestoring()
        customers.forEach { follow($1, of: $0) }
        control.begin(at: positions)
        for (partition, offset) in positions where !control.holds(partition) {
            switch partition {
            case notices.partition: notices.begin(at: offset)
            case triggers.partition: triggers.begin(at: offset)
            default: alerts[index(of: partition)].begin(at: offset)
            }
        }
    }
}
