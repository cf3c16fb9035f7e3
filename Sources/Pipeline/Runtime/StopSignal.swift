internal import Kafka
internal import Synchronization

/// Asks workers to end: set once, seen by all, and wakes those that sleep.
public final class StopSignal: Sendable {
    private let state = Mutex<(isRequested: Bool, wakers: [Waker])>((false, []))

    /// A signal that nobody has given.
    public init() {}

    /// Whether workers shall end.
    public var isRequested: Bool { state.withLock { $0.isRequested } }

    /// Asks workers to end. Asking again changes nothing.
    public func request() {
        let wakers = state.withLock { state in
            state.isRequested = true
            return state.wakers
        }
        for waker in wakers { waker.wake() }
    }

    /// Wakes `waker` when the signal is given.
    func onRequest(_ waker: Waker) {
        let isRequested = state.withLock { state in
            state.wakers.append(waker)
            return state.isRequested
        }
        if isRequested { waker.wake() }
    }
}
