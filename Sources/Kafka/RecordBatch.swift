/// Records of one partition in the order of their offsets, with all their bytes in one buffer.
///
/// A plain value: a test builds one with ``append(offset:timestamp:key:value:headers:)`` and needs no broker. A batch that
/// is emptied with ``removeAll(keepingCapacity:)`` and filled again allocates nothing once it has seen its largest filling,
/// unless the records have headers or someone still holds a copy of the batch or of ``bytes``.
///
/// ```swift
/// let payload = batch.bytes.span
/// for index in 0..<batch.count {
///     guard let value = batch.value(at: index) else { continue }   // a tombstone
///     decode(payload.extracting(value))
/// }
/// ```
@frozen
public struct RecordBatch: Sendable {
    /// How many bytes may be read after the last record, so that vectorised readers need not look for the end.
    @inlinable public static var padding: Int { 64 }

    /// The buffer that ``key(at:)`` and ``value(at:)`` point into.
    ///
    /// It is longer than what the records use, by ``padding`` bytes at least. What stands there is unspecified.
    public internal(set) var bytes: [UInt8]

    /// The bytes that keys and values take.
    public internal(set) var byteCount: Int

    /// The offset at which the partition's end was seen while this batch was filled; records may have come after it.
    ///
    /// Every committed record below it has been taken. Offsets below it may be missing all the same: a transaction's
    /// markers, aborted records and compacted records have offsets too.
    public internal(set) var endOffset: Offset?

    /// Whether headers are copied when a consumer fills this batch.
    ///
    /// Looking for headers costs librdkafka an allocation for every record, also for one that has none, so a reader that
    /// does not want them says so.
    public let keepsHeaders: Bool

    @usableFromInline var index: [Entry]
    @usableFromInline var headerTable: [Header]

    /// Where one record's parts are. A count of -1 stands for a missing field.
    @frozen @usableFromInline
    struct Entry: Sendable {
        @usableFromInline var offset: Int64
        @usableFromInline var timestamp: Int64
        @usableFromInline var start: Int
        @usableFromInline var keyCount: Int32
        @usableFromInline var valueCount: Int32
        @usableFromInline var firstHeader: Int32
        @usableFromInline var headerCount: Int32
    }

    /// Creates an empty batch with room for `capacityBytes` bytes in `records` records.
    ///
    /// - Parameter keepsHeaders: whether headers are copied when a consumer fills the batch.
    public init(capacityBytes: Int = 0, records: Int = 0, keepsHeaders: Bool = true) {
        self.keepsHeaders = keepsHeaders
        bytes = [UInt8](repeating: 0, count: capacityBytes + Self.padding)
        byteCount = 0
        index = []
        index.reserveCapacity(records)
        headerTable = []
    }

    /// How many records there are.
    @inlinable public var count: Int { index.count }

    /// Whether there are no records.
    @inlinable public var isEmpty: Bool { index.isEmpty }

    /// Whether the partition's end was seen while this batch was filled.
    @inlinable public var endOfPartition: Bool { endOffset != nil }

    /// The offset of a record.
    @inlinable
    public func offset(at position: Int) -> Offset { Offset(index[position].offset) }

    /// When a record was made or stored, in milliseconds since 1970; `nil` if it does not say.
    @inlinable
    public func timestamp(at position: Int) -> Int64? {
        let timestamp = index[position].timestamp
        return timestamp == .min ? nil : timestamp
    }

    /// Where in ``bytes`` a record's key is; `nil` if it has none, which is not the same as an empty one.
    @inlinable
    public func key(at position: Int) -> Range<Int>? {
        let entry = index[position]
        return entry.keyCount < 0 ? nil : entry.start..<entry.start + Int(entry.keyCount)
    }

    /// Where in ``bytes`` a record's value is; `nil` if the record is a tombstone, which is not the same as an empty one.
    @inlinable
    public func value(at position: Int) -> Range<Int>? {
        let entry = index[position]
        guard entry.valueCount >= 0 else { return nil }
        let start = entry.start + Int(max(0, entry.keyCount))
        return start..<start + Int(entry.valueCount)
    }

    /// A copy of a record's key. It allocates; a hot path reads ``bytes`` in place.
    public func keyBytes(at position: Int) -> [UInt8]? { key(at: position).map { Array(bytes[$0]) } }

    /// A copy of a record's value. It allocates; a hot path reads ``bytes`` in place.
    public func valueBytes(at position: Int) -> [UInt8]? { value(at: position).map { Array(bytes[$0]) } }

    /// Whether a record has headers.
    @inlinable
    public func hasHeaders(at position: Int) -> Bool { index[position].headerCount > 0 }

    /// A record's headers in order. It allocates nothing if there are none.
    public func headers(at position: Int) -> [Header] {
        let entry = index[position]
        guard entry.headerCount > 0 else { return [] }
        return Array(headerTable[Int(entry.firstHeader)..<Int(entry.firstHeader + entry.headerCount)])
    }
}
