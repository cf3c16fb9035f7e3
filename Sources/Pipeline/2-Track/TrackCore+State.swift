internal import Commerce
internal import Kafka
internal import Streaming

// What a TRACK task says at a commit, and how its state is written and comes back.
extension TrackCore where Logic: ~Copyable {
    mutating func seal() -> Sealed {
        var positions = control.positions
        for source in ownInputs { positions[inputs[source].partition] = inputs[source].position }
        if let routed { positions[routed.partition] = routedPosition }
        return Sealed(records: context.outbox.drain(), positions: positions)
    }

    mutating func forgetEnds() {
        for index in inputs.indices { inputs[index].forgetEnd() }
        routed?.forgetEnd()
        control.forgetEnds()
    }

    /// For each partition of which anything is known, the offset of the next record to ingest.
    var reading: [TopicPartition: Offset] {
        var next = control.reading
        for source in ownInputs { next[inputs[source].partition] = inputs[source].next }
        if let routed { next[routed.partition] = routed.next }
        return next
    }

    // MARK: Writing

    // Words come first: what follows refers to them.

    mutating func writeChanges(to writer: inout StateWriter) {
        context.settleVolume()
        merge.write(to: &writer)
        writeRouted(to: &writer)
        context.decoder.words.writeChanges(to: &writer)
        recent.writeChanges(to: &writer)
        context.counter.writeChanges(to: &writer)
        logic.writeChanges(to: &writer)
    }

    mutating func beginCheckpoint() {
        context.decoder.words.beginCheckpoint()
        recent.beginCheckpoint()
        context.counter.beginCheckpoint()
        logic.beginCheckpoint()
    }

    /// Each part takes what the ones before it left of the budget, so that all come to an end.
    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        let end = writer.count + budget
        var isLast = context.decoder.words.writeCheckpoint(to: &writer, budget: budget)
        isLast = recent.writeCheckpoint(to: &writer, budget: max(0, end - writer.count)) && isLast
        isLast = context.counter.writeCheckpoint(to: &writer, budget: max(0, end - writer.count)) && isLast
        return logic.writeCheckpoint(to: &writer, budget: max(0, end - writer.count)) && isLast
    }

    // MARK: Reading

    mutating func restore(changes reader: inout StateReader) throws(StateError) {
        try merge.restore(from: &reader)
        if reader.version > Self.versionWithoutLanes { try routed?.restore(from: &reader) }
        try words.restore(from: &reader)
        try recent.restoreChanges(from: &reader)
        try context.counter.restore(changes: &reader, watermark: merge.watermark)
        try logic.restore(changes: &reader)
    }

    mutating func restore(checkpoint reader: inout StateReader) throws(StateError) {
        try words.restore(from: &reader)
        try recent.restoreCheckpoint(from: &reader)
        try context.counter.restore(checkpoint: &reader, watermark: merge.watermark)
        try logic.restore(checkpoint: &reader)
    }

    mutating func begin(at positions: [TopicPartition: Offset]) throws(StateError) {
        context.begin(with: try words.finish(shares: EventDecoder.wordShares))
        words = WordRestoration()
        recent.finishRestoring()
        context.counter.finishRestoring()
        context.watermark = merge.watermark
        passMarks()
        try logic.begin(in: &context)
        control.begin(at: positions)
        for (partition, offset) in positions where !control.holds(partition) {
            if partition == routed?.partition {
                beginRouted(at: offset)
            } else {
                inputs[index(of: partition)].begin(at: offset)
            }
        }
    }

    /// The last version of the state in which what is handed over came in the order of arrival.
    private static var versionWithoutLanes: Int { 5 }
}
