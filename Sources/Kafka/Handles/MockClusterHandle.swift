internal import CRdKafka

/// Owns an `rd_kafka_mock_cluster_t` and the client it lives in.
///
/// `@unchecked Sendable`: every call is handed to the cluster's own thread or takes its lock.
@safe struct MockClusterHandle: ~Copyable, @unchecked Sendable {
    private let pointer: OpaquePointer
    private let client: ClientOwner

    init(brokers: Int, client: ClientOwner) throws(KafkaError) {
        guard let raw = unsafe rd_kafka_mock_cluster_new(client.pointer, Int32(clamping: brokers)) else {
            throw KafkaError(
                recovery: .reject,
                operation: "start an embedded cluster",
                symbol: "_FAIL",
                detail: "The cluster could not open its sockets."
            )
        }
        unsafe pointer = raw
        self.client = client
    }

    deinit { unsafe rd_kafka_mock_cluster_destroy(pointer) }

    var bootstrap: String {
        guard let text = unsafe rd_kafka_mock_cluster_bootstraps(pointer) else { return "" }
        return unsafe String(cString: text)
    }

    func createTopic(_ name: String, partitions: Int, replication: Int) throws(KafkaError) {
        let code = unsafe rd_kafka_mock_topic_create(
            pointer,
            name,
            Int32(clamping: partitions),
            Int32(clamping: replication)
        )
        try check(code, during: "create topic \(name)")
    }

    func pushErrors(request: Int16, codes: [Int32]) {
        let errors = codes.map { rd_kafka_resp_err_t(rawValue: $0) }
        unsafe rd_kafka_mock_push_request_errors_array(pointer, request, errors.count, errors)
    }

    func setBroker(_ id: Int32, isUp: Bool) throws(KafkaError) {
        let code =
            unsafe isUp ? rd_kafka_mock_broker_set_up(pointer, id) : rd_kafka_mock_broker_set_down(pointer, id)
        try check(code, during: "take broker \(id) \(isUp ? "up" : "down")")
    }
}
