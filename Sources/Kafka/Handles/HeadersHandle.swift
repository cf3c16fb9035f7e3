internal import CRdKafka

/// Owns an `rd_kafka_headers_t` until a record takes it. There is none for a record without headers.
@safe struct HeadersHandle: ~Copyable {
    private(set) var pointer: OpaquePointer?

    init(_ headers: [Header]) {
        guard !headers.isEmpty else {
            unsafe pointer = nil
            return
        }
        unsafe pointer = rd_kafka_headers_new(headers.count)
        for header in headers {
            let length = header.name.utf8.count
            guard let value = header.value else {
                unsafe _ = rd_kafka_header_add(pointer, header.name, length, nil, 0)
                continue
            }
            // A null address would make the value a null one; the second byte is never read.
            unsafe (value + [0]).withUnsafeBytes { bytes in
                unsafe _ = rd_kafka_header_add(pointer, header.name, length, bytes.baseAddress, value.count)
            }
        }
    }

    /// Gives up ownership: a record has taken the headers.
    mutating func wereTaken() { unsafe pointer = nil }

    deinit { if let pointer = unsafe pointer { unsafe rd_kafka_headers_destroy(pointer) } }
}
