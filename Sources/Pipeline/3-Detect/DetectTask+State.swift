internal import Commerce
internal import Detection
internal import Kafka
internal import Streaming

// What a DETECT task says at a commit, and how its state is written and comes back.
//
// A detector changes everywhere at once, with every minute. So the changes are what was done with it, which is little, and
// a checkpoint is a picture of it at one moment, which is written piece by piece. To restore is to take the picture and to
// do again what was done since, in silence.
extension DetectTask {
    func seal() -> Sealed {
        var positions: [TopicPartition: Offset] = [:]
        positions[input.partition] = input.position
        return Sealed(records: outbox.drain(), positions: positions, isChanged: !steps.isEmpty)
    }

    func forgetEnds() { input.forgetEnd() }

    var reading: [TopicPartition: Offset] { input.next.map { [input.partition: $0] } ?? [:] }

    func writeChanges(to writer: inout StateWriter) {
        writer.list(steps) { $1.write(to: &$0) }
        steps.removeAll(keepingCapacity: true)
    }

    func beginCheckpoint() {
        var writer = StateWriter()
        detectors.write(to: &writer)
        for signal in Signal.allCases {
            writer.optional(reached[signal]) { $0.time($1) }
            (heard[signal] ?? ToldWatermarks()).write(to: &writer)
        }
        checkpoint = (writer.bytes, 0)
    }

    func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        let end = min(checkpoint.done + max(budget, 1), checkpoint.bytes.count)
        writer.flag(end == checkpoint.bytes.count)
        writer.bytes(Array(checkpoint.bytes[checkpoint.done..<end]))
        checkpoint.done = end
        guard end == checkpoint.bytes.count else { return false }
        checkpoint = ([], 0)
        return true
    }

    func restore(changes reader: inout StateReader, isFirst: Bool) throws(StateError) {
        let steps = try reader.list(DetectStep.init(from:))
        // The picture was taken after the first ones.
        if !isFirst { stepsToRepeat += steps }
    }

    func restore(checkpoint reader: inout StateReader) throws(StateError) {
        let isLast = try reader.flag()
        checkpoint.bytes += try reader.bytes()
        guard isLast else { return }
        var picture = StateReader(checkpoint.bytes, version: reader.version)
        checkpoint = ([], 0)
        try detectors.restore(from: &picture)
        for signal in Signal.allCases {
            reached[signal] = try picture.optional { (reader) throws(StateError) in try reader.time() }
            let told = try ToldWatermarks(from: &picture)
            heard[signal] = told.isEmpty ? nil : told
        }
        try picture.end()
    }

    func begin(at positions: [TopicPartition: Offset]) throws(StateError) {
        for step in stepsToRepeat {
            switch step {
            case .counts(let counts):
                detectors.record(counts)
                heard[counts.signal, default: ToldWatermarks()].note(counts.watermark, of: counts.task, at: nil)
            case .advance(let signal, let time):
                reached[signal] = time
                _ = detectors.advance(signal, to: time)
            }
        }
        stepsToRepeat.removeAll()
        passMarks()
        for (_, offset) in positions { input.begin(at: offset) }
    }
}
