internal import CRdKafka

extension ClientHandle {
    /// The id under which the cluster knows itself; `nil` when no broker said it within `timeout`.
    func clusterID(timeout: Duration) -> String? {
        guard let raw = unsafe rd_kafka_clusterid(owner.pointer, timeout.wholeMilliseconds) else { return nil }
        defer { unsafe rd_kafka_mem_free(owner.pointer, raw) }
        return unsafe String(cString: raw)
    }
}
