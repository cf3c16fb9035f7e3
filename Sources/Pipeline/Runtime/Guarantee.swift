/// What a crash may do to what is published.
public enum Guarantee: String, CaseIterable, Sendable {
    /// Outputs and offsets in one transaction: nothing is lost, nothing is there twice for those who read committed.
    case exactlyOnce = "exactly-once"
    /// Outputs are flushed, then offsets are committed: after a crash outputs may repeat, with the same ids. The only
    /// choice on the embedded broker.
    case atLeastOnce = "at-least-once"
}
