/// What became of one topic in a request to create or delete topics.
public enum TopicOutcome: Hashable, Sendable {
    /// The request was carried out.
    case done
    /// The topic was there already (creating). Its partitions and properties are as they were.
    case alreadyExists
    /// The topic was not there (deleting).
    case missing
    /// The broker refused.
    case failed(KafkaError)
}
