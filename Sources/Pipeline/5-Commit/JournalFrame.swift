internal import Streaming

/// An entry of a journal, or a part of a long one, as the value of a record.
///
///     "OKJ" 2 │ task │ writer │ sequence │ part, parts │ bytes │ checksum
///
/// The checksum is the ``StableHash`` of everything before it. Damage, another format and the journal of another task
/// are told apart, because a person must do something else about each.
struct JournalFrame: Hashable, Sendable {
    var task: String
    var writer: UInt64
    var sequence: UInt64
    var part: Int
    var parts: Int
    var bytes: [UInt8]

    private static let magic: [UInt8] = Array("OKJ".utf8)
    private static let version: UInt8 = 2
    /// The most bytes of an entry in one record: far below what brokers take by default.
    static let bytesMax = 512 << 10
    private static let partsMax = 1 << 20

    /// `entry` of `task`, as the values of as many records as it takes.
    static func encode(_ entry: JournalEntry, of task: String) -> [[UInt8]] {
        var writer = StateWriter()
        entry.write(to: &writer)
        let parts = max(1, (writer.count + bytesMax - 1) / bytesMax)
        return (0..<parts).map { part in
            let range = part * bytesMax..<min((part + 1) * bytesMax, writer.count)
            return JournalFrame(
                task: task,
                writer: entry.writer,
                sequence: entry.sequence,
                part: part,
                parts: parts,
                bytes: Array(writer.bytes[range])
            ).encoded
        }
    }

    private var encoded: [UInt8] {
        var writer = StateWriter()
        writer.text(task)
        writer.fixed(self.writer)
        writer.number(sequence)
        writer.number(part)
        writer.number(parts)
        writer.bytes(bytes)
        var value = Self.magic + [Self.version] + writer.bytes
        var checksum = StateWriter()
        checksum.fixed(StableHash.of(value.span))
        value += checksum.bytes
        return value
    }

    /// The frame in the value of a record.
    init(_ value: [UInt8]) throws(StateError) {
        guard value.starts(with: Self.magic), value.count > Self.magic.count + 9 else {
            throw StateError("it is no record of a journal")
        }
        guard value[Self.magic.count] == Self.version else {
            throw StateError("it has format \(value[Self.magic.count]), and this version reads \(Self.version)")
        }
        let end = value.count - 8
        var tail = StateReader(Array(value[end...]))
        let body = Array(value[..<end])
        guard try tail.fixed() == StableHash.of(body.span) else { throw StateError("its checksum is wrong") }
        var reader = StateReader(Array(body[(Self.magic.count + 1)...]))
        task = try reader.text()
        writer = try reader.fixed()
        sequence = try reader.number()
        part = try reader.number(upTo: Self.partsMax)
        parts = try reader.number(upTo: Self.partsMax)
        bytes = try reader.bytes()
        try reader.end()
        guard part < parts else { throw StateError("it is part \(part) of \(parts)") }
    }

    private init(task: String, writer: UInt64, sequence: UInt64, part: Int, parts: Int, bytes: [UInt8]) {
        self.task = task
        self.writer = writer
        self.sequence = sequence
        self.part = part
        self.parts = parts
        self.bytes = bytes
    }
}
