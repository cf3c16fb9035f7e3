internal import Kafka
internal import Streaming

/// What one commit of a task adds to its journal: how the state changed, and a slice of a checkpoint.
struct JournalEntry: Hashable, Sendable {
    /// Who wrote it: a number that no other run of the task has.
    var writer: UInt64
    /// One more than the entry before.
    var sequence: UInt64
    /// Who wrote the entry before, which was committed; `nil` when there is none.
    var previous: UInt64?
    /// The version of the task's state bytes.
    var version = 0
    /// The input positions that the state belongs to.
    var positions: [TopicPartition: Offset] = [:]
    /// How the state changed since the entry before.
    var changes: [UInt8] = []
    /// The slice of a checkpoint, if there is one.
    var slice: Slice?

    /// A part of a checkpoint.
    struct Slice: Hashable, Sendable {
        /// The sequence number of the entry with which the checkpoint began.
        var first: UInt64
        /// Whether the checkpoint is whole with it.
        var isLast: Bool
        var bytes: [UInt8]
    }

    func write(to writer: inout StateWriter) {
        writer.optional(previous) { $0.fixed($1) }
        writer.number(UInt64(version))
        writer.list(positions.sorted { $0.key < $1.key }) { writer, position in
            writer.text(position.key.topic)
            writer.number(UInt64(position.key.partition))
            writer.signed(position.value.rawValue)
        }
        writer.bytes(changes)
        writer.optional(slice) { writer, slice in
            writer.number(slice.first)
            writer.flag(slice.isLast)
            writer.bytes(slice.bytes)
        }
    }

    init(writer: UInt64, sequence: UInt64) {
        self.writer = writer
        self.sequence = sequence
    }

    init(writer: UInt64, sequence: UInt64, from reader: inout StateReader) throws(StateError) {
        self.init(writer: writer, sequence: sequence)
        previous = try reader.optional { (reader) throws(StateError) in try reader.fixed() }
        version = try reader.number(upTo: .max)
        for (partition, offset) in try reader.list(Self.position) { positions[partition] = offset }
        changes = try reader.bytes()
        slice = try reader.optional { (reader) throws(StateError) in
            Slice(first: try reader.number(), isLast: try reader.flag(), bytes: try reader.bytes())
        }
        try reader.end()
    }

    private static func position(_ reader: inout StateReader) throws(StateError) -> (TopicPartition, Offset) {
        let topic = try reader.text()
        let partition = Int32(try reader.number(upTo: Int(Int32.max)))
        return (TopicPartition(topic: topic, partition: partition), Offset(try reader.signed()))
    }
}
