/// Calls `body` with what is left of `timeout` until it succeeds, fails for good, or nothing is left.
func repeating<Result>(
    within timeout: Duration,
    _ body: (Duration) throws(KafkaError) -> Result
) throws(KafkaError) -> Result {
    let deadline = Deadline(after: timeout)
    while true {
        do throws(KafkaError) {
            return try body(deadline.remaining)
        } catch {
            guard error.recovery == .retry, !deadline.hasPassed else { throw error }
            pause(deadline.remaining(atMost: attemptPause))
        }
    }
}

/// The pause between two attempts: short beside a broker's election, long beside a request.
fileprivate let attemptPause = Duration.milliseconds(100)
