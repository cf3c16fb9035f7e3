extension RecordBatch {
    /// Adds a record, as a broker would have delivered it.
    ///
    /// - Precondition: `offset` is greater than that of the record before.
    public mutating func append(
        offset: Offset,
        timestamp: Int64? = nil,
        key: [UInt8]?,
        value: [UInt8]?,
        headers: [Header] = []
    ) {
        precondition(index.last.map { $0.offset < offset.rawValue } ?? true, "records come in the order of offsets")
        let keyCount = key?.count ?? 0
        reserve(bytes: keyCount + (value?.count ?? 0), records: 1)
        if let key { copy(key, to: byteCount) }
        if let value { copy(value, to: byteCount + keyCount) }
        note(offset: offset.rawValue, timestamp: timestamp, keyCount: key?.count, valueCount: value?.count)
        for header in headers { noteHeader(header) }
    }

    /// Notes that the partition ended at `offset`, as a broker would have said.
    public mutating func noteEnd(at offset: Offset) { endOffset = offset }

    /// Forgets the records before `offset`, the first ones. The end stays noted.
    public mutating func removeRecords(before offset: Offset) {
        index.removeFirst(index.firstIndex { $0.offset >= offset.rawValue } ?? index.count)
    }

    /// Forgets the records, the headers and the end. With `keepingCapacity` the next filling finds the room it needs.
    public mutating func removeAll(keepingCapacity: Bool = false) {
        guard keepingCapacity else {
            self = RecordBatch(keepsHeaders: keepsHeaders)
            return
        }
        byteCount = 0
        endOffset = nil
        index.removeAll(keepingCapacity: true)
        headerTable.removeAll(keepingCapacity: true)
    }

    /// Makes room for `count` more bytes and the padding behind them.
    mutating func reserve(bytes count: Int, records: Int) {
        let needed = byteCount + count + Self.padding
        if bytes.count < needed {
            bytes.append(contentsOf: [UInt8](repeating: 0, count: max(needed, bytes.count * 2) - bytes.count))
        }
        // Growing to an exact size each time would copy the index at every call.
        let entries = index.count + records
        if index.capacity < entries { index.reserveCapacity(max(entries, index.capacity * 2)) }
    }

    /// Enters a record whose bytes stand at the end of those in use.
    mutating func note(offset: Int64, timestamp: Int64?, keyCount: Int?, valueCount: Int?) {
        index.append(
            Entry(
                offset: offset,
                timestamp: timestamp ?? .min,
                start: byteCount,
                keyCount: keyCount.map { Int32($0) } ?? -1,
                valueCount: valueCount.map { Int32($0) } ?? -1,
                firstHeader: Int32(headerTable.count),
                headerCount: 0
            )
        )
        byteCount += (keyCount ?? 0) + (valueCount ?? 0)
    }

    /// Adds a header to the last record.
    mutating func noteHeader(_ header: Header) {
        precondition(!index.isEmpty, "a header belongs to a record")
        headerTable.append(header)
        index[index.count - 1].headerCount += 1
    }
}
