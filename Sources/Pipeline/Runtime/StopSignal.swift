internal import Kafka
internal import Synchronization

/// Asks workers to end: set once, seen by all, and wakes those that sleep.
public final class StopSignal: Sendable {
    private let state = Mutex(State())

    private struct State {
        var isRequested = false
        var wakers: [Int: Waker] = [:]
        var nextID = 0
    }

    /// A signal that nobody has given.
    public init() {}

    /// Whether workers shall end.
    public var isRequested: Bool { state.withLock { $0.isRequested } }

    /// Asks workers to end. Asking again changes nothing.
    public func request() {
        let wakers = state.withLock { state in
            state.isRequested = true
            return Array(state.wakers.values)
        }
        for waker in wakers { waker.wake() }
    }

    /// Wakes `waker` when the signal is given, until the number that this returns is told to ``forget(_:)``.
    func onRequest(_ waker: Waker) -> Int {
        let (id, isRequested) = state.withLock { state in
            state.nextID += 1
            state.wakers[state.nextID] = waker
            return (state.nextID, state.isRequested)
        }
        if isRequested { waker.wake() }
        return id
    }

    /// Lets go of a waker, which keeps two file descriptors open.
    func forget(_ id: Int) { state.withLock { $0.wakers[id] = nil } }
}
