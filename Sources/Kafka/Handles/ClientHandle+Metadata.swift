internal import CRdKafka

extension ClientHandle {
    /// What the cluster says about itself: its brokers and its topics.
    struct Metadata {
        var brokers: [Broker] = []
        var topics: [String: TopicDescription] = [:]
    }

    /// Asks any broker for all topics. Asking for one by name could create it.
    func metadata(timeout: Duration) throws(KafkaError) -> Metadata {
        var answer: UnsafePointer<rd_kafka_metadata>?
        let allTopics: Int32 = 1
        let code = unsafe rd_kafka_metadata(owner.pointer, allTopics, nil, &answer, timeout.wholeMilliseconds)
        try check(code, during: "read the cluster's metadata")
        guard let answer = unsafe answer else { return Metadata() }
        defer { unsafe rd_kafka_metadata_destroy(answer) }
        var metadata = Metadata()
        for index in 0..<(unsafe Int(answer.pointee.broker_cnt)) {
            let broker = unsafe answer.pointee.brokers[index]
            let host = unsafe String(cString: broker.host)
            metadata.brokers.append(unsafe Broker(id: broker.id, address: "\(host):\(broker.port)"))
        }
        metadata.brokers.sort { $0.id < $1.id }
        for index in 0..<(unsafe Int(answer.pointee.topic_cnt)) {
            let topic = unsafe answer.pointee.topics[index]
            guard unsafe topic.err == RD_KAFKA_RESP_ERR_NO_ERROR else { continue }
            let name = unsafe String(cString: topic.topic)
            metadata.topics[name] = unsafe TopicDescription(name: name, partitionCount: Int(topic.partition_cnt))
        }
        return metadata
    }
}
