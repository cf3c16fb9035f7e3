/// A policy that was read, or every fault for which it was refused.
public struct PolicyReading: Sendable {
    /// The policy; `nil` when it was refused.
    public let policy: RetentionPolicy?
    /// What is wrong, in the order of files and lines; nothing when there is a policy.
    public let faults: [PolicyError]
}
