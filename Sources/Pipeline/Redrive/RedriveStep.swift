public import Kafka

/// What became of one letter in a redrive.
public enum RedriveStep: Hashable, Sendable {
    /// It was sent back as this record, or would be.
    case sent(Letter, ProducedRecord)
    /// It is not sent back, and this is why.
    case refused(Letter, RedriveRefusal)
    /// It stands in a file, and the letter at its place was sent back before.
    case sentBefore(Letter)
}
