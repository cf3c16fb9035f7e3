/// A stage of the pipeline: a consumer group of its own.
public enum Stage: String, CaseIterable, Sendable {
    /// Joins and counts.
    case track
    /// Finds incidents.
    case detect
    /// Decides what to do for each order.
    case retain
}
