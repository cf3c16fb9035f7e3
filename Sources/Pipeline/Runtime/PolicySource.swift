public import Retention
internal import Synchronization

/// The policy by which every RETAIN task of this process decides, which may be replaced while they run.
///
/// Tasks ask for it at the beginning of each turn, so a turn is decided by one policy. Safe to ask from any thread.
public final class PolicySource: Sendable {
    private let state: Mutex<State>

    private struct State {
        var policy: RetentionPolicy
        var status: Status
    }

    /// What became of the attempts to replace it.
    public struct Status: Sendable, Hashable {
        /// `name@version` of the policy by which is decided.
        public var identity: String
        /// How often another policy took its place.
        public var reloads = 0
        /// How often another one was refused, and the one before stayed.
        public var failedReloads = 0
        /// Why the last one was refused, with file, line and remedy; `nil` since one was taken.
        public var lastError: String?
    }

    /// The source of `policy`, until it is replaced.
    public init(_ policy: RetentionPolicy) {
        state = Mutex(State(policy: policy, status: Status(identity: policy.identity)))
    }

    /// The policy by which is decided now.
    public func current() -> RetentionPolicy { state.withLock { $0.policy } }

    /// What became of the attempts to replace it.
    public var status: Status { state.withLock { $0.status } }

    /// Decides by `policy` from the next turn of each task on.
    public func replace(by policy: RetentionPolicy) {
        state.withLock { state in
            state.policy = policy
            state.status.identity = policy.identity
            state.status.reloads += 1
            state.status.lastError = nil
        }
    }

    /// Goes on with the policy that it has, because that is what its files say again.
    func confirm() { state.withLock { $0.status.lastError = nil } }

    /// Goes on with the policy that it has, because another one was refused for `reason`.
    public func keep(because reason: String) {
        state.withLock { state in
            state.status.failedReloads += 1
            state.status.lastError = reason
        }
    }
}
