/// A failure reported by Kafka, sorted by what the caller must do about it.
///
/// ``recovery`` is the only property a caller needs for control flow; the others are for people.
public struct KafkaError: Error, Hashable, Sendable {
    /// What the caller must do.
    public var recovery: Recovery
    /// The operation that failed, for example `"commit transaction"`.
    public var operation: String
    /// librdkafka's symbol for the failure, for example `"_TIMED_OUT"`.
    public var symbol: String
    /// librdkafka's sentence about the failure.
    public var detail: String
    /// What a person can do about it, where that is known.
    public var remedy: String?
    /// The partition the failure is about, where it is about one.
    public var partition: TopicPartition?

    /// Describes a failure. Without a `remedy` the one known for `symbol` is taken, if there is one.
    public init(
        recovery: Recovery,
        operation: String,
        symbol: String,
        detail: String,
        remedy: String? = nil,
        partition: TopicPartition? = nil
    ) {
        self.recovery = recovery
        self.operation = operation
        self.symbol = symbol
        self.detail = detail
        self.remedy = remedy ?? Self.remedy(for: symbol)
        self.partition = partition
    }

    /// The same failure where nothing but a new client helps: it was tried again, and went on failing.
    public var askingToReopen: KafkaError {
        var error = self
        error.recovery = .reopen
        return error
    }

    /// What the caller must do about a failure.
    public enum Recovery: Hashable, Sendable {
        /// Call again with the same arguments.
        case retry
        /// Drop the work since the last commit, then start again from the last committed offsets.
        case abort
        /// Close the client and open a new one; then start again from the last committed offsets.
        case reopen
        /// The request itself is wrong; no repetition will help.
        case reject
    }
}

extension KafkaError: CustomStringConvertible {
    /// One line: the operation, the partition, what happened, the symbol, and what to do.
    public var description: String {
        let place = partition.map { " (\($0))" } ?? ""
        let advice = remedy.map { " \($0)" } ?? ""
        return "\(operation)\(place): \(detail) [\(symbol), \(recovery)]\(advice)"
    }
}
