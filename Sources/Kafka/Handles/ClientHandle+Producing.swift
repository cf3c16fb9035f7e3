internal import CRdKafka

extension ClientOwner {
    /// Hands `record` to the client, which copies it.
    func produce(_ record: ProducedRecord) throws(KafkaError) {
        var headers = HeadersHandle(record.headers)
        // Never read: an address for an empty field, because librdkafka takes a null pointer for a missing one.
        let placeholder: UInt8 = 0
        let failure = unsafe withUnsafePointer(to: placeholder) { placeholder in
            unsafe record.topic.withCString { topic in
                unsafe withField(record.key, placeholder) { key in
                    unsafe withField(record.value, placeholder) { value in
                        unsafe produce(record, topic: topic, key: key, value: value, headers: headers.pointer)
                    }
                }
            }
        }
        if unsafe failure == nil { headers.wereTaken() }
        do throws(KafkaError) {
            try unsafe check(failure, during: "send a record")
        } catch {
            var error = error
            error.partition = record.partition.map { TopicPartition(topic: record.topic, partition: $0) }
            throw error
        }
    }

    /// A field as librdkafka tells them apart: no address is no field, an address without bytes is an empty one.
    private typealias Field = (address: UnsafeMutableRawPointer?, count: Int)

    private func withField<Result>(
        _ bytes: [UInt8]?,
        _ placeholder: UnsafePointer<UInt8>,
        _ body: (Field) -> Result
    ) -> Result {
        guard let bytes else { return unsafe body((nil, 0)) }
        return unsafe bytes.withUnsafeBytes { buffer in
            let address = unsafe buffer.isEmpty ? UnsafeRawPointer(placeholder) : buffer.baseAddress
            return unsafe body((UnsafeMutableRawPointer(mutating: address), buffer.count))
        }
    }

    private func produce(
        _ record: ProducedRecord,
        topic: UnsafePointer<CChar>,
        key: Field,
        value: Field,
        headers: OpaquePointer?
    ) -> OpaquePointer? {
        unsafe withUnsafeTemporaryAllocation(of: rd_kafka_vu_t.self, capacity: 7) { arguments in
            var count = 0
            func add(_ type: rd_kafka_vtype_t, _ fill: (inout rd_kafka_vu_t) -> Void) {
                var argument = unsafe rd_kafka_vu_t()
                unsafe argument.vtype = type
                unsafe fill(&argument)
                unsafe arguments.initializeElement(at: count, to: argument)
                count += 1
            }
            unsafe add(RD_KAFKA_VTYPE_TOPIC) { unsafe $0.u.cstr = topic }
            unsafe add(RD_KAFKA_VTYPE_PARTITION) { unsafe $0.u.i32 = record.partition ?? RD_KAFKA_PARTITION_UA }
            unsafe add(RD_KAFKA_VTYPE_MSGFLAGS) { unsafe $0.u.i = RD_KAFKA_MSG_F_COPY }
            unsafe add(RD_KAFKA_VTYPE_KEY) {
                unsafe $0.u.mem.ptr = key.address
                unsafe $0.u.mem.size = key.count
            }
            unsafe add(RD_KAFKA_VTYPE_VALUE) {
                unsafe $0.u.mem.ptr = value.address
                unsafe $0.u.mem.size = value.count
            }
            if let timestamp = record.timestamp {
                unsafe add(RD_KAFKA_VTYPE_TIMESTAMP) { unsafe $0.u.i64 = timestamp }
            }
            if let headers = unsafe headers {
                unsafe add(RD_KAFKA_VTYPE_HEADERS) { unsafe $0.u.headers = headers }
            }
            return unsafe rd_kafka_produceva(pointer, arguments.baseAddress, count)
        }
    }
}
