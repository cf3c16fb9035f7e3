/// What became of one partition in a request to delete its oldest records.
public enum TrimOutcome: Hashable, Sendable {
    /// No replica has anything before this offset any more. It is later than what was asked for when more was gone
    /// already.
    case trimmed(to: Offset)
    /// Nothing was deleted, as far as is known. With `retry` the wish may be repeated; with `reject` no repetition helps.
    case refused(KafkaError)
}
