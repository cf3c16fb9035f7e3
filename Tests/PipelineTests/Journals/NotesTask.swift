import Kafka
import Streaming

@testable import Pipeline

/// A task that keeps notes by number and does nothing else: a state to be written and read back.
final class NotesTask: StageTask {
    static let partition = TopicPartition(topic: "notes", partition: 0)

    var notes = StateTable<UInt64>()
    private(set) var position: Offset?
    let stateVersion: Int
    /// The second version reads the first; others read their own.
    var readableVersions: ClosedRange<Int> { (stateVersion == 2 ? 1 : stateVersion)...stateVersion }
    /// How many bytes a note costs, beside those of its slot.
    let noteBytes: Int

    init(version: Int = 1, noteBytes: Int = 40) {
        stateVersion = version
        self.noteBytes = noteBytes
    }

    /// Keeps a note of the number that it is given, in place of the one it had.
    func note(_ key: UInt64, _ value: UInt64) {
        if let slot = notes.slot(of: key, where: { _ in true }) {
            notes[slot] = value
            notes.noteChange(of: slot)
        } else {
            _ = notes.insert(key, value)
        }
        position = Offset((position?.rawValue ?? 0) + 1)
    }

    func forget(_ key: UInt64) {
        guard let slot = notes.slot(of: key, where: { _ in true }) else { return }
        notes.remove(at: slot)
        position = Offset((position?.rawValue ?? 0) + 1)
    }

    /// What it holds, by key.
    var contents: [UInt64: UInt64] {
        var contents: [UInt64: UInt64] = [:]
        notes.forEach { contents[$0] = $1 }
        return contents
    }

    var partitions: [TopicPartition] { [Self.partition] }
    var reading: [TopicPartition: Offset] { position.map { [Self.partition: $0] } ?? [:] }
    var statistics: TaskStatistics { TaskStatistics() }

    func wants(_ partition: TopicPartition) -> Bool { true }
    func ingest(_ batch: inout RecordBatch, of partition: TopicPartition, at now: WallTime) {}
    func process(at now: WallTime) {}
    func forgetEnds() {}
    func seal() -> Sealed { Sealed(records: [], positions: reading) }

    func writeChanges(to writer: inout StateWriter) { notes.writeChanges(to: &writer, write) }
    func beginCheckpoint() { notes.beginCheckpoint() }
    func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        notes.writeCheckpoint(to: &writer, budget: budget, write)
    }

    private func write(to writer: inout StateWriter, _ value: UInt64) {
        writer.number(value)
        writer.bytes([UInt8](repeating: 7, count: noteBytes))
    }

    private static func read(_ reader: inout StateReader) throws(StateError) -> UInt64 {
        let value = try reader.number()
        _ = try reader.bytes()
        return value
    }

    func restore(changes reader: inout StateReader, isFirst: Bool) throws(StateError) {
        try notes.restoreChanges(from: &reader, drop: { _ in }, Self.read)
    }
    func restore(checkpoint reader: inout StateReader) throws(StateError) {
        try notes.restoreCheckpoint(from: &reader, drop: { _ in }, Self.read)
    }
    func begin(at positions: [TopicPartition: Offset]) {
        notes.finishRestoring()
        position = positions[Self.partition]
    }
}
