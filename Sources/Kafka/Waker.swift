/// Ends a consumer's ``Consumer/wait(timeout:)`` from any thread, for example when a signal asks the process to stop.
public struct Waker: Sendable {
    private let doorbell: Doorbell

    init(_ doorbell: Doorbell) { self.doorbell = doorbell }

    /// Ends the present wait, or the next one if there is none. Waking twice before a wait ends one wait.
    ///
    /// It may be called after the consumer is gone; then it does nothing.
    public func wake() { doorbell.ring() }
}
