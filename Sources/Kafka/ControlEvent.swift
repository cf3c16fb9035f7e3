/// What ``Consumer/poll(timeout:)`` can bring. Records never come this way.
public enum ControlEvent: Hashable, Sendable {
    /// These partitions are now this consumer's, and wait for ``Consumer/start(_:)``.
    ///
    /// Under the eager protocol the list is the whole assignment and may be empty; `start` must be called even then.
    case assigned([TopicPartition])
    /// These partitions go to someone else as soon as ``Consumer/stop(_:)`` is called. A last commit is still possible.
    case revoked([TopicPartition])
    /// These partitions went to someone else already; ``Consumer/stop(_:)`` must be called. A commit would be refused.
    case lost([TopicPartition])
    /// Something failed. With `retry` the client is already trying again and this is information; with `reject` a
    /// person must act; with `abort` uncommitted work must be dropped; with `reopen` this consumer is of no further use.
    case failed(KafkaError)
    /// This consumer has failed for good. Its partitions are gone without another event, and nothing comes any more.
    ///
    /// With `reopen` open a new one; with `reject` a person must act first. `FENCED_INSTANCE_ID` is of the second kind:
    /// another consumer has taken this one's `group.instance.id`, and whoever opened again would take it back.
    case ended(KafkaError)
    /// The client's statistics as JSON, if `statistics.interval.ms` asks for them.
    case statistics(String)
    /// A line of the client's log: warnings and worse, unless `log_level` or `debug` say otherwise.
    case log(LogLine)
}
