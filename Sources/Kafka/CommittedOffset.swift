/// What a group has stored for one partition: where to go on reading, and a note.
///
/// A broker refuses notes longer than its `offset.metadata.max.bytes`, 4096 by default.
public struct CommittedOffset: Hashable, Sendable {
    /// The offset of the next record to read, which is one more than that of the last record handled.
    public var offset: Offset
    /// The note stored with the offset; empty when there is none. It must not contain a zero byte.
    public var metadata: String

    /// Pairs an offset with a note.
    public init(offset: Offset, metadata: String = "") {
        self.offset = offset
        self.metadata = metadata
    }
}
