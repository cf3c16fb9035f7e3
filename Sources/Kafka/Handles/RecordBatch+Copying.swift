internal import CRdKafka

extension RecordBatch {
    /// Appends the records among `messages`, copying each field once. Ends and errors are skipped.
    mutating func append(_ messages: UnsafeBufferPointer<UnsafeMutablePointer<rd_kafka_message_t>?>) {
        var total = 0
        for slot in 0..<messages.count {
            guard let message = unsafe messages[slot] else { continue }
            guard unsafe message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else { continue }
            unsafe total += message.pointee.key_len + message.pointee.len
        }
        reserve(bytes: total, records: messages.count)
        unsafe copyFields(of: messages)
        for slot in 0..<messages.count {
            guard let message = unsafe messages[slot], unsafe message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
                continue
            }
            var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
            let timestamp = unsafe rd_kafka_message_timestamp(message, &kind)
            unsafe note(
                offset: message.pointee.offset,
                timestamp: kind == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE ? nil : timestamp,
                keyCount: message.pointee.key == nil ? nil : message.pointee.key_len,
                valueCount: message.pointee.payload == nil ? nil : message.pointee.len
            )
            if keepsHeaders { unsafe appendHeaders(of: message) }
        }
    }

    /// Copies keys and values behind the bytes in use, without counting them as used yet.
    private mutating func copyFields(of messages: UnsafeBufferPointer<UnsafeMutablePointer<rd_kafka_message_t>?>) {
        let start = byteCount
        unsafe bytes.withUnsafeMutableBytes { target in
            guard var end = unsafe target.baseAddress?.advanced(by: start) else { return }
            for slot in 0..<messages.count {
                guard let message = unsafe messages[slot], unsafe message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR
                else {
                    continue
                }
                if let key = unsafe message.pointee.key {
                    unsafe end.copyMemory(from: key, byteCount: message.pointee.key_len)
                    unsafe end += message.pointee.key_len
                }
                if let value = unsafe message.pointee.payload {
                    unsafe end.copyMemory(from: value, byteCount: message.pointee.len)
                    unsafe end += message.pointee.len
                }
            }
        }
    }

    private mutating func appendHeaders(of message: UnsafeMutablePointer<rd_kafka_message_t>) {
        var headers: OpaquePointer?
        guard unsafe rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        var index = 0
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var count = 0
        while unsafe rd_kafka_header_get_all(headers, index, &name, &value, &count) == RD_KAFKA_RESP_ERR_NO_ERROR {
            noteHeader(
                Header(
                    name: unsafe name.map { unsafe String(cString: $0) } ?? "",
                    value: unsafe value.map { unsafe [UInt8](UnsafeRawBufferPointer(start: $0, count: count)) }
                )
            )
            index += 1
        }
    }

    /// Copies `field` to `position`, where there must be room.
    mutating func copy(_ field: [UInt8], to position: Int) {
        precondition(position + field.count <= bytes.count, "room is reserved before bytes are copied")
        unsafe bytes.withUnsafeMutableBytes { target in
            unsafe field.withUnsafeBytes { source in
                guard let base = target.baseAddress, let from = source.baseAddress else { return }
                unsafe base.advanced(by: position).copyMemory(from: from, byteCount: source.count)
            }
        }
    }
}
