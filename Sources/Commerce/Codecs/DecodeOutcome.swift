/// What became of a record that was decoded without a fault.
public enum DecodeOutcome: Hashable, Sendable {
    /// The event was appended to the batch.
    case event
    /// The record's `type` is none of the contract: somebody else's event, which is not an error. Clipped to 256 bytes.
    case ignored(unknownType: String)
}
