/// A record to write.
public struct ProducedRecord: Hashable, Sendable {
    /// The topic to write to.
    public var topic: String
    /// The partition to write to; `nil` lets the partitioner choose by key.
    public var partition: Int32?
    /// The key. `nil` and empty are different.
    public var key: [UInt8]?
    /// The value. `nil` is a tombstone, by which a compacted topic learns that the key is gone.
    public var value: [UInt8]?
    /// The headers, in order.
    public var headers: [Header]
    /// Milliseconds since 1970; `nil` means the time at which the record is handed to the client.
    public var timestamp: Int64?

    /// How many bytes key, value and headers have.
    public var byteCount: Int {
        headers.reduce((key?.count ?? 0) + (value?.count ?? 0)) { $0 + $1.name.utf8.count + ($1.value?.count ?? 0) }
    }

    /// Describes a record. Nothing is sent.
    public init(
        topic: String,
        partition: Int32? = nil,
        key: [UInt8]?,
        value: [UInt8]?,
        headers: [Header] = [],
        timestamp: Int64? = nil
    ) {
        self.topic = topic
        self.partition = partition
        self.key = key
        self.value = value
        self.headers = headers
        self.timestamp = timestamp
    }
}
